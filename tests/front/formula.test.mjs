import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as F from "../../autograder/widgets/front/formula.js";

const CASES = JSON.parse(readFileSync(new URL("./formula_cases.json", import.meta.url), "utf8"));
const TABLE = CASES.table;
const close = (got, wanted) => got === wanted || Math.abs(got - wanted) < 1e-9 * Math.max(1, Math.abs(wanted));

test("the page computes what Python computes, on every case", () => {
  for (const { formula, problem, results } of CASES.cases) {
    const found = F.compute(formula, TABLE);
    const said = formula.tokens.join(" ");
    if (problem) {
      assert.equal(found.problem, problem, said);
      continue;
    }
    assert.deepEqual(found.results.map(([name, figure, why]) => [name, figure === null ? why : "n"]), results.map(([name, figure, why]) => [name, figure === null ? why : "n"]), said);
    found.results.forEach(([, figure], index) => assert.ok(close(figure, results[index][1]), said));
  }
});

test("a token goes where the cursor stands, and the one before it can be erased", () => {
  const formula = { tokens: ["[a]", "[b]"], par: "ligne" };

  assert.deepEqual(F.insert(formula, 1, "+").tokens, ["[a]", "+", "[b]"]);
  assert.deepEqual(F.erase(F.insert(formula, 1, "+"), 2).tokens, ["[a]", "[b]"]);
});

test("a formula never grows beyond what is accepted", () => {
  const full = { tokens: Array(F.MAX_TOKENS).fill("100"), par: "tout" };

  assert.equal(F.insert(full, 0, "+"), full);
});

test("an empty formula is not kept, and does not count as begun", () => {
  const answer = F.write(F.write(F.BLANK, "x", { tokens: ["100"], par: "tout" }), "x", { tokens: [], par: "tout" });

  assert.deepEqual(answer, F.BLANK);
  assert.equal(F.begun(F.write(F.BLANK, "x", { tokens: [], par: "ligne" })), 0);
});

test("what was stored and makes no sense is left out", () => {
  const rules = { indicators: [{ id: "x", table: TABLE }] };

  const found = F.read({ formulas: { x: { tokens: ["[a]", "[zzz]", "exec"], par: "lune", zero: "7" }, y: 3 } }, rules);

  assert.deepEqual(found, { formulas: { x: { tokens: ["[a]"], par: "tout" } } });
  assert.deepEqual(F.read(null, rules), F.BLANK);
});

test("figures are written as in French, small ones with four decimals", () => {
  assert.deepEqual([1234567.5, 0.03722, -66.04, 12].map(F.shown), ["1\u202f234\u202f567,5", "0,0372", "−66,04", "12"]);
});
