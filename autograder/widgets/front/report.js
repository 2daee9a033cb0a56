/** A report, for the learner: what holds, the one thing to change next, then every criterion for who wants it. */

import { number, plural } from "./french.js";
import { html } from "./ui.js";

const OUTCOMES = {
  reached: { word: "Réussi", sign: "✓" },
  partial: { word: "En partie", sign: "◐" },
  missed: { word: "À reprendre", sign: "○" },
  broken: { word: "En panne", sign: "⚠" },
};

/** `alone`: there is no trainer, so she is given the rubric to judge with somebody else. */
export function Report({ report, unfold = false, alone = false }) {
  const next = report.criteria.find((one) => one.outcome === "partial" || one.outcome === "missed");
  const broken = report.criteria.filter((one) => one.outcome === "broken");
  const unwritten = report.open.find((part) => !part.excerpts.length);
  const share = report.points ? report.score / report.points : 0;
  return html`<div class="rapport">
    <p class="note-rapport"><strong>${number(report.score)}</strong> sur ${plural(report.points, "point")}
      <meter min="0" max="1" value=${share} aria-hidden="true"></meter></p>
    ${report.awaiting > 0 && html`<p class="encore">${alone ? toReadTogether(report) : toBeRead(report)}</p>`}
    ${report.praise && html`<div class="encart bien"><h3>Ce qui tient déjà</h3><p>${report.praise}</p></div>`}
    ${next
      ? html`<div class="encart suite-rapport"><h3>À changer maintenant</h3><p class="critere-titre">${next.title}</p><p>${next.message}</p>${next.hint && html`<p class="piste">${next.hint}</p>`}</div>`
      : unwritten
      ? html`<div class="encart suite-rapport"><h3>À écrire encore</h3><p>« ${unwritten.title} » est vide : ${plural(unwritten.points, "point")} y ${unwritten.points > 1 ? "attendent" : "attend"} vos mots.</p></div>`
      : html`<div class="encart bien"><p>Plus rien à reprendre : vous pouvez remettre votre travail.</p></div>`}
    ${broken.length > 0 && html`<div class="encart panne"><p>${plural(broken.length, "vérification")} en panne de notre côté. Rien ne vous est enlevé.</p></div>`}
    ${report.open.map((part) => html`<${Open} key=${part.id} part=${part} alone=${alone}/>`)}
    <details class="criteres" open=${unfold}>
      <summary>Tous les critères (${report.criteria.length})</summary>
      <ul>${report.criteria.map((one) => html`<${Criterion} key=${one.id} one=${one}/>`)}</ul>
    </details>
  </div>`;
}

const toBeRead = (report) => `${plural(report.awaiting, "point")} encore : votre formatrice ou votre formateur lira ${titles(report)}.`;

const toReadTogether = (report) => `${plural(report.awaiting, "point")} encore, à lire à deux avec la grille : ${titles(report)}.`;

function titles(report) {
  const named = report.open.filter((part) => part.excerpts.length && !part.bonus).map((part) => `« ${part.title} »`);
  const last = named.pop();
  return named.length ? `${named.join(", ")} et ${last}` : last;
}

/** What a person judges: her words and, where no trainer will read them, the rubric. */
function Open({ part, alone }) {
  const worth = part.bonus === false ? `sur ${plural(part.points, "point")}` : `bonus : jusqu'à ${plural(part.points, "point")} de plus`;
  return html`<div class="encart a-lire"><h3>${part.title} <span class="quand">${worth}</span></h3>
    ${part.excerpts.length ? html`<ul>${part.excerpts.map((words) => html`<li>${words}</li>`)}</ul>` : html`<p>Rien n'est encore écrit ici : ces points attendent vos mots.</p>`}
    ${alone && html`<details class="grille" open=${part.excerpts.length > 0}>
      <summary>À lire à deux : la grille</summary>
      <p>Lisez vos mots à voix haute à quelqu'un, puis choisissez ensemble le niveau qui leur va. Cela reste entre vous.</p>
      <dl>${part.levels.map((level) => html`<dt>${level.label} <span class="points">${plural(level.points, "point")}</span></dt><dd>${level.comment}</dd>`)}</dl>
    </details>`}</div>`;
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
