/** What a person types in a form, read as a value; the same rules as `autograder.domain.typed`. */

const HIGHEST = 1e15;
const NARROW = "\u202f";

/** `7,5`, `1 250 000`, `1.250.000`, `500 000 F CFA` → a number; `undefined` when it is none. */
export function readNumber(typed) {
  let packed = typed.replace(/[\s\u00a0\u202f\u2009'’]/g, "").replace(/(fcfa|cfa|f|%)$/i, "");
  if (/^-?\d{1,3}([.,])\d{3}(\1\d{3})+$/.test(packed)) packed = packed.replace(/[.,]/g, "");
  if (!/^-?\d+([.,]\d+)?$/.test(packed)) return undefined;
  const value = Number(packed.replace(",", "."));
  return Math.abs(value) <= HIGHEST ? value : undefined;
}

/** `1250000.5` → `1 250 000,5`. */
export function sayNumber(value) {
  const [whole, decimals] = String(Math.round(value * 100) / 100).split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, NARROW);
  return decimals ? `${spaced},${decimals}` : spaced;
}

/** `2021-03-14` → `14 mars 2021`; what is no date stays as it is. */
export function sayDate(iso) {
  const date = new Date(`${iso}T12:00:00`);
  return isNaN(date) ? iso : date.toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" }).replace(/^1 /, "1er ");
}
