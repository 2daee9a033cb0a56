/** The statements of the exercise: those still to place, those placed, and the way to write one's own. */

import { useState } from "preact/hooks";

import { plural } from "./french.js";
import * as T from "./tree.js";
import { Tag, html } from "./ui.js";

export function Tray({ tree, bank, words, open }) {
  const [filter, setFilter] = useState("left");
  const left = [...bank.keys()].filter((id) => !T.find(tree, id));
  const placed = tree.statements.map((row) => row.id);
  const shown = filter === "left" ? left : placed;
  const full = placed.length >= T.MAX_STATEMENTS;
  const choice = (id, name, count) => html`<button type="button" aria-pressed=${String(filter === id)} onClick=${() => setFilter(id)}>${name} (${count})</button>`;
  return html`<h2 class="lu">Énoncés</h2>
    <div class="choix" role="group" aria-label="Montrer les énoncés">
      ${choice("left", "À placer", left.length)}${choice("placed", "Placés", placed.length)}
    </div>
    ${shown.length === 0 && html`<p class="vide">${filter === "left" ? "Tout est placé. Y a-t-il des énoncés à laisser de côté ?" : "Rien n'est encore placé."}</p>`}
    <ul class="enonces">
      ${shown.map((id) => {
        const row = T.find(tree, id);
        return html`<li key=${id}><button type="button" class="enonce" onClick=${() => open({ kind: "card", id })}>
          ${row && html`<${Tag} level=${row.level} name=${T.levelOf(row.level).name}/> `}${words(id)}</button></li>`;
      })}
    </ul>
    <button type="button" class="large" disabled=${full} onClick=${() => open({ kind: "own" })}>
      <span aria-hidden="true">✎</span> Écrire un énoncé à moi</button>
    ${full && html`<p class="vide">Votre arbre porte déjà ${plural(placed.length, "énoncé")} : c'est le plus possible.</p>`}`;
}
