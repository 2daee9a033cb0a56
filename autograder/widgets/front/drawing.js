/**
 * A tree as an SVG picture, given as markup: the builder shows it live, the trainer's page may show it too.
 *
 * `drawing.css` gives its colours (light, dark, print). No style attribute and no script: it stands under a strict
 * content security policy. Cards carry `data-id`, so that a page may answer a tap on one.
 */

import { typeset } from "./french.js";
import { CARD, layout } from "./layout.js";
import { LEVELS, at, effectsOf, levelOf, textOf } from "./tree.js";

const THICKNESS = { consequence: 4, probleme: 7, directe: 8, profonde: 6, structurelle: 5 };

/** `bank`: Map from id to text. `name` makes the ids of the title and of the description unique on the page. */
export function draw(tree, bank, name = "dessin") {
  const plan = layout(tree, bank);
  const parts = [
    `<svg class="dessin-arbre" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${plan.width} ${plan.height}" width="${plan.width}" `
    + `height="${plan.height}" role="img" aria-labelledby="${name}-t ${name}-d">`,
    `<title id="${name}-t">Dessin de l'arbre à problèmes</title>`,
    `<desc id="${name}-d">${escape(describe(tree, bank))}</desc>`,
    ...plan.rows.map((row) => band(row, plan)),
    crown(plan),
    ground(plan),
    trunk(plan),
    ...plan.edges.map((edge) => branch(edge, tree)),
    ...plan.cards.map(leaf),
    "</svg>",
  ];
  return parts.join("");
}

/** The picture in words, from the top down. */
export function describe(tree, bank) {
  if (!tree.statements.length) return "L'arbre est encore vide.";
  return typeset(LEVELS.flatMap((level) => at(tree, level.id).map((row) => {
    const ends = effectsOf(tree, row.id).map((id) => `« ${textOf(tree, bank, id)} »`).join(", ");
    return `${level.name} : « ${textOf(tree, bank, row.id)} »${ends ? `, explique ${ends}` : ""}.`;
  })).join(" "));
}

function band(row, plan) {
  return `<g class="couche couche-${row.level}"><rect x="0" y="${row.top}" width="${plan.width}" height="${row.height}"/>`
    + `<text x="8" y="${row.top + 15}">${escape(levelOf(row.level).many)}</text></g>`;
}

/** The line of the ground, under the trunk: what is below it is not seen at first glance. */
function ground(plan) {
  const y = plan.rows[2].top;
  const wave = [];
  for (let x = 0; x < plan.width; x += 40) wave.push(`q 10 -5 20 0 t 20 0`);
  return `<path class="sol" d="M 0 ${y} ${wave.join(" ")}"/>`;
}

/** Leaves behind the consequences. */
function crown(plan) {
  const leaves = plan.cards.filter((card) => card.level === "consequence");
  return leaves.map((card) => `<ellipse class="feuilles" cx="${card.x + CARD.width / 2}" cy="${card.y + card.height / 2}" `
    + `rx="${CARD.width * 0.62}" ry="${card.height / 2 + 26}"/>`).join("");
}

/** The trunk behind the problem, from the ground up to the crown, with a foot that spreads into the roots. */
function trunk(plan) {
  const problem = plan.cards.find((card) => card.level === "probleme");
  if (!problem) return "";
  const x = problem.x + CARD.width / 2;
  const foot = plan.rows[2].top + 8;
  const top = plan.rows[1].top;
  return `<path class="tronc-dessin" d="M ${x - 46} ${foot} Q ${x - 20} ${foot - 12} ${x - 16} ${top} L ${x + 16} ${top} Q ${x + 20} ${foot - 12} ${x + 46} ${foot} Z"/>`;
}

/** A branch or a root: a curve that leaves its card upright. Same-level links arch over their row. */
function branch(edge, tree) {
  const { from, to } = edge;
  const level = tree.statements.find((row) => row.id === edge.effect).level;
  const bend = edge.arch ? -34 : (to.y - from.y) / 2;
  const curve = `M ${from.x} ${from.y} C ${from.x} ${from.y + bend} ${to.x} ${to.y - (edge.arch ? 34 : bend)} ${to.x} ${to.y}`;
  const kind = level === "consequence" ? "branche" : "racine";
  return `<path class="${kind}" stroke-width="${THICKNESS[level]}" d="${curve}"/>`
    + `<circle class="${kind}-bout" cx="${to.x}" cy="${to.y}" r="5"/>`;
}

function leaf(card) {
  const lines = card.lines.map((line, index) =>
    `<text x="${card.x + CARD.pad}" y="${card.y + CARD.pad + 13 + index * CARD.line}">${escape(line)}</text>`);
  return `<g class="carte-dessin niveau-${card.level}${card.own ? " a-moi" : ""}" data-id="${escape(card.id)}">`
    + `<rect x="${card.x}" y="${card.y}" width="${card.width}" height="${card.height}" rx="10"/>${lines.join("")}</g>`;
}

function escape(text) {
  return String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
