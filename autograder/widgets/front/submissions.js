/** What she handed in: on its way, received with its receipt, refused, and the trainer's feedback. */

import { moment, number, plural } from "./french.js";
import { Report } from "./report.js";
import { html } from "./ui.js";

/** The server's submissions and this device's outbox as one list, newest first, each receipt once. */
export function merge(received, outgoing) {
  const known = new Set(received.map((one) => one.recu));
  const mine = outgoing.filter((item) => !item.receipt || !known.has(item.receipt.recu)).map((item) => ({
    key: item.cle, when: item.receipt ? item.receipt.remis_le : item.made, receipt: item.receipt && item.receipt.recu,
    report: item.receipt && item.receipt.rapport, state: item.state, sentence: item.sentence, item,
  }));
  const theirs = received.map((one) => ({
    key: one.recu, when: one.remis_le, receipt: one.recu, report: one.rapport, feedback: one.retour, reading: one.etat === "a_lire",
    state: one.rapport || one.retour ? "received" : "kept", sentence: one.erreur || "",
  }));
  return [...mine, ...theirs].sort((a, b) => (a.when < b.when ? 1 : -1));
}

export function Submissions({ list, restore, drop }) {
  if (!list.length) return null;
  return html`<section class="remises" aria-labelledby="mes-remises">
    <h2 id="mes-remises">Mes remises</h2>
    <ul>${list.map((one) => html`<li key=${one.key} class=${`remise ${one.state}`}>
      ${one.receipt
        ? html`<p><strong class="recu">${one.receipt}</strong> <span class="quand">${moment(one.when)}</span></p>`
        : html`<p><strong>${one.state === "refused" ? "Refusée" : "En attente du serveur"}</strong> <span class="quand">${moment(one.when)}</span></p>`}
      ${one.state === "waiting" && html`<p>Partira tout seul dès que le serveur répond. ${one.sentence}</p>`}
      ${one.state === "stranger" && html`<p>Le serveur ne vous reconnaît plus : entrez à nouveau, puis cela partira tout seul.</p>`}
      ${one.state === "kept" && html`<p>Reçue et gardée. ${one.sentence}</p>`}
      ${one.state === "refused" && html`<p class="alerte">${one.sentence}</p>
        <p>Votre travail est gardé. <button type="button" onClick=${() => restore(one.item)}>Reprendre cette version</button>
          <button type="button" onClick=${() => drop(one.item)}>Ôter de la liste</button></p>`}
      ${one.reading && html`<p>Votre formatrice ou votre formateur va lire votre travail.</p>`}
      ${one.feedback && html`<${Feedback} feedback=${one.feedback}/>`}
      ${one.report && html`<details><summary>Note calculée : ${number(one.report.score)} sur ${one.report.points}${one.report.awaiting > 0 && !one.feedback ? `, ${plural(one.report.awaiting, "point")} à lire` : ""}</summary><${Report} report=${one.report} unfold/></details>`}
    </li>`)}</ul>
  </section>`;
}

function Feedback({ feedback }) {
  return html`<div class="encart a-lire retour"><h3>Retour de votre formatrice ou formateur</h3>
    <p><strong>${number(feedback.note)} sur ${number(feedback.sur)}</strong>${typeof feedback.sur_vingt === "number" ? `, soit ${number(feedback.sur_vingt)} sur 20` : ""}${feedback.points_ouverts ? `, dont ${plural(feedback.points_ouverts, "point")} pour ce que vous avez écrit` : ""}</p>
    ${feedback.commentaire && html`<p class="commentaire">${feedback.commentaire}</p>`}
    <p class="quand">${moment(feedback.envoye_le)}</p></div>`;
}

/** A receipt, to be shown or copied out. */
export function Receipt({ code, when, again }) {
  return html`<div class="recepisse"><p>${again ? "Déjà reçu. Votre reçu est toujours :" : "C'est reçu. Votre reçu :"}</p>
    <p class="recu grand" id="recu">${code}</p><p class="quand">${moment(when)}</p>
    <button type="button" onClick=${(event) => copy(code, event.target)}>Copier le reçu</button></div>`;
}

/** Copy text; pages over plain HTTP have no clipboard API, a selected field does there. */
async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch (error) {
    const field = document.createElement("textarea");
    field.value = text;
    button.parentNode.appendChild(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus();
  }
  button.textContent = "Copié ✓";
}
