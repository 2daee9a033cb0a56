import assert from "node:assert/strict";
import { test } from "node:test";

import * as F from "../../autograder/widgets/front/form.js";
import { sayDate, sayNumber } from "../../autograder/widgets/front/form_values.js";

const RULES = F.readRules({
  bank: { statements: [{ id: "i1", text: "Présentes" }] },
  form: { parts: [
    { id: "objectif", title: "O", fields: [
      { id: "indicateur", label: "I", kind: "choice", options_from: "bank" }, { id: "cible", label: "C", kind: "number", unit: "femmes" }] },
    { id: "taches", title: "T", rows: { one: "tâche", add: "Ajouter", max: 3, label: ["nom"] }, fields: [
      { id: "nom", label: "N", kind: "text" }, { id: "apres", label: "A", kind: "choices", rows_from: "taches" },
      { id: "qui", label: "Q", kind: "choice", rows_from: "taches" }] },
  ] },
});
const ROWS = { parts: { taches: [{ id: "r1", nom: "Écrire" }, { id: "r2", nom: "Tourner", apres: ["r1"], qui: "r1" }] } };

test("a field is given a value, and an emptied form is blank again", () => {
  const place = { part: "objectif" };
  const filled = F.set(F.BLANK, place, "cible", 15);

  assert.deepEqual(filled, { parts: { objectif: { cible: 15 } } });
  assert.deepEqual(F.set(filled, place, "cible", ""), F.BLANK);
});

test("a row is added, copied after its model, and named by its words", () => {
  const copy = F.addRow(ROWS, "taches", { ...ROWS.parts.taches[0], id: F.newId(ROWS) }, "r1");

  assert.deepEqual(F.rowsOf(copy, "taches").map(({ id }) => id), ["r1", "r3", "r2"]);
  assert.equal(F.nameOf(RULES, ROWS, F.partOf(RULES, "taches"), ROWS.parts.taches[0]), "Écrire");
  assert.equal(F.nameOf(RULES, ROWS, F.partOf(RULES, "taches"), { id: "r9" }), "sans nom");
});

test("a row that goes takes with it what referred to it", () => {
  const left = F.removeRow(ROWS, RULES, { part: "taches", row: "r1" });

  assert.deepEqual(left, { parts: { taches: [{ id: "r2", nom: "Tourner" }] } });
});

test("a row may be chosen in the others, never in itself", () => {
  const field = F.partOf(RULES, "taches").fields[1];

  assert.deepEqual(F.optionsOf(RULES, ROWS, field, { part: "taches", row: "r2" }), [{ id: "r1", title: "Écrire" }]);
});

test("what was stored is shown as it stands, in its order; what makes no sense is left out", () => {
  const stored = { parts: {
    taches: [{ id: "r2", apres: ["r1", "r9"], nom: "x" }, { nom: "sans id" }, { id: "r1", qui: "r9" }, "?"],
    objectif: { cible: "beaucoup", indicateur: "i1", couleur: 1 }, autre: {},
  } };

  assert.equal(JSON.stringify(F.read(stored, RULES)), JSON.stringify({ parts: {
    taches: [{ id: "r2", apres: ["r1"], nom: "x" }, { id: "r1" }], objectif: { cible: "beaucoup", indicateur: "i1" },
  } }));
  for (const odd of [null, [], { parts: [] }, { parts: { taches: {} } }, { parts: { objectif: [] } }]) assert.deepEqual(F.read(odd, RULES), F.BLANK);
});

test("answers are counted, values are said", () => {
  const form = F.set(ROWS, { part: "objectif" }, "cible", 1500);

  assert.equal(F.filled(form), 5);
  assert.equal(F.said(RULES, form, RULES.parts[0].fields[1], 1500, { part: "objectif" }), "1\u202f500 femmes");
  assert.equal(F.said(RULES, form, RULES.parts[0].fields[0], "i1", { part: "objectif" }), "Présentes");
  assert.equal(sayNumber(1250000.5), "1\u202f250\u202f000,5");
  assert.equal(sayDate("2021-03-14"), "14 mars 2021");
  assert.equal(sayDate("2021-04-01"), "1er avril 2021");
  assert.equal(sayDate("bientôt"), "bientôt");
});
