/** The fields of a form, each with its label, its help, and the input that a phone handles best. */

import { useEffect, useRef, useState } from "preact/hooks";

import { optionsOf } from "./form.js";
import { readNumber, sayNumber } from "./form_values.js";
import { html, useName } from "./ui.js";

const SHORT = 43; // characters: longer options are read whole only when they are laid out
const FEW = 5;
const NATIVE = { date: "date", time: "time" };

/** All fields of a part or of a row. `act.type` amends what is being typed, `act.set` is one deed, `act.settle` ends typing. */
export function Fields({ part, place, values, form, rules, act }) {
  return part.fields.map((field) => html`<${Field} key=${field.id} field=${field} value=${values[field.id]} rows=${optionsOf(rules, form, field, place)}
    type=${(value) => act.type(place, field, value)} set=${(value) => act.set(place, field, value)} settle=${act.settle}/>`);
}

function Field({ field, value, rows: options, ...deeds }) {
  const name = useName();
  const help = field.help && html`<p class="aide" id=${`${name}-aide`}>${field.help}</p>`;
  const shared = { name, field, value, options, described: field.help ? `${name}-aide` : undefined, ...deeds };
  if (field.kind === "choices" || (field.kind === "choice" && isLaidOut(field, options))) {
    return html`<fieldset class="rubrique" aria-describedby=${shared.described}><legend class="intitule">${field.label}</legend>${help}
      <${Laid} ...${shared}/></fieldset>`;
  }
  const Input = { choice: Select, number: Numeric, long: Long, date: Native, time: Native }[field.kind] || Line;
  return html`<div class="rubrique"><label class="intitule" for=${name}>${field.label}</label>${help}<${Input} ...${shared}/></div>`;
}

/** Few options, or long ones, or options that need a word of explanation: all in sight. */
function isLaidOut(field, options) {
  return !field.rows_from && (options.length <= FEW || options.some(({ title, hint }) => hint || title.length > SHORT));
}

function Laid({ name, field, value, options, set }) {
  const several = field.kind === "choices";
  const chosen = [].concat(value === undefined ? [] : value);
  // found chosen among many, an option stands alone until she asks for the others
  const [folded, setFolded] = useState(!several && chosen.length > 0 && options.length > FEW);
  const list = useRef(null);
  const unfold = () => setFolded(false);
  const [foldedAtFirst] = useState(folded);
  useEffect(() => {
    if (foldedAtFirst && !folded) (list.current.querySelector("input:checked") || list.current.querySelector("input")).focus();
  }, [folded]);
  const choose = (id) => set(!several ? id : chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  if (!options.length) return html`<p class="vide">Rien à choisir pour l'instant : ajoutez d'abord d'autres lignes, puis revenez ici.</p>`;
  if (folded && chosen.length) {
    const { title, hint } = options.find(({ id }) => id === value) || {};
    return html`<div class="option seule"><span>${title}${hint && html`<small>${hint}</small>`}</span>
      <button type="button" onClick=${unfold}>Changer</button></div>`;
  }
  return html`<div class=${several && !options.some(({ hint, title }) => hint || title.length > SHORT) ? "options serrees" : "options"} ref=${list}>
    ${options.map(({ id, title, hint }) => html`<label class="option" key=${id}>
      <input type=${several ? "checkbox" : "radio"} name=${name} checked=${chosen.includes(id)} onChange=${() => choose(id)}/>
      <span>${title}${hint && html`<small>${hint}</small>`}</span></label>`)}
    ${!several && chosen.length > 0 && html`<button type="button" class="deselection" onClick=${() => set(undefined)}>Effacer ce choix</button>`}
  </div>`;
}

function Select({ name, value, options, described, set }) {
  return html`<select id=${name} aria-describedby=${described} value=${value || ""} onChange=${(event) => set(event.target.value)}>
    <option value="">À choisir…</option>
    ${options.map(({ id, title }) => html`<option key=${id} value=${id}>${title}</option>`)}
  </select>`;
}

function Line({ name, field, value, described, type, settle }) {
  return html`<input id=${name} type="text" autocomplete="off" maxlength=${field.max} aria-describedby=${described} value=${value || ""}
    onInput=${(event) => type(event.target.value)} onBlur=${settle}/>`;
}

function Long({ name, field, value, described, type, settle }) {
  return html`<textarea id=${name} rows="4" maxlength=${field.max} aria-describedby=${described} value=${value || ""}
    onInput=${(event) => type(event.target.value)} onBlur=${settle}></textarea>`;
}

/** Shown as it is being typed, then as a French number; what is no number stays, and the line below says so. */
function Numeric({ name, field, value, described, type, settle }) {
  const [typed, setTyped] = useState(null);
  const shown = value === undefined ? "" : typeof value === "number" ? sayNumber(value) : value;
  const change = (event) => {
    setTyped(event.target.value);
    const number = readNumber(event.target.value);
    type(number === undefined ? event.target.value : number);
  };
  const leave = () => {
    setTyped(null);
    settle();
  };
  const doubtful = typed === null && typeof value === "string" && readNumber(value) === undefined && value.trim();
  return html`<div class="mesure">
      <input id=${name} type="text" inputmode="decimal" autocomplete="off" maxlength="40" aria-describedby=${`${name}-dit ${described || ""}`}
        aria-invalid=${doubtful ? "true" : undefined} value=${typed === null ? shown : typed} onInput=${change} onBlur=${leave}/>
      ${field.unit && html`<span class="unite">${field.unit}</span>`}</div>
    <p class="reste" id=${`${name}-dit`}>${doubtful ? "Écrivez un nombre en chiffres, comme 7,5 ou 1 250 000." : ""}</p>`;
}

/** The phone's own calendar and clock; what an older answer holds and they cannot show is said beside them. */
function Native({ name, field, value, described, type, settle }) {
  const format = field.kind === "date" ? /^\d{4}-\d{2}-\d{2}$/ : /^\d{2}:\d{2}$/;
  const odd = value !== undefined && !format.test(value);
  return html`<input id=${name} type=${NATIVE[field.kind]} min=${field.from} max=${field.to} aria-describedby=${described} value=${odd ? "" : value || ""}
      onInput=${(event) => type(event.target.value)} onBlur=${settle}/>
    ${odd && html`<p class="reste">Vous aviez écrit : « ${value} ».</p>`}`;
}
