/**
 * Formulas as plain data: `{formulas: {indicator: {tokens, par, zero?}}}`, the inner answer itself. The rules are those of
 * `autograder.domain.formula`; a test compares both on the same cases. Every function returns a new answer.
 */

export const BLANK = { formulas: {} };
export const MAX_TOKENS = 60;
export const SIGNS = { "+": "+", "-": "−", "*": "×", "/": "÷" };
const AGGREGATES = { "somme(": "somme", "moyenne(": "moyenne", "nombre(": "nombre" };
const EMPTY = { tokens: [], par: "tout" };
const HIGHEST = 1e15;

/** What the exercise offers, made ready: tables with their rows, and indicators. */
export function readRules(data) {
  const tables = new Map(data.tables.tables.map((table) => [table.id, { ...table, rows: data.lignes[table.id] }]));
  const indicators = data.indicateurs.indicateurs.map((row) => ({ ...row, table: tables.get(row.table) }));
  return { tables: [...tables.values()], indicators };
}

// -- the answer

export const formulaOf = (answer, id) => answer.formulas[id] || EMPTY;
export const begun = (answer) => Object.values(answer.formulas).filter((formula) => formula.tokens.length).length;

/** One formula put in place of the former one; an empty one is not kept. */
export function write(answer, id, formula) {
  const { [id]: former, ...others } = answer.formulas;
  return { formulas: formula.tokens.length || formula.par !== "tout" ? { ...others, [id]: formula } : others };
}

/** Put a token at `place` (0: before all). */
export function insert(formula, place, token) {
  if (formula.tokens.length >= MAX_TOKENS) return formula;
  return { ...formula, tokens: [...formula.tokens.slice(0, place), token, ...formula.tokens.slice(place)] };
}

/** Take out the token before `place`. */
export function erase(formula, place) {
  return { ...formula, tokens: formula.tokens.filter((_, index) => index !== place - 1) };
}

/** Whatever was stored or received, as an answer that can be shown. */
export function read(data, rules) {
  const stored = data && typeof data.formulas === "object" && data.formulas ? data.formulas : {};
  return rules.indicators.reduce((answer, { id, table }) => {
    const row = stored[id];
    if (!row || !Array.isArray(row.tokens)) return answer;
    const known = new Set([...Object.keys(AGGREGATES), ...Object.keys(SIGNS), "(", ")", "100", ...table.columns.map((column) => `[${column.id}]`)]);
    const formula = { tokens: row.tokens.filter((token) => known.has(token)).slice(0, MAX_TOKENS), par: perOf(table).some(({ id: per }) => per === row.par) ? row.par : "tout" };
    return write(answer, id, ["rien", "0", "100"].includes(row.zero) ? { ...formula, zero: row.zero } : formula);
  }, BLANK);
}

/** How many figures a formula may give over a table. */
export function perOf(table) {
  return [
    { id: "tout", title: "toute la table" }, { id: "ligne", title: "ligne par ligne" },
    ...table.groups.map((group) => ({ id: group.id, title: `par ${group.title}` })),
  ];
}

/** A token as a person reads it. */
export function wordOf(token, table) {
  if (token[0] !== "[") return SIGNS[token] || token;
  return table.columns.find((column) => `[${column.id}]` === token).title;
}

// -- the result

/** `{problem}` while unfinished, else `{results: [[name, number | null, why?]]}`; `why` is "zero", "manquant", "impossible" or "vide". */
export function compute(formula, table) {
  try {
    const tree = parse(formula.tokens);
    checkPlaces(tree, formula.par, false);
    return { results: figures(tree, formula, table).map(([name, figure]) => settle(name, figure, formula.zero)) };
  } catch (error) {
    if (error instanceof Unfinished) return { problem: error.message };
    throw error;
  }
}

class Unfinished extends Error {}
const unknown = (why) => ({ why });

