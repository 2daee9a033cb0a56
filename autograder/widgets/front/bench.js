/** What every builder stands on: its answer with undo and redo, the tabs, and the line that says what was just done. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { begin, commit, redo, undo } from "./history.js";
import { same } from "./same.js";
import { html } from "./ui.js";

const BRIEF = 38; // characters

/** Room for two panels side by side; as in the style sheets. */
export const LARGE = "(min-width: 1000px)";

/**
 * `given` may change from outside (another tab or device): it is then taken over as one more step that can be undone.
 * `type` is for what comes letter by letter: at the same `spot` it goes on with the step before, until `settle`.
 */
export function useSteps(given, onChange) {
  const [history, setHistory] = useState(() => begin(given));
  const [said, setSaid] = useState("");
  const typing = useRef(null);
  const { present } = history;

  useEffect(() => {
    if (same(given, present)) return;
    typing.current = null;
    setHistory(commit(history, given));
  }, [given]);

  const travel = (next, sentence, spot = null) => {
    typing.current = spot;
    if (next.present === present) return;
    setHistory(next);
    setSaid(sentence);
    onChange(next.present);
  };
  return {
    present, said,
    change: (next, sentence) => travel(commit(history, next), sentence),
    type: (next, spot) => travel(typing.current === spot ? { ...history, present: next } : commit(history, next), "", spot),
    settle: () => { typing.current = null; },
    undo: history.past.length ? () => travel(undo(history), "Dernier geste annulé.") : null,
    redo: history.future.length ? () => travel(redo(history), "Geste rétabli.") : null,
  };
}

/**
 * The tab in sight. On a phone each tab keeps the place where she left it, and a tab opened for the first time is shown from its
 * top: whoever reads a figure in a table comes back to the line she was filling in.
 */
export function useTab(first, bench) {
  const [tab, setTab] = useState(first);
  const places = useRef({});
  const came = useRef(first);
  useLayoutEffect(() => {
    if (came.current === tab) return;
    came.current = tab;
    const top = bench.current.getBoundingClientRect().top + window.scrollY;
    const place = places.current[tab];
    if (!matchMedia(LARGE).matches) window.scrollTo({ top: place === undefined ? Math.min(window.scrollY, top) : place, behavior: "instant" });
  }, [tab]);
  const choose = (next) => {
    places.current[tab] = window.scrollY;
    setTab(next);
  };
  return [tab, choose];
}

/** The first words of a text, enough to know it by. */
export function brief(text) {
  return text.length <= BRIEF ? text : `${text.slice(0, text.lastIndexOf(" ", BRIEF))}…`;
}

/** Tabs (`{id, title, count?, said?}`), undo and redo; it stays in reach at the top. */
export function Tools({ name, tabs, tab, choose, steps }) {
  return html`<div class="etabli">
    ${tabs.length > 1 && html`<div class="onglets" role="group" aria-label="Que voulez-vous voir ?">
      ${tabs.map(({ id, title, count, said }) => html`<button type="button" class=${`onglet onglet-${id}`}
          aria-pressed=${String(tab === id)} aria-controls=${`${name}-${id}`} onClick=${() => choose(id)}>
        ${title}${count !== undefined && html` <span class="compte"><span aria-hidden="true">${count}</span><span class="lu"> ${said}</span></span>`}
      </button>`)}
    </div>`}
    <div class="outils">
      <button type="button" disabled=${!steps.undo} onClick=${steps.undo}><span aria-hidden="true">↶</span> Annuler</button>
      <button type="button" disabled=${!steps.redo} onClick=${steps.redo}><span aria-hidden="true">↷</span> Rétablir</button>
      <p class="dit" role="status">${steps.said}</p>
    </div>
  </div>`;
}
