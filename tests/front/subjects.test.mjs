/** Subjects: neighbours have different ones, and an answer keeps its own. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  changed, dataFor, inSubject, isBlank, isOwn, keptHere, nameFor, namedBy, signed, withoutLights,
} from "../../autograder/widgets/front/subjects.js";

const EXERCISE = { id: "x/y", subject: "a", data: { bank: "A" }, others: { b: { bank: "B" } } };

test("people who come in one after the other have different subjects", () => {
  assert.deepEqual([0, 1, 2, 3].map((rank) => nameFor(EXERCISE, rank)), ["a", "b", "a", "b"]);
  assert.equal(nameFor({ ...EXERCISE, others: {} }, 1), "a");
});

test("the exercise shows the data of the subject, and the answer names it", () => {
  const second = inSubject(EXERCISE, "b");

  assert.equal(second.data.bank, "B");
  assert.deepEqual(signed(second, { placed: [] }), { placed: [], sujet: "b" });
  assert.deepEqual(signed(inSubject(EXERCISE, "a"), { placed: [] }), { placed: [] });
});

test("an answer of a subject that the exercise no longer has is shown on the first", () => {
  assert.equal(inSubject(EXERCISE, namedBy({ sujet: "c" })).data.bank, "A");
});

test("an empty answer is empty whatever its subject", () => {
  assert.ok(isBlank({ placed: [], sujet: "b" }, { placed: [] }));
  assert.ok(!isBlank({ placed: [["c", "d"]], sujet: "b" }, { placed: [] }));
});

const KIT = { id: "x/kit", subject: "a", own: "c", data: { bank: "A" }, others: { b: { bank: "B" }, c: { bank: "C" } } };
const OWN = inSubject(KIT, "c");
const TAKEN = { sujet: "c", parts: { kit: { quoi: "Oui" }, budget: { feu: "vert" } }, reprise: { reponses: { "x/y": {} }, dossier: { rows: [{ point: "budget" }] } } };

test("her own campaign is given to nobody: she chooses it", () => {
  assert.deepEqual([0, 1, 2].map((rank) => nameFor(KIT, rank)), ["a", "b", "a"]);
  assert.ok(isOwn(OWN) && !isOwn(KIT) && !isOwn(inSubject(EXERCISE, "b")));
});

test("the copies of her earlier answers stay when she goes on, and her file is there to read", () => {
  assert.deepEqual(changed(OWN, TAKEN, { parts: {} }), { parts: {}, reprise: TAKEN.reprise, sujet: "c" });
  assert.deepEqual(changed(KIT, { parts: {} }, { parts: {} }), { parts: {} });
  assert.deepEqual(dataFor(OWN, TAKEN), { bank: "C", resumed: TAKEN.reprise.dossier });
  assert.deepEqual(dataFor(OWN, { parts: {} }), { bank: "C" });
});

test("back on the case of the exercise her kit stays, her lights go", () => {
  assert.deepEqual(withoutLights(TAKEN), { parts: { kit: { quoi: "Oui" } } });
});

test("what she kept of the other exercises is found, each once", () => {
  const store = { keys: () => ["travail:moi:x/y", "travail:moi:x/y~b", "travail:moi:x/kit", "travail:autre:x/z", "nom"], get: (key) => ({ answer: key }) };

  assert.deepEqual(keptHere(store, "moi", "x/kit", (id) => `travail:moi:${id}~b`), { "x/y": "travail:moi:x/y~b" });
});
