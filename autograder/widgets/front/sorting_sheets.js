/** The sheets of « sorting »: into which box does this card go, and which card goes into this box. */

import * as S from "./sorting.js";
import { Sheet, html } from "./ui.js";

/** One card: tap a box and it is there. Where several boxes are allowed the sheet stays, and a second tap takes it out. */
export function CardSheet({ card, sorting, rules, words, act, close, home }) {
  const group = rules.groupOf(card);
  const found = S.boxesOf(sorting, card);
  const choose = (box) => {
    if (group.several && found.includes(box)) return act.takeOut(card, box);
    act.place(card, box);
    return group.several ? undefined : close();
  };
  return html`<${Sheet} title=${group.question} onClose=${close} home=${home}>
    <blockquote class="cite">${words(card)}</blockquote>
    ${group.several && html`<p class="rappel">Une ou plusieurs cases.</p>`}
    <ul class="etages">${group.boxes.map((box, index) => html`<li key=${box.id}>
      <button type="button" class=${`etage-choix case-${index % 5}`} aria-pressed=${String(found.includes(box.id))} onClick=${() => choose(box.id)}>
        <strong>${box.title}</strong><span>${box.hint}</span></button></li>`)}</ul>
    ${group.several && html`<button type="button" class="large fort" onClick=${close}>C'est fait</button>`}
    ${found.length > 0 && html`<div class="gestes">
      <button type="button" class="retirer" onClick=${() => { act.remove(card); close(); }}>Remettre parmi les cartes</button></div>`}
  </${Sheet}>`;
}

/** One box: the cards that could still go there. */
export function BoxSheet({ box, sorting, rules, words, act, close, home }) {
  const { title, hint } = rules.boxes.get(box);
  const cards = S.candidates(sorting, rules, box);
  const choose = (card) => {
    act.place(card, box);
    close();
  };
  return html`<${Sheet} title=${title} onClose=${close} home=${home} tall>
    <p class="rappel">${hint}</p>
    ${!cards.length && html`<p class="vide">Il ne reste aucune carte à placer ici. Pour en déplacer une, touchez-la dans sa case.</p>`}
    <ul class="enonces">${cards.map((card) => html`<li key=${card}>
      <button type="button" class="enonce" onClick=${() => choose(card)}>${words(card)}</button></li>`)}</ul>
  </${Sheet}>`;
}
