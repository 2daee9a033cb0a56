import assert from "node:assert/strict";
import { test } from "node:test";

import { begin, commit, redo, undo } from "../../autograder/widgets/front/history.js";
import { nest } from "../../autograder/widgets/front/nesting.js";
import * as T from "../../autograder/widgets/front/tree.js";

const BANK = new Map([["e1", "un"], ["e2", "deux"], ["e3", "trois"], ["e4", "quatre"], ["e5", "cinq"]]);

function grown() {
  let tree = T.place(T.BLANK, "e1", "probleme");
  tree = T.place(tree, "e2", "directe");
  tree = T.link(tree, "e2", "e1");
  tree = T.place(tree, "e3", "profonde");
  return T.link(tree, "e3", "e2");
}

test("a tree is the inner answer of the contract", () => {
  const tree = T.place(grown(), "x1", "consequence", "ce que je vois");

  assert.deepEqual(tree, {
    statements: [
      { id: "e1", level: "probleme" }, { id: "e2", level: "directe" }, { id: "e3", level: "profonde" },
      { id: "x1", level: "consequence", text: "ce que je vois" },
    ],
    links: [["e2", "e1"], ["e3", "e2"]],
  });
});

test("no operation changes the tree it was given", () => {
  const tree = grown();
  const before = JSON.stringify(tree);

  T.place(tree, "e4", "probleme");
  T.remove(tree, "e2");
  T.unlink(tree, "e3", "e2");
  T.link(tree, "e3", "e1");

  assert.equal(JSON.stringify(tree), before);
});

test("a new problem takes the place and the links of the former, which goes back to the tray", () => {
  const tree = T.place(grown(), "e4", "probleme");

  assert.equal(T.problemOf(tree).id, "e4");
  assert.equal(T.find(tree, "e1"), undefined);
  assert.deepEqual(tree.links, [["e2", "e4"], ["e3", "e2"]]);
});

test("a cause that becomes the problem does not explain itself", () => {
  const tree = T.place(grown(), "e2", "probleme");

  assert.deepEqual(tree.links, [["e3", "e2"]]);
});

test("moving a statement keeps its links, removing it takes them away", () => {
  const moved = T.place(grown(), "e2", "structurelle");
  const removed = T.remove(grown(), "e2");

  assert.deepEqual(moved.links, [["e2", "e1"], ["e3", "e2"]]);
  assert.deepEqual(removed.links, []);
});

test("a link is drawn once, and never from a statement to itself", () => {
  const tree = grown();

  assert.equal(T.link(tree, "e2", "e1"), tree);
  assert.equal(T.link(tree, "e2", "e2"), tree);
});

test("her own statements get ids x1, x2… and keep to one line of 200 characters", () => {
  const tree = T.place(T.place(T.BLANK, "x1", "directe", "a"), "x7", "directe", "b");

  assert.equal(T.newId(T.BLANK), "x1");
  assert.equal(T.newId(tree), "x8");
  assert.equal(T.tidy("  deux \n mots "), "deux mots");
  assert.equal(Array.from(T.tidy("🌳".repeat(300))).length, 200);
});

test("links are offered to the level just above first, then to all the others, so that mistakes can be made", () => {
  let tree = T.place(grown(), "e4", "structurelle");
  tree = T.place(tree, "e5", "consequence");

  const out = T.candidates(tree, "e4", "out").map((group) => group.level);
  const into = T.candidates(tree, "e5", "in").map((group) => group.level);

  assert.equal(out[0], "profonde");
  assert.deepEqual([...out].sort(), ["consequence", "directe", "probleme", "profonde"]);
  assert.equal(into[0], "probleme");
});

test("what is stored or received is read leniently: nonsense is left out, the rest stays", () => {
  const tree = T.read({
    statements: [
      { id: "e1", level: "probleme" }, { id: "e2", level: "probleme" }, { id: "e1", level: "directe" },
      { id: "zz", level: "directe" }, { id: "e3", level: "ailleurs" }, { id: "x1", level: "directe", text: " a  b " }, null,
    ],
    links: [["x1", "e1"], ["x1", "e1"], ["e1", "e1"], ["e9", "e1"], "e1"],
  }, BANK);

  assert.deepEqual(tree, {
    statements: [{ id: "e1", level: "probleme" }, { id: "x1", level: "directe", text: "a b" }],
    links: [["x1", "e1"]],
  });
  assert.deepEqual(T.read(null, BANK), T.BLANK);
});

test("undo and redo walk the history, and a new change forgets what was undone", () => {
  let history = commit(commit(begin("a"), "b"), "c");

  history = undo(history);
  assert.equal(history.present, "b");
  assert.equal(redo(history).present, "c");
  history = commit(history, "d");
  assert.deepEqual(history.future, []);
  assert.equal(undo(undo(undo(history))).present, "a");
});

test("causes nest under what they explain, consequences stand apart above", () => {
  let tree = T.place(grown(), "e4", "consequence");
  tree = T.link(tree, "e1", "e4");

  const plan = nest(tree);

  assert.equal(plan.trunk.id, "e1");
  assert.equal(plan.trunk.children[0].id, "e2");
  assert.equal(plan.trunk.children[0].children[0].id, "e3");
  assert.deepEqual(plan.consequences.map((node) => node.id), ["e4"]);
  assert.deepEqual(plan.loose, []);
});

test("a cause of two effects has a card under each, each naming the other, its own causes unfolded once", () => {
  let tree = T.place(grown(), "e4", "directe");
  tree = T.link(tree, "e4", "e1");
  tree = T.link(tree, "e3", "e4");
  tree = T.link(T.place(tree, "e5", "structurelle"), "e5", "e3");

  const [first, second] = nest(tree).trunk.children;

  assert.deepEqual(first.children[0].also, ["e4"]);
  assert.deepEqual(second.children[0].also, ["e2"]);
  assert.equal(first.children[0].children.length, 1);
  assert.equal(second.children[0].again, true);
  assert.equal(second.children[0].children.length, 0);
});

test("what is tied to nothing waits at its level, with its own causes", () => {
  const tree = T.unlink(grown(), "e2", "e1");

  const { loose } = nest(tree);

  assert.deepEqual(loose.map((group) => group.level), ["directe"]);
  assert.equal(loose[0].nodes[0].children[0].id, "e3");
});

test("every statement has a card even in a circle, and a link that no nesting shows is told in words", () => {
  let tree = T.place(T.place(T.BLANK, "e1", "directe"), "e2", "profonde");
  tree = T.link(T.link(tree, "e1", "e2"), "e2", "e1");
  const upsideDown = T.link(T.place(T.place(T.BLANK, "e1", "probleme"), "e2", "directe"), "e1", "e2");

  const circle = nest(tree).loose.flatMap((group) => group.nodes);

  assert.deepEqual(circle.map((node) => node.id), ["e1"]);
  assert.equal(circle[0].children[0].id, "e2");
  assert.deepEqual([...nest(upsideDown).untold], []);
  assert.equal(nest(upsideDown).loose[0].nodes[0].children[0].id, "e1");
});
