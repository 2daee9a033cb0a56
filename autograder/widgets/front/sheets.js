/** The sheets of the builder: one statement, the choice of a statement, and a statement of one's own. */

import { useState } from "preact/hooks";

import { plural } from "./french.js";
import * as T from "./tree.js";
import { Sheet, Tag, html } from "./ui.js";

/** One statement: choose its level, then what it is tied to; later move it, tie it, take it out. */
export function CardSheet({ sheet, tree, words, act, close, home, open }) {
  const { id } = sheet;
  const row = T.find(tree, id);
  const [step, setStep] = useState(row ? "card" : "level");
  const [fresh] = useState(!row);

  const choose = (level) => {
    act.place(id, level);
    const alone = tree.statements.every((other) => other.id === id);
    if (fresh && level !== "probleme" && !alone) setStep(level === "consequence" ? "in" : "out");
    else if (fresh) close();
    else setStep("card");
  };
  const tie = (other, direction, linked) => {
    const ends = direction === "out" ? [id, other] : [other, id];
    if (linked) act.unlink(...ends);
    else act.link(...ends);
    if (fresh) close();
  };

  const titles = { level: "À quel étage ?", out: "Qu'est-ce que cela explique ?", in: row && row.level === "consequence" ? "Qu'est-ce qui la provoque ?" : "Qu'est-ce qui l'explique ?", card: row ? T.levelOf(row.level).name : "" };
  return html`<${Sheet} title=${titles[step]} onClose=${close} home=${home}>
    <blockquote class="cite">${words(id)}</blockquote>
    ${step === "level" && html`<${Levels} current=${row && row.level} choose=${choose}/>`}
    ${(step === "out" || step === "in") && html`<${Ends} tree=${tree} id=${id} direction=${step} words=${words} tie=${tie}/>
      <button type="button" class="large" onClick=${() => (fresh ? close() : setStep("card"))}>${fresh ? "Relier plus tard" : "C'est fait"}</button>`}
    ${step === "card" && row && html`<${Ties} ...${{ tree, id, words, act, setStep }}/>
      <div class="gestes">
        <button type="button" onClick=${() => setStep("level")}>Changer d'étage</button>
        ${T.isOwn(id) && html`<button type="button" onClick=${() => open({ kind: "own", id })}>Modifier le texte</button>`}
        <button type="button" class="retirer" onClick=${() => { act.remove(id); close(); }}>Retirer de l'arbre</button>
      </div>`}
  </${Sheet}>`;
}

function Levels({ current, choose }) {
  return html`<ul class="etages">${T.LEVELS.map((level) => html`<li key=${level.id}>
    <button type="button" class=${`etage-choix niveau-${level.id}`} aria-pressed=${current ? String(current === level.id) : undefined} onClick=${() => choose(level.id)}>
      <strong>${level.name}</strong><span>${level.hint}</span></button></li>`)}</ul>`;
}

/** The statements that can be tied, nearest level first; a tied one is pressed and may be untied. */
function Ends({ tree, id, direction, words, tie }) {
  return T.candidates(tree, id, direction).map((group, index) => html`<div class="bouts" key=${group.level}>
    <h3>${T.levelOf(group.level).many}${index > 0 && html` <span>plus loin</span>`}</h3>
    <ul class="enonces">${group.rows.map((row) => html`<li key=${row.id}>
      <button type="button" class=${`enonce niveau-${group.level}`} aria-pressed=${String(row.linked)} onClick=${() => tie(row.id, direction, row.linked)}>${words(row.id)}</button></li>`)}</ul>
  </div>`);
}

/** What a placed statement explains and what explains it. */
function Ties({ tree, id, words, act, setStep }) {
  const alone = tree.statements.length < 2;
  const list = (direction, ids, title, add) => html`<h3>${title}</h3>
    ${ids.length > 0 && html`<ul class="liens">${ids.map((other) => html`<li key=${other}><span>${words(other)}</span>
      <button type="button" class="rond" aria-label=${`Retirer le lien avec « ${words(other)} »`} onClick=${() => act.unlink(...(direction === "out" ? [id, other] : [other, id]))}><span aria-hidden="true">×</span></button></li>`)}</ul>`}
    <button type="button" class="large" disabled=${alone} onClick=${() => setStep(direction)}><span aria-hidden="true">+</span> ${add}</button>`;
  return html`${list("out", T.effectsOf(tree, id), "Cela explique", "Relier à ce que cela explique")}
    ${list("in", T.causesOf(tree, id), "C'est expliqué par", "Relier à ce qui l'explique")}`;
}

