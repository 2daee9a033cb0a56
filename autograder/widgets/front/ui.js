/** What every component shares: `html` with French typography, a sheet that holds the focus, and a few small parts. */

import { h } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import htm from "htm";

import { sheetOpened } from "./back.js";
import { typeset } from "./french.js";

const SPOKEN = ["aria-label", "title", "placeholder", "data-titre"];

/** `h`, with no-break spaces put into every text that a person reads or hears. */
function speak(type, props, ...children) {
  if (props) {
    for (const name of SPOKEN) {
      if (typeof props[name] === "string") props = { ...props, [name]: typeset(props[name]) };
    }
  }
  return h(type, props, ...children.map(french));
}

function french(child) {
  if (typeof child === "string") return typeset(child);
  return Array.isArray(child) ? child.map(french) : child;
}

export const html = htm.bind(speak);

/** A name for ids, of its own even when several builders stand on one page. */
export function useName() {
  return useState(() => `a${Math.random().toString(36).slice(2, 10)}`)[0];
}

/**
 * A sheet that rises from the bottom on a phone and stands in the middle of a large screen: a native modal dialog.
 * `onClose` on Escape, on the phone's back button, on a tap outside and on the cross; a `firm` sheet waits for an answer. `home` takes the focus when
 * what opened the sheet is gone.
 */
export function Sheet({ title, onClose = () => undefined, home, tall, firm, children }) {
  const box = useRef(null);
  const heading = useRef(null);
  const name = useName();
  useEffect(() => {
    const dialog = box.current;
    const opener = document.activeElement;
    dialog.showModal();
    heading.current.focus();
    // browsers may close a dialog on a second Escape whatever `cancel` says
    const closed = () => (firm ? dialog.showModal() : onClose());
    dialog.addEventListener("close", closed);
    const gone = sheetOpened(onClose);
    return () => {
      gone();
      dialog.removeEventListener("close", closed);
      dialog.close();
      if (opener && opener.isConnected && opener !== document.body) opener.focus();
      else if (home) home();
    };
  }, []);
  useEffect(() => {
    box.current.scrollTop = 0;
    heading.current.focus();
  }, [title]);
  const outside = (event) => event.target === box.current && onClose();
  const escape = (event) => {
    event.preventDefault();
    onClose();
  };
  return html`<dialog ref=${box} class=${`feuille${tall ? " haute" : ""}`} aria-labelledby=${name} onClick=${outside} onCancel=${escape}>
    <div class="feuille-corps">
      <div class="feuille-tete">
        <h2 id=${name} tabindex="-1" ref=${heading}>${title}</h2>
        ${!firm && html`<button type="button" class="rond" aria-label="Fermer" onClick=${onClose}><span aria-hidden="true">×</span></button>`}
      </div>
      ${children}
    </div>
  </dialog>`;
}

/** A level's coloured tag; the colour repeats what the word says. */
export function Tag({ level, name }) {
  return html`<span class=${`niveau niveau-${level}`}>${name}</span>`;
}
