import assert from "node:assert/strict";
import { test } from "node:test";

import { describe, draw } from "../../autograder/widgets/front/drawing.js";
import { number, plural, typeset } from "../../autograder/widgets/front/french.js";
import { CARD, layout, wrap } from "../../autograder/widgets/front/layout.js";
import * as T from "../../autograder/widgets/front/tree.js";

const ids = Array.from({ length: 12 }, (_, index) => `e${index}`);
const BANK = new Map(ids.map((id) => [id, `L'énoncé ${id} <dit> une chose assez longue pour tenir sur plusieurs lignes.`]));

function bushy() {
  let tree = T.place(T.BLANK, "e0", "probleme");
  ids.slice(1, 7).forEach((id) => { tree = T.link(T.place(tree, id, "directe"), id, "e0"); });
  ids.slice(7, 10).forEach((id, index) => { tree = T.link(T.place(tree, id, "profonde"), id, `e${index + 1}`); });
  tree = T.link(T.place(tree, "e10", "structurelle"), "e10", "e7");
  return T.link(T.place(tree, "e11", "consequence"), "e0", "e11");
}

test("cards never overlap and stay within the drawing", () => {
  const plan = layout(bushy(), BANK);

  for (const one of plan.cards) {
    assert.ok(one.x >= 0 && one.x + one.width <= plan.width && one.y >= 0 && one.y + one.height <= plan.height);
    for (const other of plan.cards) {
      const apart = one === other || one.x + CARD.width <= other.x || other.x + CARD.width <= one.x
        || one.y + one.height <= other.y || other.y + other.height <= one.y;
      assert.ok(apart, `${one.id} over ${other.id}`);
    }
  }
});

test("consequences stand above the problem, and each level of causes below the one before", () => {
  const y = Object.fromEntries(layout(bushy(), BANK).cards.map((card) => [card.id, card.y]));

  assert.ok(y.e11 < y.e0 && y.e0 < y.e1 && y.e1 < y.e7 && y.e7 < y.e10);
});

test("the picture has a title and a description, and takes no statement for markup", () => {
  const markup = draw(bushy(), BANK, "essai");

  assert.match(markup, /role="img" aria-labelledby="essai-t essai-d"/);
  assert.match(markup, /<title id="essai-t">/);
  assert.ok(!markup.includes("<dit>"));
  assert.ok(!/style=|<script/.test(markup));
});

test("a hostile statement or id cannot leave its place", () => {
  const tree = { statements: [{ id: 'x"><script>', level: "directe", text: "</text><script>alert(1)</script>" }], links: [] };

  assert.ok(!draw(tree, BANK).includes("<script"));
});

test("the description reads from the top down and says what explains what", () => {
  const text = describe(T.link(T.place(T.place(T.BLANK, "e1", "directe"), "e0", "probleme"), "e1", "e0"), BANK);

  assert.ok(text.indexOf("Problème") < text.indexOf("Cause directe"));
  assert.match(text, /explique «\u00a0L’énoncé e0/);
  assert.match(describe(T.BLANK, BANK), /vide/);
});

test("lines break at ordinary spaces only, and an endless word is cut", () => {
  assert.ok(wrap("a ".repeat(60).trim()).every((line) => line.length <= CARD.perLine + 1));
  assert.ok(wrap("m".repeat(100)).every((line) => line.length <= CARD.perLine + 2));
  assert.deepEqual(wrap("20\u202f% des"), ["20\u202f% des"]);
});

test("French typography is that of the Python side", () => {
  assert.equal(typeset("l'eau : « oui » ! 20 % ; 1 250 000 à 14:30"), "l’eau\u00a0: «\u00a0oui\u00a0»\u202f! 20\u202f%\u202f; 1\u202f250\u202f000 à 14:30");
  assert.equal(typeset(typeset("quoi ?")), typeset("quoi ?"));
  assert.equal(number(7.5), "7,5");
  assert.equal(plural(1, "point"), "1 point");
  assert.equal(plural(0, "point"), "0 point");
  assert.equal(plural(1.5, "point"), "1,5 point");
  assert.equal(plural(2, "point"), "2 points");
});
