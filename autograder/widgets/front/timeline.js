/** A timeline's bars as numbers: where each activity begins and ends, by its first day and the days it takes. */

const DAY = 86400000;
const MONTHS = ["janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

/** Days since 1970 of `2021-02-01`; `undefined` for what is no date. */
export function dayNumber(iso) {
  const time = Date.parse(`${iso}T00:00:00Z`);
  return isNaN(time) ? undefined : time / DAY;
}

/** `1er févr.`, `14 mars`. */
export function shortDay(number) {
  const date = new Date(number * DAY);
  const day = date.getUTCDate();
  return `${day === 1 ? "1er" : day} ${MONTHS[date.getUTCMonth()]}`;
}

/** The rows that have an activity and a day, in order, each with its place in percent of the plan's length. */
export function bars(rows, { what, who, start }, plan) {
  const first = dayNumber(plan.first_day);
  const length = dayNumber(plan.last_day) - first + 1;
  const placed = rows.filter((row) => plan.activities[row[what]] && dayNumber(row[start]) !== undefined).map((row) => {
    const begin = dayNumber(row[start]);
    const { days } = plan.activities[row[what]];
    const left = (100 * (begin - first)) / length;
    const within = begin >= first && begin + days - 1 <= first + length - 1;
    return { id: row.id, what: row[what], who: row[who], begin, end: begin + days - 1, left, width: (100 * days) / length, within };
  });
  return placed.sort((one, other) => one.begin - other.begin || one.end - other.end);
}

/** The first day of each month of the plan, with its place. */
export function months(plan) {
  const first = dayNumber(plan.first_day);
  const last = dayNumber(plan.last_day);
  const found = [];
  for (let day = first; day <= last; day += 1) {
    const date = new Date(day * DAY);
    if (date.getUTCDate() === 1 || day === first) found.push({ name: MONTHS[date.getUTCMonth()], left: (100 * (day - first)) / (last - first + 1) });
  }
  return found;
}

/** For each person, how many activities she carries and the most on one day. */
export function loads(placed) {
  const people = new Map();
  placed.filter(({ who }) => who).forEach((bar) => people.set(bar.who, [...(people.get(bar.who) || []), bar]));
  return [...people].map(([who, hers]) => ({
    who, count: hers.length, most: Math.max(...hers.map(({ begin }) => hers.filter((bar) => bar.begin <= begin && begin <= bar.end).length)),
  }));
}
