import assert from "node:assert/strict";
import { test } from "node:test";

import * as S from "../../autograder/widgets/front/sorting.js";

const RULES = S.readRules({
  bank: { statements: [{ id: "c1", text: "un", group: "g" }, { id: "c2", text: "deux", group: "g" }, { id: "p1", text: "trois", group: "h" }] },
  boxes: { groups: [
    { id: "g", several: false, boxes: [{ id: "a" }, { id: "b" }] },
    { id: "h", several: true, boxes: [{ id: "r" }, { id: "s" }] },
  ] },
});

test("where one box is allowed, a card leaves its former box", () => {
  const sorting = S.place(S.place(S.BLANK, "c1", "a", false), "c1", "b", false);

  assert.deepEqual(sorting, { placed: [["c1", "b"]] });
});

test("where several are allowed, a card stays in both, and leaves the one it is taken out of", () => {
  const both = S.place(S.place(S.BLANK, "p1", "r", true), "p1", "s", true);

  assert.deepEqual(S.boxesOf(both, "p1"), ["r", "s"]);
  assert.deepEqual(S.remove(both, "p1", "r"), { placed: [["p1", "s"]] });
  assert.deepEqual(S.remove(both, "p1"), S.BLANK);
});

test("cards still to place are counted once, whatever their boxes", () => {
  const sorting = S.read({ placed: [["p1", "r"], ["p1", "s"], ["c1", "a"]] }, RULES);

  assert.deepEqual(S.left(sorting, RULES), ["c2"]);
  assert.deepEqual(S.placedCards(sorting), ["p1", "c1"]);
});

test("a box asks for the cards that could still go there", () => {
  const sorting = S.read({ placed: [["p1", "r"], ["c1", "a"]] }, RULES);

  assert.deepEqual(S.candidates(sorting, RULES, "b"), ["c2"]);
  assert.deepEqual(S.candidates(sorting, RULES, "s"), ["p1"]);
  assert.deepEqual(S.candidates(sorting, RULES, "r"), []);
});

test("what was stored and makes no sense is left out", () => {
  const junk = { placed: [["c9", "a"], ["c1", "r"], ["c1", "a"], ["c1", "b"], "c2", null, ["p1", "r"], ["p1", "r"]] };

  assert.deepEqual(S.read(junk, RULES), { placed: [["c1", "a"], ["p1", "r"]] });
  assert.deepEqual(S.read(null, RULES), S.BLANK);
});
