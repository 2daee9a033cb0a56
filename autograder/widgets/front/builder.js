/**
 * The builder « cause-tree »: statements to place, the tree as nested cards, and its drawing. It knows no server:
 * it is given an answer and tells every change, so it serves the page and the notebook alike.
 */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { Cards } from "./cards.js";
import { draw } from "./drawing.js";
import { begin, commit, redo, undo } from "./history.js";
import { CardSheet, OwnSheet, PickSheet } from "./sheets.js";
import { Tray } from "./tray.js";
import * as T from "./tree.js";
import { html, useName } from "./ui.js";

const TABS = [["enonces", "Énoncés"], ["arbre", "Mon arbre"], ["dessin", "Dessin"]];
const LARGE = "(min-width: 1000px)"; // as in builder.css
const BRIEF = 38; // characters
const ZOOMS = [0.5, 0.7, 1, 1.35];

/** `answer` may change from outside (another tab or device): it is then taken over as one more step that can be undone. */
export function Builder({ statements, answer, onChange }) {
  const bank = useMemo(() => new Map(statements.map((row) => [row.id, row.text])), [statements]);
  const given = useMemo(() => T.read(answer, bank), [answer, bank]);
  const [history, setHistory] = useState(() => begin(given));
  const [tab, setTab] = useState("arbre");
  const [sheet, setSheet] = useState(null);
  const [said, setSaid] = useState("");
  const panel = useRef(null);
  const name = useName();
  const tree = history.present;

  useEffect(() => {
    if (!T.sameTree(given, tree)) setHistory(commit(history, given));
  }, [given]);

  const travel = (next, sentence) => {
    if (next.present === tree) return;
    setHistory(next);
    setSaid(sentence);
    onChange(next.present);
  };
  const change = (next, sentence) => travel(commit(history, next), sentence);
  const words = (id, of = tree) => T.textOf(of, bank, id);
  const act = actions({ tree, change, words });
  const close = () => setSheet(null);
  const shared = { name, tree, bank, words, act, open: setSheet, close, home: () => panel.current && panel.current.focus() };

  return html`<div class="atelier" data-volet=${tab}>
    <div class="etabli">
      <${Tabs} name=${name} tab=${tab} choose=${setTab} tree=${tree} total=${bank.size}/>
      <div class="outils">
        <button type="button" disabled=${!history.past.length} onClick=${() => travel(undo(history), "Dernier geste annulé.")}>
          <span aria-hidden="true">↶</span> Annuler</button>
        <button type="button" disabled=${!history.future.length} onClick=${() => travel(redo(history), "Geste rétabli.")}>
          <span aria-hidden="true">↷</span> Rétablir</button>
        <p class="dit" role="status">${said}</p>
      </div>
    </div>
    <div class="volets" tabindex="-1" ref=${panel}>
      <section class="volet volet-enonces" id=${`${name}-enonces`} aria-label="Énoncés"><${Tray} ...${shared}/></section>
      <section class="volet volet-arbre" id=${`${name}-arbre`} aria-label="Mon arbre"><${Cards} ...${shared}/></section>
      <section class="volet volet-dessin" id=${`${name}-dessin`} aria-label="Dessin de l'arbre"><${Drawing} ...${shared} shown=${tab === "dessin"}/></section>
    </div>
    ${sheet && sheet.kind === "card" && html`<${CardSheet} key=${sheet.id} ...${shared} sheet=${sheet}/>`}
    ${sheet && sheet.kind === "pick" && html`<${PickSheet} ...${shared} sheet=${sheet}/>`}
    ${sheet && sheet.kind === "own" && html`<${OwnSheet} ...${shared} sheet=${sheet}/>`}
  </div>`;
}

