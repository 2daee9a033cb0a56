/** Her own answers, point by point: the facts at once, and the light that they make once she has put hers with its proof. */

import * as F from "./form.js";
import { html } from "./ui.js";

const FIRST = "Votre réponse n'est pas encore là : touchez « Reprendre mes réponses ».";
const WAIT = "Mettez votre feu et sa preuve dans votre fiche : ce que dit votre réponse s'affichera ici.";

/** `data.resumed`: `{rows: [{point, title, facts, ready, to_do, from, called, there}], note}`, made by the checks. */
export function Lights({ form, data }) {
  const { rows = [], note = "" } = data.resumed || {};
  if (!rows.length) return html`<p class="vide">${FIRST}</p>`;
  return html`<div class="feux">
    ${note && html`<p class="vide">${note}</p>`}
    ${rows.map((row) => html`<section class="feu" key=${row.point}>
      <h3>${row.title}</h3>
      <p>${row.there ? row.facts || "Il n'y a encore rien." : "Pas encore de réponse."}</p>
      <${Light} row=${row} said=${F.valuesAt(form, { part: row.point })}/>
      <p><a href=${`../../${row.from}/`}>${row.there ? "Revoir" : "Faire"} « ${row.called} »</a></p>
    </section>`)}
  </div>`;
}

function Light({ row, said }) {
  if (!said.feu || !said.preuve) return html`<p class="vide">${WAIT}</p>`;
  if (row.ready) return html`<p class="feu-vert"><strong>Feu vert.</strong> Rien ne manque.</p>`;
  return html`<p class="feu-rouge"><strong>Feu rouge.</strong> Il reste :</p><ul>${row.to_do.map((one) => html`<li key=${one}>${one}</li>`)}</ul>`;
}
