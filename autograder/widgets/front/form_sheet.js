/** One row in a sheet. Everything typed is kept at once: there is nothing to save, and a row left empty is no row. */

import { useState } from "preact/hooks";

import * as F from "./form.js";
import { Fields } from "./form_fields.js";
import { Table } from "./form_view_table.js";
import { Sheet, html } from "./ui.js";

/**
 * `row` is missing for a new one: it comes to be with its first answer, and takes over what the author lets it keep. The tables to
 * read stand above the fields, folded: the tabs are out of reach behind an open sheet.
 */
export function RowSheet({ part, row, form, rules, data, act, open, close, home }) {
  const [id, setId] = useState(row);
  const place = { part: part.id, row: id };
  const kept = id ? {} : keptFrom(form, part);
  const values = id ? F.valuesAt(form, place) : kept;
  const begin = (deed) => (where, field, value) => {
    if (id) return deed(where, field, value);
    const fresh = F.newId(form);
    setId(fresh);
    return act.add(part, { id: fresh, ...kept }, field, value);
  };
  const deeds = { ...act, type: begin(act.type), set: begin(act.set) };
  const full = F.rowsOf(form, part.id).length >= part.rows.max;
  // said once: a title that followed the typing would take the focus away from it
  const [title] = useState(() => (row ? F.nameOf(rules, form, part, values) : part.rows.add));

  return html`<${Sheet} title=${title} onClose=${close} home=${home} tall>
    ${rules.views.filter(({ view }) => view === "table").map((view) => html`<details class="coup-d-oeil" key=${view.file}>
      <summary>${view.title}</summary><${Table} view=${view} data=${data}/></details>`)}
    <${Fields} ...${{ part, place, values, form, rules }} act=${deeds}/>
    <button type="button" class="large fort" onClick=${close}>C'est fait</button>
    ${id && html`<div class="gestes">
      ${!full && html`<button type="button" onClick=${() => open({ part: part.id, row: act.copy(part, id) })}>Copier</button>
        <button type="button" onClick=${() => open({ part: part.id })}>${part.rows.add}</button>`}
      <button type="button" class="retirer" onClick=${() => { act.remove(part, id); close(); }}>Supprimer</button></div>`}
  </${Sheet}>`;
}

/** What a new row takes over from the last one, where the author says so: the next slot is often on the same channel. */
function keptFrom(form, part) {
  const last = F.rowsOf(form, part.id).slice(-1)[0] || {};
  return part.rows.keep.reduce((held, key) => (last[key] === undefined ? held : { ...held, [key]: last[key] }), {});
}
