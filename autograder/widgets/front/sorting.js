/**
 * The learner's sorting as plain data: `{placed: [[card, box]]}`, the inner answer itself. Every function returns a new
 * sorting and never changes its argument. A card in a wrong box is for the checks to teach; only what makes no sense is left out.
 */

export const BLANK = { placed: [] };

/** What the exercise offers, made ready: cards and groups by id, and for each box its group. */
export function readRules(data) {
  const { groups } = data.boxes;
  const groupOfBox = new Map(groups.flatMap((group) => group.boxes.map((box) => [box.id, group])));
  const boxes = new Map(groups.flatMap((group) => group.boxes.map((box) => [box.id, box])));
  const cards = new Map(data.bank.statements.map((row) => [row.id, row]));
  return { groups, groupOfBox, boxes, cards, groupOf: (card) => groups.find((group) => group.id === cards.get(card).group) };
}

// -- looking

export const boxesOf = (sorting, card) => sorting.placed.filter(([id]) => id === card).map(([, box]) => box);
export const cardsIn = (sorting, box) => sorting.placed.filter(([, id]) => id === box).map(([card]) => card);
export const placedCards = (sorting) => [...new Set(sorting.placed.map(([card]) => card))];
export const isIn = (sorting, card, box) => sorting.placed.some(([a, b]) => a === card && b === box);

/** The cards still to place, of one group or of all. */
export function left(sorting, rules, group) {
  const placed = new Set(placedCards(sorting));
  return [...rules.cards.values()].filter((row) => !placed.has(row.id) && (!group || row.group === group.id)).map((row) => row.id);
}

/** The cards that could still go into a box: where several boxes are allowed, those of other boxes too. */
export function candidates(sorting, rules, box) {
  const group = rules.groupOfBox.get(box);
  if (!group.several) return left(sorting, rules, group);
  return [...rules.cards.values()].filter((row) => row.group === group.id && !isIn(sorting, row.id, box)).map((row) => row.id);
}

// -- changing

/** Put a card into a box. Where one box only is allowed, it leaves the former one. */
export function place(sorting, card, box, several) {
  if (isIn(sorting, card, box)) return sorting;
  const kept = several ? sorting.placed : sorting.placed.filter(([id]) => id !== card);
  return { placed: [...kept, [card, box]] };
}

/** Take a card out of one box, or out of all. */
export function remove(sorting, card, box) {
  return { placed: sorting.placed.filter(([id, where]) => id !== card || (box !== undefined && where !== box)) };
}

/** Whatever was stored or received, as a sorting that can be shown. */
export function read(data, rules) {
  const pairs = data && Array.isArray(data.placed) ? data.placed : [];
  return pairs.reduce((sorting, pair) => {
    const [card, box] = Array.isArray(pair) ? pair : [];
    if (!rules.cards.has(card)) return sorting;
    const group = rules.groupOf(card);
    const free = group.several || !boxesOf(sorting, card).length;
    return rules.groupOfBox.get(box) === group && free ? place(sorting, card, box, group.several) : sorting;
  }, BLANK);
}
