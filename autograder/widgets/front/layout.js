/** Where everything stands in the drawing of a tree: consequences on top, roots at the bottom. Pure arithmetic. */

import { typeset } from "./french.js";
import { LEVELS, at, causesOf, effectsOf } from "./tree.js";

/** Sizes in pixels; `perLine` characters fit the widest of the usual system fonts. */
export const CARD = { width: 168, pad: 10, line: 17, perLine: 18 };
const GAP = { x: 16, y: 52 };
const MARGIN = { x: 20, y: 16 };
const EMPTY_ROW = 40;

/**
 * → `{width, height, rows: [{level, top, height}], cards: [{id, level, x, y, width, height, lines}], edges: [{cause, effect, from, to}]}`.
 * `x, y` is a card's top left corner; an edge goes from the cause to the effect, between the sides that face each other.
 */
export function layout(tree, bank) {
  const rows = LEVELS.map((level) => at(tree, level.id).map((row) => card(row, bank)));
  const widest = Math.max(2, ...rows.map((row) => row.length));
  const width = widest * (CARD.width + GAP.x) - GAP.x + 2 * MARGIN.x;
  settle(rows, tree, width);

  let top = MARGIN.y;
  const bands = rows.map((row, index) => {
    const height = row.length ? Math.max(...row.map((one) => one.height)) : EMPTY_ROW;
    // causes hang from the top of their layer, consequences stand on the bottom of theirs: branches meet them evenly
    for (const one of row) one.y = index === 0 ? top + height - one.height : top;
    const band = { level: LEVELS[index].id, top: top - GAP.y / 2, height: height + GAP.y };
    top += height + GAP.y;
    return band;
  });
  bands[0] = { ...bands[0], top: 0, height: bands[0].top + bands[0].height };
  const height = top - GAP.y + MARGIN.y;
  bands[4].height = height - bands[4].top;

  const cards = rows.flat();
  const byId = new Map(cards.map((one) => [one.id, one]));
  const edges = tree.links.map(([cause, effect]) => edge(byId.get(cause), byId.get(effect)));
  return { width, height, rows: bands, cards, edges };
}

function card(row, bank) {
  const lines = wrap(typeset(row.text || bank.get(row.id) || ""));
  const height = lines.length * CARD.line + 2 * CARD.pad;
  return { id: row.id, level: row.level, own: Boolean(row.text), lines, x: 0, y: 0, width: CARD.width, height };
}

/** Lines of about `perLine` characters, broken at ordinary spaces only; a longer word is cut. */
export function wrap(text, perLine = CARD.perLine) {
  const words = text.split(" ").flatMap((word) => word.match(new RegExp(`.{1,${perLine + 2}}`, "gu")) || []);
  const lines = [];
  for (const word of words) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + 1 + word.length <= perLine + 1) lines[last] += " " + word;
    else lines.push(word);
  }
  return lines;
}

/** Order each row by where its neighbours stand, then spread it: two sweeps down and up untangle most crossings. */
function settle(rows, tree, width) {
  const step = CARD.width + GAP.x;
  const spread = (row) => {
    const start = (width - (row.length * step - GAP.x)) / 2;
    row.forEach((one, index) => { one.x = start + index * step; });
  };
  rows.forEach(spread);
  const where = () => new Map(rows.flat().map((one) => [one.id, one.x]));
  const pull = (row, neighbours) => {
    const xs = where();
    const wish = new Map(row.map((one) => {
      const near = neighbours(one.id).filter((id) => xs.has(id)).map((id) => xs.get(id));
      return [one.id, near.length ? near.reduce((a, b) => a + b, 0) / near.length : one.x];
    }));
    row.sort((a, b) => wish.get(a.id) - wish.get(b.id));
    spread(row);
    nudge(row, wish, width);
  };
  for (let sweep = 0; sweep < 2; sweep++) {
    for (const row of rows.slice(2)) pull(row, (id) => effectsOf(tree, id));
    pull(rows[0], (id) => causesOf(tree, id));
    for (const row of rows.slice(2, 4).reverse()) pull(row, (id) => causesOf(tree, id));
  }
  for (const row of rows.slice(2)) pull(row, (id) => effectsOf(tree, id));
}

/** Move a sorted row's cards towards their wishes without overlap and within the drawing. */
function nudge(row, wish, width) {
  const step = CARD.width + GAP.x;
  let least = MARGIN.x;
  row.forEach((one, index) => {
    const most = width - MARGIN.x - CARD.width - (row.length - 1 - index) * step;
    one.x = Math.min(Math.max(wish.get(one.id), least), most);
    least = one.x + step;
  });
}

function edge(cause, effect) {
  const arch = cause.level === effect.level;
  const rising = cause.y >= effect.y;
  const from = { x: cause.x + CARD.width / 2, y: arch || rising ? cause.y : cause.y + cause.height };
  const to = { x: effect.x + CARD.width / 2, y: arch || !rising ? effect.y : effect.y + effect.height };
  return { cause: cause.id, effect: effect.id, from, to, arch };
}
