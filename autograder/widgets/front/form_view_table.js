/** Data of the exercise to read while filling in: cards on a phone, a table where there is room. `view.file` names them. */

import { html } from "./ui.js";

const MANY = 4;

/** `data[view.file]`: `{columns: [{id, title}], rows: [{column: text}], note?}`; the first column names the row. */
export function Table({ view, data }) {
  const { columns, rows, note } = data[view.file];
  const [head, ...others] = columns;
  return html`<div class=${columns.length > MANY ? "tableau fiches" : "tableau"}>
    ${view.help && html`<p class="vide">${view.help}</p>`}
    <table>
      <thead><tr>${columns.map((column) => html`<th scope="col" key=${column.id}>${column.title}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr key=${row[head.id]}>
        <th scope="row">${row[head.id]}</th>
        ${others.map((column) => html`<td key=${column.id} data-titre=${others.length > 1 ? column.title : undefined}>${row[column.id]}</td>`)}
      </tr>`)}</tbody>
    </table>
    ${note && html`<p class="reste">${note}</p>`}
  </div>`;
}
