/** The builder « sorting »: cards to place, and the boxes that receive them. Like every builder, it knows no server. */

import { useMemo, useRef, useState } from "preact/hooks";

import { Tools, brief, useSteps, useTab } from "./bench.js";
import * as S from "./sorting.js";
import { BoxSheet, CardSheet } from "./sorting_sheets.js";
import { html, useName } from "./ui.js";

/** `answer` may change from outside; `onChange` is told every change made here. */
export function SortingBuilder({ data, answer, onChange }) {
  const rules = useMemo(() => S.readRules(data), [data]);
  const given = useMemo(() => S.read(answer, rules), [answer, rules]);
  const steps = useSteps(given, onChange);
  const bench = useRef(null);
  const [tab, choose] = useTab("cartes", bench);
  const [sheet, setSheet] = useState(null);
  const panel = useRef(null);
  const name = useName();
  const sorting = steps.present;
  const words = (card) => rules.cards.get(card).text;
  const act = actions({ sorting, rules, change: steps.change, words });
  const shared = {
    sorting, rules, words, act, open: setSheet, close: () => setSheet(null),
    home: () => panel.current && panel.current.focus(),
  };
  const left = S.left(sorting, rules).length;
  const placed = rules.cards.size - left;
  const tabs = [
    { id: "cartes", title: "Cartes", count: left, said: `${left} à placer` },
    { id: "cases", title: "Mes cases", count: placed, said: `${placed} dans les cases` },
  ];

  return html`<div class="atelier tri" ref=${bench} data-volet=${tab}>
    <${Tools} ...${{ name, tabs, tab, steps }} choose=${choose}/>
    <div class="volets" tabindex="-1" ref=${panel}>
      <section class="volet volet-cartes" id=${`${name}-cartes`} aria-label="Cartes à placer"><${Hand} ...${shared}/></section>
      <section class="volet volet-cases" id=${`${name}-cases`} aria-label="Mes cases">
        <h2 class="lu">Mes cases</h2>
        ${rules.groups.map((group) => html`<${Boxes} key=${group.id} group=${group} ...${shared}/>`)}
      </section>
    </div>
    ${sheet && sheet.card && html`<${CardSheet} key=${sheet.card} card=${sheet.card} ...${shared}/>`}
    ${sheet && sheet.box && html`<${BoxSheet} key=${sheet.box} box=${sheet.box} ...${shared}/>`}
  </div>`;
}

/** What a learner can do to her sorting, each with the sentence that says it was done. */
function actions({ sorting, rules, change, words }) {
  const title = (box) => rules.boxes.get(box).title;
  const short = (card) => brief(words(card));
  return {
    place: (card, box) => change(S.place(sorting, card, box, rules.groupOf(card).several), `« ${short(card)} » dans « ${title(box)} ».`),
    takeOut: (card, box) => change(S.remove(sorting, card, box), `« ${short(card)} » retirée de « ${title(box)} ».`),
    remove: (card) => change(S.remove(sorting, card), `« ${short(card)} » de nouveau à placer.`),
  };
}

/** The cards in hand, group by group. */
function Hand({ sorting, rules, words, open }) {
  const hands = rules.groups.map((group) => ({ group, cards: S.left(sorting, rules, group) })).filter(({ cards }) => cards.length);
  if (!hands.length) return html`<p class="vide">Toutes les cartes sont placées. Relisez vos cases, puis touchez « Vérifier ».</p>`;
  return html`<h2 class="lu">Cartes à placer</h2>
    <p class="vide">Touchez une carte, puis sa case.</p>
    ${hands.map(({ group, cards }) => html`<div class="main" key=${group.id}>
      <h3>${group.title} <span>${group.question}</span></h3>
      <ul class="enonces">${cards.map((card) => html`<li key=${card}>
        <button type="button" class="enonce" onClick=${() => open({ card })}>${words(card)}</button></li>`)}</ul>
    </div>`)}`;
}

function Boxes({ group, sorting, words, open }) {
  return html`<div class="casier">
    <h3>${group.title} <span>${group.question}</span></h3>
    ${group.boxes.map((box, index) => html`<section class=${`etage case case-${index % 5}`} key=${box.id} aria-label=${box.title}>
      <h4>${box.title}</h4>
      <ul class="enonces">${S.cardsIn(sorting, box.id).map((card) => html`<li key=${card}>
        <button type="button" class="enonce" onClick=${() => open({ card })}>${words(card)}</button></li>`)}</ul>
      <button type="button" class="plus" onClick=${() => open({ box: box.id })}>
        <span aria-hidden="true">+</span> Ajouter une carte<span class="lu"> dans « ${box.title} »</span></button>
    </section>`)}
  </div>`;
}
