/** French typography for whatever a person reads; the same rules as `autograder.domain.french.typeset`. */

const NARROW = "\u202f";
const WIDE = "\u00a0";

export function typeset(text) {
  return text
    .replace(/([\p{L}\p{N}_])'(?=[\p{L}\p{N}_«])/gu, "$1’")
    .replace(/«[ \u202f\u00a0]*/g, "«" + WIDE)
    .replace(/[ \u202f\u00a0]*»/g, WIDE + "»")
    .replace(/[ \u202f\u00a0]+(:)(?=\s|$)/g, WIDE + "$1")
    .replace(/[ \u202f\u00a0]+([;!?%])/g, NARROW + "$1")
    .replace(/(\d) (?=\d{3}(?!\d))/g, "$1" + NARROW);
}

/** `7.5` → `7,5`. */
export function number(value) {
  return String(Math.round(value * 100) / 100).replace(".", ",");
}

/** `plural(3, "énoncé")` → `3 énoncés`; below two a noun is singular in French, `1,5 point` too. */
export function plural(count, noun) {
  return `${number(count)} ${noun}${count >= 2 ? "s" : ""}`;
}

/** `2021-03-14T09:05:00Z` → `14 mars 2021 à 09:05`, in the reader's own time zone. */
export function moment(iso) {
  const date = new Date(iso);
  if (isNaN(date)) return "";
  const day = date.toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
  return `${day} à ${date.toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" })}`;
}
