import assert from "node:assert/strict";
import { test } from "node:test";

import * as T from "../../autograder/widgets/front/timeline.js";
import * as W from "../../autograder/widgets/front/weeks.js";

const PLAN = { first_day: "2020-11-02", last_day: "2020-11-11", launch: "2020-11-09", activities: { a: { days: 2 }, b: { days: 5 } } };
const FIELDS = { what: "quoi", who: "qui", start: "debut" };

test("a bar stands where its days are, in percent of the plan, and the earliest comes first", () => {
  const rows = [{ id: "r1", quoi: "b", debut: "2020-11-07", qui: "x" }, { id: "r2", quoi: "a", debut: "2020-11-04" }, { id: "r3", quoi: "a" }];

  const bars = T.bars(rows, FIELDS, PLAN);

  assert.deepEqual(bars.map(({ id, left, width }) => [id, left, width]), [["r2", 20, 20], ["r1", 50, 50]]);
  assert.equal(T.shortDay(bars[1].end), "11 nov.");
});

test("an activity dated outside the plan is kept and said to be outside", () => {
  const [bar] = T.bars([{ id: "r1", quoi: "a", debut: "2026-11-04" }], FIELDS, PLAN);

  assert.equal(bar.within, false);
});

test("a person's load is the most activities that she carries on one day", () => {
  const rows = ["2020-11-02", "2020-11-03", "2020-11-08"].map((debut, index) => ({ id: `r${index}`, quoi: "a", qui: "x", debut }));

  assert.deepEqual(T.loads(T.bars(rows, FIELDS, PLAN)), [{ who: "x", count: 3, most: 2 }]);
});

test("months are marked on their first day", () => {
  assert.deepEqual(T.months({ first_day: "2020-11-02", last_day: "2020-12-01" }).map(({ name }) => name), ["nov.", "déc."]);
});

const SEASON = {
  first_day: "2021-03-01", last_day: "2021-03-14",
  known: [{ name: "fête", start: "2021-03-08", end: "2021-03-08" }, { name: "période", start: "2021-03-13", end: "2021-03-30" }],
};

test("publications fall into their week, day and hour in order; the others are told apart", () => {
  const rows = [
    { id: "r1", jour: "2021-03-08", heure: "20:00" }, { id: "r2", jour: "2021-03-08", heure: "08:00" },
    { id: "r3", jour: "2021-03-02" }, { id: "r4", jour: "2026-03-02" }, { id: "r5" },
  ];

  const { weeks, outside, undated } = W.weeksOf(rows, { date: "jour", time: "heure" }, SEASON);

  assert.deepEqual(weeks.map(({ lines }) => lines.map(({ row }) => row.id)), [["r3"], ["r2", "r1"]]);
  assert.deepEqual(weeks[1].perDay, [2, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual([outside.map(({ row }) => row.id), undated], [["r4"], 1]);
});

test("each week shows the known dates that touch it", () => {
  const { weeks } = W.weeksOf([], { date: "jour", time: "heure" }, SEASON);

  assert.deepEqual(weeks.map(({ known }) => known.map(({ name }) => name)), [[], ["fête", "période"]]);
});

test("a day is said by its weekday and its number", () => {
  assert.equal(W.weekday(T.dayNumber("2021-03-08")), "lun. 8");
});