/** What a learner can do to her tree, each with the sentence that says it was done. */
function actions({ tree, change, words }) {
  const short = (id) => brief(words(id));
  const spot = (id, level, text) => `« ${brief(text || words(id))} » placé ${T.levelOf(level).as}.`;
  return {
    place: (id, level, text) => change(T.place(tree, id, level, text), spot(id, level, text)),
    placeUnder: (id, level, ends, text) => {
      const placed = T.place(tree, id, level, text);
      change(T.link(placed, ...ends), `${spot(id, level, text).slice(0, -1)} et relié.`);
    },
    link: (cause, effect) => change(T.link(tree, cause, effect), `Relié : « ${short(cause)} » explique « ${short(effect)} ».`),
    unlink: (cause, effect) => change(T.unlink(tree, cause, effect), `Lien retiré entre « ${short(cause)} » et « ${short(effect)} ».`),
    remove: (id) => change(T.remove(tree, id), `« ${short(id)} » retiré de l'arbre.`),
  };
}

/** The first words of a statement, enough to know it by. */
function brief(text) {
  return text.length <= BRIEF ? text : `${text.slice(0, text.lastIndexOf(" ", BRIEF))}…`;
}

function Tabs({ name, tab, choose, tree, total }) {
  const left = total - tree.statements.filter((row) => !T.isOwn(row.id)).length;
  const counts = { enonces: left, arbre: tree.statements.length };
  const said = { enonces: `${left} à placer`, arbre: `${tree.statements.length} dans l'arbre` };
  return html`<div class="onglets" role="group" aria-label="Que voulez-vous voir ?">
    ${TABS.map(([id, title]) => html`<button type="button" class=${`onglet onglet-${id}`}
        aria-pressed=${String(tab === id)} aria-controls=${`${name}-${id}`} onClick=${() => choose(id)}>
      ${title}${id in counts && html` <span class="compte"><span aria-hidden="true">${counts[id]}</span><span class="lu"> ${said[id]}</span></span>`}
    </button>`)}
  </div>`;
}

function Drawing({ name, tree, bank, open, shown }) {
  const [zoom, setZoom] = useState(2);
  const [whole, setWhole] = useState(() => matchMedia(LARGE).matches);
  const picture = useRef(null);
  const markup = useMemo(() => ({ __html: draw(tree, bank, name) }), [tree, bank]);
  useEffect(() => {
    const svg = picture.current.firstChild;
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    svg.setAttribute("width", width * (whole ? 1 : ZOOMS[zoom]));
    svg.setAttribute("height", height * (whole ? 1 : ZOOMS[zoom]));
  }, [markup, zoom, whole]);
  // shown anew, the drawing begins at its trunk
  useEffect(() => {
    const trunk = picture.current.querySelector(".niveau-probleme");
    if (!shown || !trunk) return;
    const box = picture.current.getBoundingClientRect();
    const card = trunk.getBoundingClientRect();
    picture.current.scrollLeft += card.left + card.width / 2 - box.left - box.width / 2;
  }, [shown, zoom, whole]);
  const tap = (event) => {
    const card = event.target.closest("[data-id]");
    if (card) open({ kind: "card", id: card.getAttribute("data-id") });
  };
  const step = (by) => {
    setWhole(false);
    setZoom(Math.max(0, Math.min(ZOOMS.length - 1, zoom + by)));
  };
  return html`<div class="loupe">
      <button type="button" aria-label="Réduire le dessin" disabled=${!whole && zoom === 0} onClick=${() => step(-1)}>−</button>
      <button type="button" aria-label="Agrandir le dessin" disabled=${!whole && zoom === ZOOMS.length - 1} onClick=${() => step(1)}>+</button>
      <button type="button" aria-pressed=${String(whole)} onClick=${() => setWhole(!whole)}>Tout voir</button>
    </div>
    <div class=${`toile${whole ? " entiere" : ""}`} tabindex="0" role="region" aria-label="Dessin, à faire défiler" ref=${picture} onClick=${tap} dangerouslySetInnerHTML=${markup}></div>`;
}
