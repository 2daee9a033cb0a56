/** The raw export, line by line, and what the decisions of the sheet make of it; the count stays in sight. `view`: `file`, `part`, `clock`. */

import { cleaned, sorted } from "./cleaning.js";
import { valuesAt } from "./form.js";
import { html } from "./ui.js";

const SHOWN = [["id", "identifiant"], ["heure", "publié le"], ["portee", "portée"], ["partages", "partages"]];

export function Cleaning({ view, form, data }) {
  const decided = valuesAt(form, { part: view.part });
  const lines = sorted(data[view.file].rows, decided);
  const left = lines.filter(({ why }) => !why).length;
  return html`<div class="nettoyage">
    <p class="compteur" role="status"><strong>${left}</strong> lignes gardées sur ${lines.length}, ${lines.length - left} écartées.</p>
    <ol>${lines.map(({ line, why }) => html`<li key=${line.ligne} class=${why ? "ecartee" : ""}><${Line} line=${line} why=${why} decided=${decided} clock=${view.clock}/></li>`)}</ol>
  </div>`;
}

function Line({ line, why, decided, clock }) {
  const now = cleaned(line, decided, clock);
  return html`<p><strong>Ligne ${line.ligne}</strong> ${why ? html`<span class="motif">écartée : ${why}</span>` : line.texte.slice(0, 40)}
    ${line.message && html`<span class="note">${line.message}</span>`}</p>
  <dl>${SHOWN.map(([name, title]) => html`<div key=${name}><dt>${title}</dt>
    <dd>${line[name] || "(vide)"}${now[name] !== (line[name] || "(vide)") && html` <strong>→ ${now[name]}</strong>`}</dd></div>`)}</dl>`;
}
