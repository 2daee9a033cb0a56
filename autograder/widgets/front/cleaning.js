/**
 * A raw export as it becomes with what one decides for each kind of trouble. `kept` repeats `autograder.domain.cleaning`; a test
 * compares both on the same cases. The rest only shows what each decision does to a cell.
 */

const AGAIN = "À revoir : ";
const SAME_TEXT = 30;

const isError = (line) => !line.id;
const damaged = (line) => !isError(line) && !/^[\d,]*$/.test(line.partages);

/** The lines that stay: their numbers. What is not decided drops nothing. */
export const kept = (lines, decided) => sorted(lines, decided).filter(({ why }) => !why).map(({ line }) => line.ligne);

/** Every line, with why it goes (nothing when it stays). */
export function sorted(lines, decided) {
  const seen = new Set();
  return lines.map((line) => {
    if (isError(line)) return { line, why: decided.erreurs === "ecarter" ? "ligne d'erreur" : "" };
    const same = sameness(line, decided.doublons);
    if (same && seen.has(same)) return { line, why: "déjà là" };
    const why = dropped(line, decided);
    if (!why && same) seen.add(same);
    return { line, why };
  });
}

function dropped(line, { abime, manque, milliers }) {
  if (abime === "ecarter" && damaged(line)) return "case abîmée";
  if (manque === "ecarter" && !line.portee) return "portée absente";
  return milliers === "ecarter" && line.portee.includes(",") ? "virgule dans la portée" : "";
}

function sameness(line, rule) {
  if (rule === "texte") return (line.texte.startsWith(AGAIN) ? line.texte.slice(AGAIN.length) : line.texte).slice(0, SAME_TEXT);
  return rule === "identifiant" ? line.id : "";
}

/**
 * The cells of a line as the decisions make them: `{id, heure, portee, partages}`. `clock` says how many hours Mali is ahead of
 * California: `before` the day `from`, when the clocks change there, and `after`.
 */
export function cleaned(line, decided, clock) {
  if (isError(line)) {
    const empty = decided.erreurs === "zero" ? "0" : "(vide)";
    return { id: "(vide)", heure: "(vide)", portee: empty, partages: empty };
  }
  return { id: decided.ids === "nombre" ? line.id.replace(/\d{2}$/, "00") : line.id, heure: moment(line.heure, decided, clock), portee: reach(line, decided), partages: shares(line, decided) };
}

function reach({ portee }, { milliers, manque }) {
  if (!portee) return manque === "zero" ? "0" : "(vide)";
  if (!portee.includes(",")) return portee;
  return milliers === "mille" ? portee.replace(",", "") : milliers === "virgule" ? portee.replace(",", ".") : portee;
}

function shares(line, { abime }) {
  if (!damaged(line)) return line.partages;
  const rest = Number(line.total) - Number(line.reactions) - Number(line.commentaires);
  return { vide: "(vide)", total: String(rest), nombre: "3.4" }[abime] || line.partages;
}

/** `03/15/2021 01:30`, read and moved as decided, as `15/03 à 08:30`. */
function moment(written, { dates, heures }, clock) {
  const [first, second, year, hour, minute] = written.split(/[/ :]/).map(Number);
  const [month, day] = dates === "jour_mois" ? [second, first] : [first, second];
  if (!dates || dates === "hasard") return written;
  if (month > 12) return `${written} : ce mois n'existe pas`;
  const two = (value) => String(value).padStart(2, "0");
  const ahead = `${year}-${two(month)}-${two(day)}` < clock.from ? clock.before : clock.after;
  const move = { plus8: 8, moins8: -8, selon_date: ahead }[heures] || 0;
  const moved = new Date(Date.UTC(year, month - 1, day, hour + move, minute));
  return `${two(moved.getUTCDate())}/${two(moved.getUTCMonth() + 1)} à ${two(moved.getUTCHours())}:${two(moved.getUTCMinutes())}`;
}
