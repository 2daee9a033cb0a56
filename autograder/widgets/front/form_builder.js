/** The builder « form »: a sheet to fill in, lists of rows, and views that follow what is written. It knows no server. */

import { useMemo, useRef, useState } from "preact/hooks";

import { LARGE, Tools, brief, useSteps, useTab } from "./bench.js";
import * as F from "./form.js";
import { Fields } from "./form_fields.js";
import { RowSheet } from "./form_sheet.js";
import { VIEWS } from "./form_views.js";
import { html, useName } from "./ui.js";

/** `answer` may change from outside; `onChange` is told every change made here. */
export function FormBuilder({ data, answer, onChange }) {
  const rules = useMemo(() => F.readRules(data), [data]);
  const given = useMemo(() => F.read(answer, rules), [answer, rules]);
  const steps = useSteps(given, onChange);
  // where there is room the sheet is always in sight, and the tabs choose the view beside it
  const bench = useRef(null);
  const [tab, choose] = useTab(rules.views.length && matchMedia(LARGE).matches ? "vue-0" : "fiche", bench);
  const [sheet, setSheet] = useState(null);
  const panel = useRef(null);
  const name = useName();
  const form = steps.present;
  const act = actions({ form, rules, steps });
  const latest = useRef(null);
  latest.current = act;

  const opened = useRef(0);
  const open = (place) => {
    latest.current.tidy();
    opened.current += 1;
    setSheet({ ...place, key: opened.current });
  };
  const close = () => {
    latest.current.tidy();
    setSheet(null);
  };
  const shared = { form, rules, data, act, open, close, home: () => panel.current && panel.current.focus() };
  const tabs = [
    { id: "fiche", title: "Ma fiche" },
    ...rules.views.map((view, index) => ({ id: `vue-${index}`, title: view.title || VIEWS[view.view].title })),
  ];

  return html`<div class="atelier formulaire" ref=${bench} data-volet=${tab === "fiche" ? "fiche" : "vue"} data-vues=${rules.views.length}>
    <${Tools} ...${{ name, tabs, tab, steps }} choose=${choose}/>
    <div class=${`volets${rules.views.length ? "" : " seul"}`} tabindex="-1" ref=${panel}>
      <section class="volet volet-fiche" id=${`${name}-fiche`} aria-label="Ma fiche">
        <h2 class="lu">Ma fiche</h2>
        ${rules.parts.map((part) => html`<${part.rows ? List : Single} key=${part.id} part=${part} ...${shared}/>`)}
      </section>
      ${rules.views.length > 0 && html`<div class="volet volet-vue" tabindex="0" role="region" aria-label="À côté de ma fiche">
        ${rules.views.map((view, index) => html`<section class="vue" id=${`${name}-vue-${index}`} key=${index} data-choisie=${String(tab === `vue-${index}`)}
            aria-label=${tabs[index + 1].title}>
          <h2>${tabs[index + 1].title}</h2><${VIEWS[view.view].View} view=${view} ...${shared}/></section>`)}
      </div>`}
    </div>
    ${sheet && html`<${RowSheet} key=${sheet.key} part=${F.partOf(rules, sheet.part)} row=${sheet.row} ...${shared}/>`}
  </div>`;
}

/** What a learner can do to her form, each with the sentence that says it was done. */
function actions({ form, rules, steps }) {
  const called = (part, id) => brief(F.nameOf(rules, form, part, F.rowOf(form, { part: part.id, row: id })));
  const spot = ({ part, row }, field) => [part, row, field.id].join("/");
  return {
    set: (place, field, value) => steps.change(F.set(form, place, field.id, value), `${field.label.replace(/\s*\?$/, "")} : c'est noté.`),
    type: (place, field, value) => steps.type(F.set(form, place, field.id, value), spot(place, field)),
    settle: steps.settle,
    /** A row comes to be with its first answer: one step, that more typing goes on with. */
    add: (part, row, field, value) => {
      const place = { part: part.id, row: row.id };
      steps.type(F.set(F.addRow(form, part.id, row), place, field.id, value), spot(place, field));
    },
    copy: (part, id) => {
      const fresh = F.newId(form);
      steps.change(F.addRow(form, part.id, { ...F.rowOf(form, { part: part.id, row: id }), id: fresh }, id), `« ${called(part, id)} » : copie à modifier.`);
      return fresh;
    },
    remove: (part, id) => steps.change(F.removeRow(form, rules, { part: part.id, row: id }), `« ${called(part, id)} » : supprimé. « Annuler » le fait revenir.`),
    /** Rows emptied again are no rows. */
    tidy: () => {
      const hollow = [].concat(...rules.parts.filter((part) => part.rows).map((part) =>
        F.rowsOf(form, part.id).filter((row) => Object.keys(row).length === 1).map(({ id }) => ({ part: part.id, row: id }))));
      if (hollow.length) steps.change(hollow.reduce((left, place) => F.removeRow(left, rules, place), form), "");
    },
  };
}

function Single({ part, ...shared }) {
  const place = { part: part.id };
  return html`<section class="partie" aria-label=${part.title}>
    <h3>${part.title}</h3>
    ${part.help && html`<p class="vide">${part.help}</p>`}
    <${Fields} ...${{ part, place }} values=${F.valuesAt(shared.form, place)} ...${shared}/>
  </section>`;
}

function List({ part, form, rules, open }) {
  const rows = F.rowsOf(form, part.id);
  return html`<section class="partie" aria-label=${part.title}>
    <h3>${part.title}${rows.length > 0 && html` <span class="compte">${rows.length}</span>`}</h3>
    ${part.help && html`<p class="vide">${part.help}</p>`}
    <ol class="lignes">${rows.map((row) => html`<li key=${row.id}>
      <button type="button" class="enonce" onClick=${() => open({ part: part.id, row: row.id })}>
        <strong>${F.nameOf(rules, form, part, row)}</strong> <${Rest} ...${{ part, form, rules, row }}/></button></li>`)}</ol>
    ${rows.length < part.rows.max
      ? html`<button type="button" class="large" onClick=${() => open({ part: part.id })}><span aria-hidden="true">+</span> ${part.rows.add}</button>`
      : html`<p class="vide">Votre liste est pleine : ${part.rows.max} au plus.</p>`}
  </section>`;
}

/** What a row says beside its name, in one line. */
function Rest({ part, form, rules, row }) {
  const told = part.fields.filter(({ id }) => !part.rows.label.includes(id) && row[id] !== undefined)
    .map((field) => {
      const words = F.said(rules, form, field, row[field.id], { part: part.id, row: row.id });
      return field.kind === "number" && words ? `${field.label} : ${words}` : words;
    }).filter(Boolean);
  return told.length > 0 && html`<span class="note">${told.map((text) => brief(text)).join(" · ")}</span>`;
}
