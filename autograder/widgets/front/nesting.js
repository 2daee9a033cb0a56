/** The tree as nested cards: consequences above, the trunk with its causes under it, and what is not tied to it yet. */

import { LEVELS, causesOf, effectsOf, find, problemOf } from "./tree.js";

/**
 * → `{consequences: [node], trunk: node | null, loose: [{level, nodes}], untold: Map(id → [effect ids])}`.
 *
 * A node is `{id, parent, children, again, also}`. A cause of several effects has a card under each: the first holds its
 * own causes, the others are marked `again`; `also` names the other effects. `untold` are the links that no nesting
 * shows (upside down, from a cause straight to a consequence…): the cards name them in words.
 */
export function nest(tree) {
  const open = new Set();
  const told = new Set();

  function grow(id, parent, childrenOf, linkOf) {
    const again = open.has(id);
    open.add(id);
    const children = again ? [] : childrenOf(id).map((child) => {
      told.add(linkOf(id, child));
      return grow(child, id, childrenOf, linkOf);
    });
    return { id, parent, children, again, also: [] };
  }

  const isConsequence = (id) => find(tree, id).level === "consequence";
  const rising = (id) => effectsOf(tree, id).filter(isConsequence);
  const growUp = (id, parent) => grow(id, parent, rising, (effectParent, child) => `${effectParent}>${child}`);
  const growDown = (id, parent) => grow(id, parent, (effect) => causesOf(tree, effect), (effect, child) => `${child}>${effect}`);

  const problem = problemOf(tree);
  const consequences = problem
    ? rising(problem.id).map((id) => {
        told.add(`${problem.id}>${id}`);
        return growUp(id, problem.id);
      })
    : [];
  const trunk = problem ? growDown(problem.id, null) : null;
  const loose = [];
  for (const level of LEVELS) {
    const nodes = [];
    for (const row of tree.statements) {
      if (row.level !== level.id || open.has(row.id)) continue;
      nodes.push(level.id === "consequence" ? growUp(row.id, null) : growDown(row.id, null));
    }
    if (nodes.length) loose.push({ level: level.id, nodes });
  }

  const parents = new Map();
  const everyNode = [...consequences, ...(trunk ? [trunk] : []), ...loose.flatMap((group) => group.nodes)];
  visit(everyNode, (node) => node.parent && parents.set(node.id, [...(parents.get(node.id) || []), node.parent]));
  visit(everyNode, (node) => { node.also = (parents.get(node.id) || []).filter((id) => id !== node.parent); });
  const untold = new Map();
  for (const [cause, effect] of tree.links) {
    if (!told.has(`${cause}>${effect}`)) untold.set(cause, [...(untold.get(cause) || []), effect]);
  }
  return { consequences, trunk, loose, untold };
}

function visit(nodes, act) {
  for (const node of nodes) {
    act(node);
    visit(node.children, act);
  }
}
