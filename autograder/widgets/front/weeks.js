/** A calendar's publications, week by week. */

import { dayNumber } from "./timeline.js";

const DAYS = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."];

/** `mar. 2` for a number of days since 1970. */
export const weekday = (number) => `${DAYS[(number + 3) % 7]} ${new Date(number * 86400000).getUTCDate()}`;

/**
 * The weeks of a season, each with its first day, its publications in order, and the known dates that touch it; `outside` are
 * publications dated elsewhere, `undated` those that lack a day.
 */
export function weeksOf(rows, { date, time }, season) {
  const first = dayNumber(season.first_day);
  const count = (dayNumber(season.last_day) - first + 1) / 7;
  const dated = rows.filter((row) => dayNumber(row[date]) !== undefined).map((row) => ({ row, day: dayNumber(row[date]), hour: row[time] || "" }));
  dated.sort((one, other) => one.day - other.day || (one.hour < other.hour ? -1 : Number(one.hour > other.hour)));
  const within = (start) => ({ day }) => day >= start && day < start + 7;
  const weeks = Array.from({ length: count }, (_, index) => first + 7 * index).map((start) => ({
    start,
    lines: dated.filter(within(start)),
    perDay: DAYS.map((_, day) => dated.filter((line) => line.day === start + day).length),
    known: season.known.filter((when) => dayNumber(when.start) < start + 7 && dayNumber(when.end) >= start),
  }));
  return { weeks, outside: dated.filter(({ day }) => day < first || day >= first + 7 * count), undated: rows.length - dated.length };
}
