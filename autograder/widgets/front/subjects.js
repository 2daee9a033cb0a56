/**
 * Two neighbours need not have the same subject: an exercise may bring others, with statements or data of their own. An
 * answer names its subject itself (`sujet`), unless it is the first.
 */

import { same } from "./same.js";

const FIRST = "a";

export const namesOf = (exercise) => [FIRST, ...Object.keys(exercise.others || {}).sort()];

/** Whether this subject starts from her own earlier answers: she chooses it, nobody is given it. */
export const isOwn = (exercise) => Boolean(exercise.own) && exercise.subject === exercise.own;

/** The subject of the person who arrived as number `rank` (from 0): the next one has another. */
export function nameFor(exercise, rank) {
  const dealt = namesOf(exercise).filter((name) => name !== exercise.own);
  return dealt[(rank || 0) % dealt.length];
}

/** The subject that an answer names. */
export const namedBy = (answer) => (answer && answer.sujet) || FIRST;

/** The exercise as that subject shows it. */
export function inSubject(exercise, name) {
  if (name === FIRST || !exercise.others || !exercise.others[name]) return { ...exercise, subject: FIRST };
  return { ...exercise, subject: name, data: exercise.others[name] };
}

/** An answer of hers, naming its subject. */
export const signed = (exercise, answer) => (exercise.subject && exercise.subject !== FIRST ? { ...answer, sujet: exercise.subject } : answer);

/** What she changed in the builder, with what the answer holds beside: the copies of her earlier answers. */
export const changed = (exercise, answer, next) => signed(exercise, isOwn(exercise) && answer.reprise ? { ...next, reprise: answer.reprise } : next);

/** The data of the exercise, and what her earlier answers say. */
export const dataFor = (exercise, answer) => (isOwn(exercise) && answer.reprise ? { ...exercise.data, resumed: answer.reprise.dossier } : exercise.data);

/** Whether nothing was done yet, whatever the subject. */
export function isBlank(answer, blank) {
  const { sujet, ...plain } = answer || {};
  return same(plain, blank);
}

/** Her drafts on this device, of every exercise but this one, by exercise; `place(id)` says where each lies. */
export function keptHere(store, person, exercise, place) {
  const start = `travail:${person}:`;
  const ids = store.keys().filter((key) => key.startsWith(start)).map((key) => key.slice(start.length).split("~")[0]);
  const found = [...new Set(ids)].filter((id) => id !== exercise).map((id) => [id, store.get(place(id))]);
  return Object.fromEntries(found.filter(([, kept]) => kept && kept.answer).map(([id, kept]) => [id, kept.answer]));
}

/** What she wrote on her own campaign, less the lights: on the case of the exercise those are other questions. */
export function withoutLights({ parts, reprise }) {
  const asked = reprise ? reprise.dossier.rows.map(({ point }) => point) : [];
  return { parts: Object.fromEntries(Object.entries(parts).filter(([id]) => !asked.includes(id))) };
}
