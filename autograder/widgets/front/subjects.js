/**
 * Two neighbours need not have the same subject: an exercise may bring others, with statements or data of their own. An
 * answer names its subject itself (`sujet`), unless it is the first.
 */

import { same } from "./same.js";

const FIRST = "a";

export const namesOf = (exercise) => [FIRST, ...Object.keys(exercise.others || {}).sort()];

/** The subject of the person who arrived as number `rank` (from 0): the next one has another. */
export const nameFor = (exercise, rank) => namesOf(exercise)[(rank || 0) % namesOf(exercise).length];

/** The subject that an answer names. */
export const namedBy = (answer) => (answer && answer.sujet) || FIRST;

/** The exercise as that subject shows it. */
export function inSubject(exercise, name) {
  if (name === FIRST || !exercise.others || !exercise.others[name]) return { ...exercise, subject: FIRST };
  return { ...exercise, subject: name, data: exercise.others[name] };
}

/** An answer of hers, naming its subject. */
export const signed = (exercise, answer) => (exercise.subject && exercise.subject !== FIRST ? { ...answer, sujet: exercise.subject } : answer);

/** Whether nothing was done yet, whatever the subject. */
export function isBlank(answer, blank) {
  const { sujet, ...plain } = answer || {};
  return same(plain, blank);
}