function figures(tree, { par }, table) {
  const { rows, label } = table;
  if (par === "tout") return [["", value(tree, rows, null)]];
  if (par === "ligne") return rows.map((row) => [String(row[label]), value(tree, rows, row)]);
  const names = [...new Set(rows.map((row) => String(row[par])))];
  return names.map((name) => [name, value(tree, rows.filter((row) => String(row[par]) === name), null)]);
}

function settle(name, figure, zero) {
  if (typeof figure === "number") return [name, figure];
  return figure.why === "zero" && (zero === "0" || zero === "100") ? [name, Number(zero)] : [name, null, figure.why];
}

function value(node, rows, row) {
  const [kind, left, right] = node;
  if (kind === "hundred") return 100;
  if (kind === "column") return cell(row[left]);
  if (kind in SIGNS) return operate(kind, value(left, rows, row), value(right, rows, row));
  const known = rows.map((line) => value(left, rows, line)).filter((figure) => typeof figure === "number");
  if (kind === "nombre") return known.length;
  if (!known.length) return unknown("vide");
  const total = known.reduce((sum, figure) => sum + figure, 0);
  return kind === "somme" ? total : total / known.length;
}

function cell(count) {
  if (count === null || count === undefined) return unknown("manquant");
  return count >= 0 && count <= HIGHEST ? count : unknown("impossible");
}

function operate(sign, left, right) {
  if (typeof left !== "number") return left;
  if (typeof right !== "number") return right;
  if (sign === "/") return right ? left / right : unknown("zero");
  return sign === "+" ? left + right : sign === "-" ? left - right : left * right;
}

function checkPlaces(node, par, inside) {
  const [kind, ...rest] = node;
  const aggregate = Object.values(AGGREGATES).includes(kind);
  if (kind === "column" && !inside && par !== "ligne") {
    throw new Unfinished("Une colonne contient un nombre par ligne : prenez-en la somme ou la moyenne, ou comptez ligne par ligne.");
  }
  if (aggregate && inside) throw new Unfinished("Une somme ou une moyenne ne se met pas dans une autre.");
  if (kind !== "column") rest.forEach((child) => checkPlaces(child, par, inside || aggregate));
}

/** Recursive descent: × and ÷ before + and −, as at school. */
function parse(tokens) {
  let place = 0;
  const said = (token) => SIGNS[token] || token;
  const part = () => {
    if (place >= tokens.length) {
      throw new Unfinished(tokens.length ? `Il manque un nombre après « ${said(tokens[tokens.length - 1])} ».` : "La formule est vide : touchez une première colonne.");
    }
    const token = tokens[place];
    place += 1;
    if (token === "100") return ["hundred"];
    if (token[0] === "[") return ["column", token.slice(1, -1)];
    if (token === "(") return closed(sum());
    if (token in AGGREGATES) return [AGGREGATES[token], closed(sum())];
    throw new Unfinished(`Il manque un nombre avant « ${said(token)} ».`);
  };
  const closed = (inner) => {
    if (place >= tokens.length) throw new Unfinished("Une parenthèse reste ouverte : touchez « ) ».");
    if (tokens[place] !== ")") throw new Unfinished("Il manque une opération (+, −, × ou ÷) entre deux nombres.");
    place += 1;
    return inner;
  };
  const chain = (signs, next) => {
    let left = next();
    while (signs.includes(tokens[place])) {
      const sign = tokens[place];
      place += 1;
      left = [sign, left, next()];
    }
    return left;
  };
  const sum = () => chain(["+", "-"], () => chain(["*", "/"], part));
  const tree = sum();
  if (place < tokens.length) {
    throw new Unfinished(tokens[place] === ")" ? "Une parenthèse se ferme sans avoir été ouverte." : "Il manque une opération (+, −, × ou ÷) entre deux nombres.");
  }
  return tree;
}

/** `1234.5` → `1 234,5`; small figures keep four decimals, so that 0,0372 does not become 0,04. */
export function shown(figure) {
  const digits = Math.abs(figure) < 1 ? 4 : 2;
  const [whole, rest] = String(Math.abs(Number(figure.toFixed(digits)))).split(".");
  return (figure < 0 ? "−" : "") + whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") + (rest ? `,${rest}` : "");
}
