import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { cleaned, kept } from "../../autograder/widgets/front/cleaning.js";

const load = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const CASES = load("./cleaning_cases.json");
const FOLDER = "../../exercises/3-organiser/nettoyer-les-donnees";
const LINES = load(`${FOLDER}/data/export.json`).rows;
const [SPRING, AUTUMN] = ["", "/sujets/b"].map((subject) => load(`${FOLDER}${subject}/data/form.json`).views[0].clock);

test("the live count keeps the lines that Python keeps, whatever is decided", () => {
  for (const { decided, kept: wanted } of CASES) assert.deepEqual(kept(LINES, decided), wanted, JSON.stringify(decided));
});

test("an hour of California becomes that of Mali, on either side of a change of hour", () => {
  const decided = { dates: "mois_jour", heures: "selon_date" };
  const hour = (written, clock = SPRING) => cleaned({ ...LINES[0], heure: written }, decided, clock).heure;

  assert.equal(hour("03/12/2021 00:38"), "12/03 à 08:38");
  assert.equal(hour("03/15/2021 20:30"), "16/03 à 03:30");
  assert.equal(hour("11/05/2022 01:33", AUTUMN), "05/11 à 08:33");
  assert.equal(hour("11/12/2022 00:32", AUTUMN), "12/11 à 08:32");
});

test("a month that does not exist is shown as such, an unread date as it is written", () => {
  const line = { ...LINES[0], heure: "03/26/2021 13:16" };

  assert.match(cleaned(line, { dates: "jour_mois" }, SPRING).heure, /ce mois n'existe pas/);
  assert.equal(cleaned(line, {}, SPRING).heure, "03/26/2021 13:16");
});

test("a damaged cell can be found again from the total of its line", () => {
  const damaged = LINES.find((line) => line.partages === "3.apr");

  assert.equal(cleaned(damaged, { abime: "total" }, SPRING).partages, "4");
  assert.equal(cleaned(damaged, { abime: "vide" }, SPRING).partages, "(vide)");
});
