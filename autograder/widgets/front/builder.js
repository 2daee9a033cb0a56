/**
 * The builder « cause-tree »: statements to place, the tree as nested cards, and its drawing. It knows no server:
 * it is given an answer and tells every change, so it serves the page and the notebook alike.
 */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { LARGE, Tools, brief, useSteps, useTab } from "./bench.js";
import { Cards } from "./cards.js";
import { draw } from "./drawing.js";
import { CardSheet, OwnSheet, PickSheet } from "./sheets.js";
import { Tray } from "./tray.js";
import * as T from "./tree.js";
import { html, useName } from "./ui.js";

const ZOOMS = [0.5, 0.7, 1, 1.35];

/**
 * `answer` may change from outside; `onChange` is told every change made here. `aside` (like a Map) keeps what is being
 * typed in a sheet that a stray tap or a killed tab closed.
 */
export function Builder({ data, answer, onChange, aside }) {
  const { statements } = data.bank;
  const bank = useMemo(() => new Map(statements.map((row) => [row.id, row.text])), [statements]);
  const given = useMemo(() => T.read(answer, bank), [answer, bank]);
  const steps = useSteps(given, onChange);
  const bench = useRef(null);
  const [tab, choose] = useTab("arbre", bench);
  const unfinished = useRef(aside || new Map());
  // a statement that the power cut in two is finished first
  const [sheet, setSheet] = useState(() => (unfinished.current.get(T.NEW) ? { kind: "own" } : null));
  const panel = useRef(null);
  const name = useName();
  const tree = steps.present;
  const words = (id, of = tree) => T.textOf(of, bank, id);
  const act = actions({ tree, change: steps.change, words });
  const close = () => setSheet(null);
  const shared = { name, tree, bank, words, act, open: setSheet, close, home: () => panel.current && panel.current.focus() };

  return html`<div class="atelier" ref=${bench} data-volet=${tab}>
    <${Tools} ...${{ name, tab, steps }} tabs=${tabs(tree, bank.size)} choose=${choose}/>
    <div class="volets" tabindex="-1" ref=${panel}>
      <section class="volet volet-enonces" id=${`${name}-enonces`} aria-label="Énoncés"><${Tray} ...${shared}/></section>
      <section class="volet volet-arbre" id=${`${name}-arbre`} aria-label="Mon arbre"><${Cards} ...${shared}/></section>
      <section class="volet volet-dessin" id=${`${name}-dessin`} aria-label="Dessin de l'arbre"><${Drawing} ...${shared} shown=${tab === "dessin"}/></section>
    </div>
    ${sheet && sheet.kind === "card" && html`<${CardSheet} key=${sheet.id} ...${shared} sheet=${sheet}/>`}
    ${sheet && sheet.kind === "pick" && html`<${PickSheet} ...${shared} sheet=${sheet}/>`}
    ${sheet && sheet.kind === "own" && html`<${OwnSheet} ...${shared} sheet=${sheet} unfinished=${unfinished.current}/>`}
  </div>`;
}

function tabs(tree, total) {
  const left = total - tree.statements.filter((row) => !T.isOwn(row.id)).length;
  const placed = tree.statements.length;
  return [
    { id: "enonces", title: "Énoncés", count: left, said: `${left} à placer` },
    { id: "arbre", title: "Mon arbre", count: placed, said: `${placed} dans l'arbre` },
    { id: "dessin", title: "Dessin" },
  ];
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
