/** The tree as nested cards: consequences on top, then the trunk and its causes, then what is not tied to it yet. */

import { nest } from "./nesting.js";
import * as T from "./tree.js";
import { Tag, html } from "./ui.js";

export function Cards(shared) {
  const { tree, open } = shared;
  const plan = nest(tree);
  const problem = plan.trunk;
  const loose = (consequence) => plan.loose.filter((group) => (group.level === "consequence") === consequence);
  return html`<h2 class="lu">Mon arbre</h2>
    ${T.isBlank(tree) && html`<p class="vide">Votre arbre attend son tronc. Quel énoncé dit <strong>le problème</strong> ?</p>`}
    ${(problem || plan.consequences.length > 0 || loose(true).length > 0) && html`<section class="etage haut" aria-label="Conséquences">
      <h3>Conséquences <span>ce que le problème provoque</span></h3>
      ${problem && html`<${More} id=${problem.id} level="consequence" ...${shared}/>`}
      <${Nodes} nodes=${plan.consequences} plan=${plan} ...${shared}/>
      ${loose(true).map((group) => html`<${Loose} key=${group.level} group=${group} plan=${plan} ...${shared}/>`)}
    </section>`}
    <section class="etage tronc" aria-label="Problème et causes">
      <h3>Problème <span>le tronc</span></h3>
      ${problem
        ? html`<${Nodes} nodes=${[problem]} plan=${plan} ...${shared}/>`
        : html`<button type="button" class="large fort" onClick=${() => open({ kind: "pick", level: "probleme" })}>Choisir le problème</button>`}
    </section>
    ${loose(false).length > 0 && html`<section class="etage a-relier" aria-label="À relier">
      <h3>À relier <span>ces énoncés ne tiennent pas encore à l'arbre</span></h3>
      ${loose(false).map((group) => html`<${Loose} key=${group.level} group=${group} plan=${plan} ...${shared}/>`)}
    </section>`}`;
}

function Loose({ group, plan, ...shared }) {
  return html`<div class="en-attente">
    <h4>${group.level === "consequence" ? "À relier" : T.levelOf(group.level).many}</h4>
    <${Nodes} nodes=${group.nodes} plan=${plan} ...${shared}/>
  </div>`;
}

function Nodes({ nodes, plan, ...shared }) {
  if (!nodes.length) return null;
  return html`<ul class="branches">${nodes.map((node) => html`<${Node} key=${`${node.id}/${node.parent}`} node=${node} plan=${plan} ...${shared}/>`)}</ul>`;
}

function Node({ node, plan, ...shared }) {
  const { tree, words, open } = shared;
  const { id } = node;
  const level = T.find(tree, id).level;
  const untold = plan.untold.get(id) || [];
  const below = T.levelBelow(level);
  return html`<li class=${`noeud niveau-${level}`}>
    <button type="button" class="fiche" onClick=${() => open({ kind: "card", id })}>
      <${Tag} level=${level} name=${T.levelOf(level).name}/> <span class="texte">${words(id)}</span>
      ${node.also.length > 0 && html`<span class="note">aussi sous ${node.also.map((other) => `« ${words(other)} »`).join(", ")}</span>`}
      ${untold.length > 0 && html`<span class="note">explique ${untold.map((other) => `« ${words(other)} »`).join(", ")}</span>`}
    </button>
    ${!node.again && below && html`<${More} id=${id} level=${below} ...${shared}/>`}
    ${!node.again && html`<${Nodes} nodes=${node.children} plan=${plan} ...${shared}/>`}
  </li>`;
}

/** The question that makes a tree grow: « Pourquoi ? » downwards, « Et alors ? » upwards. */
function More({ id, level, words, open }) {
  const up = level === "consequence";
  const question = up ? "Et alors ?" : "Pourquoi ?";
  const what = `Ajouter une ${T.levelOf(level).name.toLowerCase()}`;
  return html`<button type="button" class="plus" onClick=${() => open({ kind: "pick", of: id, level })}>
    <span aria-hidden="true">+</span> ${question}<span class="lu"> ${what} à « ${words(id)} »</span></button>`;
}
