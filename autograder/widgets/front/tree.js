/**
 * The learner's tree as plain data, and everything that can be done to it.
 *
 * A tree is the inner answer itself, `{statements: [{id, level, text?}], links: [[cause, effect]]}`; every function
 * returns a new one and never changes its argument. Nothing here refuses a wrong tree: mistakes are for the checks to teach.
 */

export const LEVELS = [
  { id: "consequence", name: "Conséquence", many: "Conséquences", as: "en conséquence", hint: "Ce que le problème provoque : cela vient après lui." },
  { id: "probleme", name: "Problème", many: "Problème", as: "dans le tronc", hint: "Le fait à changer : qui subit quoi, aujourd'hui ? Un seul." },
  { id: "directe", name: "Cause directe", many: "Causes directes", as: "en cause directe", hint: "On la constate sur place, souvent avec un chiffre." },
  { id: "profonde", name: "Cause profonde", many: "Causes profondes", as: "en cause profonde", hint: "Une loi, une politique ou une institution." },
  { id: "structurelle", name: "Cause structurelle", many: "Causes structurelles", as: "en cause structurelle", hint: "Toute la société : culture, économie, régime politique." },
];
export const MAX_STATEMENTS = 60;
export const MAX_TEXT = 200;
export const NEW = "nouveau"; // where a statement of hers that is not placed yet is kept aside
export const BLANK = { statements: [], links: [] };

const MAX_LINKS = 300;
const DEPTH = new Map(LEVELS.map((level, index) => [level.id, index]));

export const depth = (level) => DEPTH.get(level);
export const levelOf = (id) => LEVELS[DEPTH.get(id)];
export const isOwn = (id) => id.startsWith("x");

// -- looking

export const find = (tree, id) => tree.statements.find((row) => row.id === id);
export const problemOf = (tree) => tree.statements.find((row) => row.level === "probleme");
export const at = (tree, level) => tree.statements.filter((row) => row.level === level);
export const effectsOf = (tree, id) => tree.links.filter(([cause]) => cause === id).map(([, effect]) => effect);
export const causesOf = (tree, id) => tree.links.filter(([, effect]) => effect === id).map(([cause]) => cause);
export const isLinked = (tree, cause, effect) => tree.links.some(([a, b]) => a === cause && b === effect);
export const isBlank = (tree) => tree.statements.length === 0;

/** What a statement says: her own words, else the bank's. */
export function textOf(tree, bank, id) {
  const row = find(tree, id);
  return (row && row.text) || bank.get(id) || "";
}

/** The level of a new cause of what stands at `level`; null under the roots, and for consequences, which have none below. */
export function levelBelow(level) {
  return level === "consequence" || level === "structurelle" ? null : LEVELS[depth(level) + 1].id;
}

/**
 * The statements that `id` may be linked to, nearest level first.
 * `direction` "out": what it explains (a level up comes first). "in": what explains it (a level down comes first; for a
 * consequence the problem, then the other consequences).
 */
export function candidates(tree, id, direction) {
  const mine = depth(find(tree, id).level);
  const up = mine === 0 && direction === "out" ? 0 : mine - 1;
  const first = direction === "out" ? up : mine + 1;
  const linked = direction === "out" ? effectsOf(tree, id) : causesOf(tree, id);
  const others = tree.statements.filter((row) => row.id !== id);
  const groups = LEVELS.map((level, index) => ({
    level: level.id,
    first: index === first,
    rows: others.filter((row) => row.level === level.id).map((row) => ({ id: row.id, linked: linked.includes(row.id) })),
  })).filter((group) => group.rows.length);
  const distance = (group) => Math.abs(depth(group.level) - first);
  return groups.sort((a, b) => distance(a) - distance(b) || depth(a.level) - depth(b.level));
}

// -- changing

/**
 * Put a statement at a level, or move it there; its links follow it. There is one problem only: a new one takes the
 * place and the links of the former, which goes back among the statements to place.
 */
export function place(tree, id, level, text) {
  const row = isOwn(id) ? { id, level, text: text || find(tree, id).text } : { id, level };
  const former = level === "probleme" ? problemOf(tree) : undefined;
  let base = tree;
  if (former && former.id !== id) {
    const swap = (end) => (end === former.id ? id : end);
    base = {
      statements: tree.statements.filter((other) => other.id !== former.id),
      links: distinct(tree.links.map(([cause, effect]) => [swap(cause), swap(effect)])),
    };
  }
  const known = base.statements.some((other) => other.id === id);
  const statements = known ? base.statements.map((other) => (other.id === id ? row : other)) : [...base.statements, row];
  return { statements, links: base.links };
}

export function remove(tree, id) {
  return {
    statements: tree.statements.filter((row) => row.id !== id),
    links: tree.links.filter((link) => !link.includes(id)),
  };
}

export function link(tree, cause, effect) {
  if (cause === effect || isLinked(tree, cause, effect) || tree.links.length >= MAX_LINKS) return tree;
  return { statements: tree.statements, links: [...tree.links, [cause, effect]] };
}

export function unlink(tree, cause, effect) {
  return { statements: tree.statements, links: tree.links.filter(([a, b]) => a !== cause || b !== effect) };
}

/** Her own words: one line, single spaces, at most `MAX_TEXT` characters (counted as Python counts them). */
export function tidy(text) {
  return Array.from(text.replace(/\s+/g, " ").trim()).slice(0, MAX_TEXT).join("");
}

export function newId(tree) {
  const used = tree.statements.filter((row) => isOwn(row.id)).map((row) => Number(row.id.slice(1)) || 0);
  return `x${Math.max(0, ...used) + 1}`;
}

/** Whatever was stored or received, as a tree that can be shown: what makes no sense is left out. */
export function read(data, bank) {
  const rows = data && Array.isArray(data.statements) ? data.statements : [];
  const pairs = data && Array.isArray(data.links) ? data.links : [];
  const statements = [];
  for (const row of rows) {
    if (!row || typeof row.id !== "string" || !DEPTH.has(row.level)) continue;
    if (statements.some((other) => other.id === row.id)) continue;
    if (row.level === "probleme" && statements.some((other) => other.level === "probleme")) continue;
    if (bank.has(row.id)) statements.push({ id: row.id, level: row.level });
    else if (isOwn(row.id) && typeof row.text === "string" && row.text.trim()) {
      statements.push({ id: row.id, level: row.level, text: tidy(row.text) });
    }
  }
  const known = new Set(statements.map((row) => row.id));
  const links = pairs.filter((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((end) => known.has(end)));
  return { statements: statements.slice(0, MAX_STATEMENTS), links: distinct(links) };
}

function distinct(links) {
  const seen = new Set();
  return links.filter(([cause, effect]) => {
    const key = `${cause}>${effect}`;
    if (cause === effect || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
