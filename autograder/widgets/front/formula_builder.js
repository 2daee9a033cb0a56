/** The builder « formula »: indicators to compute, and the tables they are computed from. It knows no server. */

import { useMemo, useRef, useState } from "preact/hooks";

import { Tools, useSteps, useTab } from "./bench.js";
import * as F from "./formula.js";
import { FormulaSheet, Result } from "./formula_sheet.js";
import { html, useName } from "./ui.js";

/** `answer` may change from outside; `onChange` is told every change made here. */
export function FormulaBuilder({ data, answer, onChange }) {
  const rules = useMemo(() => F.readRules(data), [data]);
  const given = useMemo(() => F.read(answer, rules), [answer, rules]);
  const steps = useSteps(given, onChange);
  const bench = useRef(null);
  const [tab, choose] = useTab("indicateurs", bench);
  const [open, setOpen] = useState(null);
  const panel = useRef(null);
  const name = useName();
  const work = steps.present;
  const count = F.begun(work);
  const tabs = [
    { id: "indicateurs", title: "Indicateurs", count: `${count}/${rules.indicators.length}`, said: `${count} commencés sur ${rules.indicators.length}` },
    { id: "tables", title: "Tables" },
  ];
  const change = (indicator) => (formula, said) => steps.change(F.write(work, indicator.id, formula), said);
  const chosen = rules.indicators.find((indicator) => indicator.id === open);

  return html`<div class="atelier formules" ref=${bench} data-volet=${tab}>
    <${Tools} ...${{ name, tabs, tab, steps }} choose=${choose}/>
    <div class="volets" tabindex="-1" ref=${panel}>
      <section class="volet volet-indicateurs" id=${`${name}-indicateurs`} aria-label="Indicateurs">
        <h2 class="lu">Indicateurs</h2>
        <ul class="enonces">${rules.indicators.map((indicator) => html`<li key=${indicator.id}>
          <${Line} indicator=${indicator} formula=${F.formulaOf(work, indicator.id)} open=${() => setOpen(indicator.id)}/></li>`)}</ul>
      </section>
      <section class="volet volet-tables" id=${`${name}-tables`} aria-label="Tables">
        <h2 class="lu">Tables</h2>
        ${rules.tables.map((table) => html`<${Grid} key=${table.id} table=${table}/>`)}
      </section>
    </div>
    ${chosen && html`<${FormulaSheet} key=${chosen.id} indicator=${chosen} formula=${F.formulaOf(work, chosen.id)} change=${change(chosen)}
      close=${() => setOpen(null)} home=${() => panel.current && panel.current.focus()}/>`}
  </div>`;
}

function Line({ indicator, formula, open }) {
  return html`<button type="button" class="enonce indicateur" onClick=${open}>
    <strong>${indicator.title}</strong>
    ${formula.tokens.length > 0
      ? html`<span class="formule-lue">${formula.tokens.map((token) => F.wordOf(token, indicator.table)).join(" ")}</span>
        <${Result} formula=${formula} indicator=${indicator} brief/>`
      : html`<span class="note">${indicator.ask}</span>`}
  </button>`;
}

/** A table as it is; on a phone it scrolls sideways, its first column staying in sight. */
export function Grid({ table }) {
  const words = [{ id: table.label, title: table.title }, ...table.groups];
  return html`<h3>${table.title}</h3><p class="vide">${table.about}</p>
    <div class="table-large" tabindex="0" role="region" aria-label=${`Table ${table.title}, à faire défiler`}>
      <table><thead><tr>${words.map(({ id, title }) => html`<th scope="col" key=${id}>${title}</th>`)}
        ${table.columns.map(({ id, title }) => html`<th scope="col" class="nombre" key=${id}>${title}</th>`)}</tr></thead>
      <tbody>${table.rows.map((row) => html`<tr key=${row[table.label]}>
        <th scope="row">${row[table.label]}</th>${table.groups.map(({ id }) => html`<td key=${id}>${row[id]}</td>`)}
        ${table.columns.map(({ id }) => html`<td class="nombre" key=${id}>${row[id] === null ? "–" : F.shown(row[id])}</td>`)}</tr>`)}</tbody></table>
    </div>`;
}
