/** Subjects: neighbours have different ones, and an answer keeps its own. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { inSubject, isBlank, nameFor, namedBy, signed } from "../../autograder/widgets/front/subjects.js";

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
