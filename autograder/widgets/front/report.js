/** A report, for the learner: what holds, the one thing to change next, then every criterion for who wants it. */

import { number, plural } from "./french.js";
import { html } from "./ui.js";

const OUTCOMES = {
  reached: { word: "Réussi", sign: "✓" },
  partial: { word: "En partie", sign: "◐" },
  missed: { word: "À reprendre", sign: "○" },
  broken: { word: "En panne", sign: "⚠" },
};

export function Report({ report, unfold = false }) {
  const next = report.criteria.find((one) => one.outcome === "partial" || one.outcome === "missed");
  const broken = report.criteria.filter((one) => one.outcome === "broken");
  const share = report.points ? report.score / report.points : 0;
  return html`<div class="rapport">
    <p class="note-rapport"><strong>${number(report.score)}</strong> sur ${plural(report.points, "point")}
      <meter min="0" max="1" value=${share} aria-hidden="true"></meter></p>
    ${report.praise && html`<div class="encart bien"><h3>Ce qui tient déjà</h3><p>${report.praise}</p></div>`}
    ${next
      ? html`<div class="encart suite-rapport"><h3>À changer maintenant</h3><p>${next.message}</p>${next.hint && html`<p class="piste">${next.hint}</p>`}</div>`
      : html`<div class="encart bien"><p>Plus rien à reprendre : vous pouvez remettre votre travail.</p></div>`}
    ${broken.length > 0 && html`<div class="encart panne"><p>${plural(broken.length, "vérification")} en panne de notre côté. Rien ne vous est enlevé.</p></div>`}
    ${report.open.map((part) => html`<div class="encart a-lire" key=${part.id}><h3>${part.title}</h3>
      <p>Votre formatrice ou votre formateur lira vos mots : jusqu'à ${plural(part.points, "point")} de plus.</p>
      <ul>${part.excerpts.map((words) => html`<li>${words}</li>`)}</ul></div>`)}
    <details class="criteres" open=${unfold}>
      <summary>Tous les critères (${report.criteria.length})</summary>
      <ul>${report.criteria.map((one) => html`<${Criterion} key=${one.id} one=${one}/>`)}</ul>
    </details>
  </div>`;
}

function Criterion({ one }) {
  const { word, sign } = OUTCOMES[one.outcome];
  return html`<li class=${`critere ${one.outcome}`}>
    <p class="critere-tete"><span class="issue"><span aria-hidden="true">${sign}</span> ${word}</span>
      <span class="points">${one.earned === null ? "non compté" : `${number(one.earned)} / ${one.points}`}</span></p>
    <p class="critere-titre">${one.title}</p>
    ${one.message && html`<p>${one.message}</p>`}
    ${one.hint && one.outcome !== "reached" && html`<p class="piste">${one.hint}</p>`}
  </li>`;
}