/** « Pourquoi ? » : choose a statement for a level, already tied to the card that asked. */
export function PickSheet({ sheet, tree, bank, words, act, close, home, open }) {
  const { of, level } = sheet;
  const up = level === "consequence";
  const ends = (id) => (up ? [of, id] : [id, of]);
  const left = [...bank.keys()].filter((id) => !T.find(tree, id));
  const there = of ? T.at(tree, level).map((row) => row.id).filter((id) => id !== of && !T.isLinked(tree, ...ends(id))) : [];
  const title = of ? (up ? "Et alors ?" : "Pourquoi ?") : "Quel est le problème ?";
  const done = (act_) => {
    act_();
    close();
  };
  const choose = (id) => done(() => (of ? act.placeUnder(id, level, ends(id)) : act.place(id, level)));
  return html`<${Sheet} title=${title} onClose=${close} home=${home} tall>
    ${of && html`<blockquote class="cite">${words(of)}</blockquote>`}
    <p class="rappel"><${Tag} level=${level} name=${T.levelOf(level).name}/> ${T.levelOf(level).hint}</p>
    ${there.length > 0 && html`<h3>Déjà dans l'arbre</h3>
      <ul class="enonces">${there.map((id) => html`<li key=${id}><button type="button" class=${`enonce niveau-${level}`} onClick=${() => done(() => act.link(...ends(id)))}>${words(id)}</button></li>`)}</ul>
      <h3>À placer</h3>`}
    <ul class="enonces">${left.map((id) => html`<li key=${id}><button type="button" class="enonce" onClick=${() => choose(id)}>${words(id)}</button></li>`)}</ul>
    <button type="button" class="large" onClick=${() => open({ kind: "own", level, ends: of ? ends : undefined })}>
      <span aria-hidden="true">✎</span> Écrire un énoncé à moi</button>
  </${Sheet}>`;
}

/** A statement in her own words: written, then placed at once (at the level that was asked, if one was). */
export function OwnSheet({ name, sheet, tree, words, act, close, home, unfinished }) {
  const former = sheet.id && T.find(tree, sheet.id);
  const spot = sheet.id || T.NEW;
  const [text, setText] = useState(unfinished.get(spot) || (former ? words(sheet.id) : ""));
  const [missing, setMissing] = useState(false);
  const left = T.MAX_TEXT - Array.from(text).length;
  const place = (level) => {
    const tidied = T.tidy(text);
    if (!tidied) {
      setMissing(true);
      return;
    }
    const id = sheet.id || T.newId(tree);
    if (sheet.ends) act.placeUnder(id, level, sheet.ends(id), tidied);
    else act.place(id, level, tidied);
    unfinished.delete(spot);
    close();
  };
  const type = (event) => {
    if (event.target.value.trim()) unfinished.set(spot, event.target.value);
    else unfinished.delete(spot);
    setText(event.target.value);
    setMissing(false);
  };
  const level = former ? former.level : sheet.level;
  return html`<${Sheet} title="Un énoncé à moi" onClose=${close} home=${home} tall>
    <label class="intitule" for=${`${name}-texte`}>Ce que vous voyez chez vous, dit comme un fait</label>
    <textarea id=${`${name}-texte`} rows="3" maxlength=${T.MAX_TEXT} value=${text} aria-describedby=${`${name}-reste`}
      aria-invalid=${missing ? "true" : undefined} onInput=${type}></textarea>
    <p class="reste" id=${`${name}-reste`}>${missing ? "Écrivez d'abord votre énoncé." : `Encore ${plural(left, "caractère")}. Votre formatrice ou votre formateur le lira.`}</p>
    ${level
      ? html`<button type="button" class="large fort" onClick=${() => place(level)}>${former ? "Enregistrer le texte" : `Placer ${T.levelOf(level).as}`}</button>`
      : html`<h3>À quel étage ?</h3><${Levels} choose=${place}/>`}
  </${Sheet}>`;
}
