/**
 * The learner's form as plain data: `{parts: {part: {field: value} | [{id, field: value}]}}`, the inner answer itself. Every
 * function returns a new form and never changes its argument. A place is `{part, row}`, without row for a single part.
 */

import { readNumber, sayDate, sayNumber } from "./form_values.js";

export const BLANK = { parts: {} };
const LONGEST = { text: 300, long: 3000 };
const MOST_ROWS = 60;

/** What the exercise asks, made ready: options laid beside their fields, limits said. */
export function readRules(data) {
  const parts = data.form.parts.map((part) => ({
    ...part,
    rows: part.rows && { max: MOST_ROWS, label: [], keep: [], many: `${part.rows.one}s`, ...part.rows },
    fields: part.fields.map((field) => ({
      ...field,
      max: field.max || LONGEST[field.kind] || LONGEST.text,
      options: field.options_from === "bank" ? data.bank.statements.map(({ id, text }) => ({ id, title: text })) : field.options || [],
    })),
  }));
  return { parts, views: data.form.views || [] };
}

export const partOf = (rules, id) => rules.parts.find((part) => part.id === id);

// -- looking

export const rowsOf = (form, part) => (Array.isArray(form.parts[part]) ? form.parts[part] : []);
export const rowOf = (form, { part, row }) => rowsOf(form, part).find(({ id }) => id === row);
export const valuesAt = (form, place) => (place.row ? rowOf(form, place) : form.parts[place.part]) || {};

/** What can be chosen: the author's options, or the other rows of a part. */
export function optionsOf(rules, form, field, place) {
  if (!field.rows_from) return field.options;
  const from = partOf(rules, field.rows_from);
  return rowsOf(form, from.id).filter(({ id }) => from.id !== place.part || id !== place.row)
    .map((row) => ({ id: row.id, title: nameOf(rules, form, from, row) }));
}

/** A value as a person says it. */
export function said(rules, form, field, value, place) {
  if (value === undefined) return "";
  if (field.kind === "choice" || field.kind === "choices") {
    const titles = new Map(optionsOf(rules, form, field, place).map(({ id, title }) => [id, title]));
    return [].concat(value).map((id) => titles.get(id) || "").filter(Boolean).join(", ");
  }
  if (field.kind === "date") return sayDate(value);
  if (field.kind === "number" && typeof value === "number") return field.unit ? `${sayNumber(value)} ${field.unit}` : sayNumber(value);
  return String(value).trim();
}

/** How a person knows a row: what its naming fields say. */
export function nameOf(rules, form, part, row) {
  const naming = part.rows.label.map((id) => part.fields.find((field) => field.id === id));
  const words = naming.map((field) => said(rules, form, field, row[field.id], { part: part.id, row: row.id }));
  return words.filter(Boolean).join(", ") || "sans nom";
}

/** How many answers were given, rows and all. */
export function filled(form) {
  const count = (values) => Object.keys(values).filter((key) => key !== "id").length;
  return Object.keys(form.parts).reduce((sum, id) => sum + [].concat(form.parts[id]).reduce((one, values) => one + count(values), 0), 0);
}

/** An id that no row has. */
export function newId(form) {
  const numbers = Object.keys(form.parts).map((id) => rowsOf(form, id).map((row) => Number(String(row.id).slice(1)) || 0));
  return `r${1 + Math.max(0, ...[].concat(...numbers))}`;
}

// -- changing

const empty = (value) => value === undefined || value === "" || (Array.isArray(value) && !value.length);

function without(values, key) {
  const { [key]: gone, ...kept } = values;
  return kept;
}

function withPart(form, id, held) {
  const nothing = Array.isArray(held) ? !held.length : !Object.keys(held).length;
  return { parts: nothing ? without(form.parts, id) : { ...form.parts, [id]: held } };
}

const put = (values, field, value) => (empty(value) ? without(values, field) : { ...values, [field]: value });

/** Give a field its value; an empty one is taken away. */
export function set(form, place, field, value) {
  if (!place.row) return withPart(form, place.part, put(valuesAt(form, place), field, value));
  return withPart(form, place.part, rowsOf(form, place.part).map((row) => (row.id === place.row ? put(row, field, value) : row)));
}

/** A row more, at the end or after another. */
export function addRow(form, part, values, after) {
  const rows = rowsOf(form, part);
  const at = after ? rows.findIndex(({ id }) => id === after) + 1 : rows.length;
  return withPart(form, part, [...rows.slice(0, at), values, ...rows.slice(at)]);
}

/** Without a row, and without what referred to it. */
export function removeRow(form, rules, place) {
  const left = withPart(form, place.part, rowsOf(form, place.part).filter(({ id }) => id !== place.row));
  return rules.parts.reduce((whole, part) => part.fields.filter((field) => field.rows_from === place.part).reduce((held, field) => {
    const drop = (values) => {
      const value = values[field.id];
      return put(values, field.id, Array.isArray(value) ? value.filter((id) => id !== place.row) : value === place.row ? undefined : value);
    };
    if (!held.parts[part.id]) return held;
    return withPart(held, part.id, part.rows ? rowsOf(held, part.id).map(drop) : drop(held.parts[part.id]));
  }, whole), left);
}

// -- reading

/** Whatever was stored or received, as a form that can be shown; what makes no sense is left out, the order is kept. */
export function read(data, rules) {
  const given = (data && typeof data.parts === "object" && data.parts) || {};
  const ids = new Map(rules.parts.filter((part) => part.rows).map((part) => [part.id, new Set(listOf(given[part.id]).map(({ id }) => id))]));
  return Object.keys(given).reduce((form, id) => {
    const part = partOf(rules, id);
    if (!part) return form;
    if (part.rows) return withPart(form, id, listOf(given[id]).slice(0, part.rows.max).map((row) => ({ id: row.id, ...readValues(part, row, ids) })));
    return withPart(form, id, isRecord(given[id]) ? readValues(part, given[id], ids) : {});
  }, BLANK);
}

const isRecord = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
const listOf = (value) => (Array.isArray(value) ? value.filter((row) => isRecord(row) && typeof row.id === "string" && row.id) : []);

function readValues(part, values, ids) {
  return Object.keys(values).reduce((held, key) => {
    const field = part.fields.find(({ id }) => id === key);
    return field ? put(held, key, readValue(field, values[key], ids)) : held;
  }, {});
}

function readValue(field, value, ids) {
  const known = (id) => (field.rows_from ? ids.get(field.rows_from).has(id) : field.options.some((option) => option.id === id));
  if (field.kind === "choices") return Array.isArray(value) ? value.filter(known) : undefined;
  if (field.kind === "choice") return known(value) ? value : undefined;
  if (field.kind === "number" && typeof value === "number" && isFinite(value)) return value;
  return typeof value === "string" ? value : undefined;
}

/** The number that a value holds, typed or not. */
export const numberIn = (value) => (typeof value === "string" ? readNumber(value) : value);
