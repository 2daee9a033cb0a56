/**
 * The charts that a sheet describes, drawn as they are chosen: data, form, axis, order, title. A poor choice is drawn as poorly as it
 * reads. `view`: `lines` (the data file, `{semaines: […], formats: […]}`), `parts` (one chart each).
 */

import { partOf, valuesAt } from "./form.js";
import { html } from "./ui.js";

const WIDTH = 320;
const ROW = 24;
const HEIGHT = 180;
const LEFT = 40;
const HUES = ["#2b3a67", "#b5651d", "#2f6b3a", "#8a3d16", "#6b4a86", "#3c7a89", "#a3312b", "#7a6a1a", "#555", "#94530c", "#0f6e6e", "#9c2f6d", "#444f8a"];
const SOURCES = {
  semaines: ({ semaines }) => semaines.map(({ semaine, interactions }) => ({ name: `${semaine.slice(8)}/${semaine.slice(5, 7)}`, value: interactions })),
  taux: ({ formats }) => formats.map(({ format, interactions, portee }) => ({ name: format, value: (100 * interactions) / portee })),
  gestes: ({ formats }) => formats.map(({ format, interactions }) => ({ name: format, value: interactions })),
  portees: ({ formats }) => formats.map(({ format, portee }) => ({ name: format, value: portee })),
};
const DRAWINGS = { courbe: Curve, barres: Bars, camembert: Pie };

export function Charts({ view, form, rules, data }) {
  return html`<div class="graphiques">${view.parts.map((part) => html`<${Chart} key=${part} title=${partOf(rules, part).title}
    chosen=${valuesAt(form, { part })} rows=${data[view.lines]}/>`)}</div>`;
}

function Chart({ title, chosen, rows }) {
  const { donnees, forme, axe, ordre, titre } = chosen;
  if (!donnees || !forme) return html`<p class="vide">${title} : choisissez des données et une forme, il se dessine ici.</p>`;
  const points = arrange(SOURCES[donnees](rows), ordre);
  const floor = axe === "resserre" ? Math.min(...points.map(({ value }) => value)) : 0;
  return html`<figure><figcaption>${titre || "(sans titre)"}</figcaption>
    <${DRAWINGS[forme]} points=${points} floor=${floor} said=${`${title} : ${titre || "sans titre"}`}/></figure>`;
}

/** The file's own order is that of time, or of the alphabet. */
function arrange(points, order) {
  if (order === "valeur") return [...points].sort((a, b) => b.value - a.value);
  return order === "alphabet" ? [...points].sort((a, b) => a.name.localeCompare(b.name, "fr")) : points;
}

const round = (value) => String(Math.round(value * 10) / 10).replace(".", ",");

function Bars({ points, floor, said }) {
  const top = Math.max(...points.map(({ value }) => value));
  const height = points.length * ROW;
  const long = (value) => ((WIDTH - 150) * (value - floor)) / (top - floor || 1);
  return html`<svg viewBox=${`0 0 ${WIDTH} ${height + 18}`} role="img" aria-label=${said}>
    ${points.map(({ name, value }, index) => html`<g key=${name} transform=${`translate(0 ${index * ROW})`}>
      <text x="104" y="16" text-anchor="end">${name}</text><rect x="110" y="4" width=${long(value)} height=${ROW - 8}></rect>
      <text x=${114 + long(value)} y="16">${round(value)}</text></g>`)}
    <text x="110" y=${height + 14}>${round(floor)}</text></svg>`;
}

function Curve({ points, floor, said }) {
  const top = Math.max(...points.map(({ value }) => value));
  const across = (index) => LEFT + (index * (WIDTH - LEFT - 14)) / (points.length - 1);
  const up = (value) => HEIGHT - 50 - ((HEIGHT - 64) * (value - floor)) / (top - floor || 1);
  return html`<svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${said}>
    <text x=${LEFT - 6} y=${up(top) + 4} text-anchor="end">${round(top)}</text><text x=${LEFT - 6} y=${up(floor) + 4} text-anchor="end">${round(floor)}</text>
    <line x1=${LEFT} x2=${WIDTH - 8} y1=${up(floor)} y2=${up(floor)}></line>
    <polyline points=${points.map(({ value }, index) => `${across(index)},${up(value)}`).join(" ")}></polyline>
    ${points.map(({ name }, index) => html`<text key=${name} transform=${`translate(${across(index) + 3} ${HEIGHT - 42}) rotate(-60)`} text-anchor="end">${name}</text>`)}</svg>`;
}

function Pie({ points, said }) {
  const whole = points.reduce((sum, { value }) => sum + value, 0);
  const spot = (turn) => `${(90 + 80 * Math.sin(2 * Math.PI * turn)).toFixed(2)},${(90 - 80 * Math.cos(2 * Math.PI * turn)).toFixed(2)}`;
  let turn = 0;
  return html`<svg viewBox=${`0 0 ${WIDTH} 184`} role="img" aria-label=${said}>${points.map(({ name, value }, index) => {
    const from = turn;
    turn += value / whole;
    return html`<g key=${name}><path fill=${HUES[index % HUES.length]} d=${`M90,90 L${spot(from)} A80,80 0 ${turn - from > 0.5 ? 1 : 0} 1 ${spot(turn)} Z`}></path>
      <rect x="190" y=${4 + index * 13.5} width="9" height="9" style=${`fill: ${HUES[index % HUES.length]}`}></rect><text x="203" y=${13 + index * 13.5}>${name}</text></g>`;
  })}</svg>`;
}
