/** The sheet of one indicator: its formula, the result at once, and the keys to tap. */

import { useState } from "preact/hooks";

import * as F from "./formula.js";
import { Sheet, html } from "./ui.js";

const MOST = 20; // lines of a long result
const WHY = { zero: "départ à zéro : pas de pourcentage", manquant: "un chiffre manque", vide: "aucun chiffre", impossible: "chiffre impossible" };
const KEYS = ["(", ")", "/", "*", "-", "+", "100"];
const SPOKEN = { "(": "ouvrir la parenthèse", ")": "fermer la parenthèse", "/": "divisé par", "*": "multiplié par", "-": "moins", "+": "plus", 100: "cent" };
const AGGREGATES = [["somme(", "somme de…"], ["moyenne(", "moyenne de…"], ["nombre(", "nombre de…"]];
const ZERO = [["rien", "pas de pourcentage"], ["0", "0"], ["100", "100"]];

export function FormulaSheet({ indicator, formula, change, close, home }) {
  const { table } = indicator;
  const [place, setPlace] = useState(formula.tokens.length);
  const at = Math.min(place, formula.tokens.length);
  const tap = (token) => {
    change(F.insert(formula, at, token), `Ajouté : ${F.wordOf(token, table)}`);
    setPlace(at + 1);
  };
  const erase = () => {
    change(F.erase(formula, at), "Touche effacée.");
    setPlace(Math.max(0, at - 1));
  };
  const choose = (par) => change({ ...formula, par }, `Compté : ${F.perOf(table).find((one) => one.id === par).title}.`);

  return html`<${Sheet} title=${indicator.title} onClose=${close} home=${home} tall>
    <p class="rappel">${indicator.ask}</p>
    <div class="choix-per" role="group" aria-label="Compter">${F.perOf(table).map(({ id, title }) => html`<button type="button" key=${id}
      aria-pressed=${String(formula.par === id)} onClick=${() => choose(id)}>${title}</button>`)}</div>
    <div class="ardoise"><${Line} formula=${formula} table=${table} at=${at} setPlace=${setPlace}/>
      <${Result} formula=${formula} indicator=${indicator}/></div>
    <${ZeroChoice} formula=${formula} table=${table} change=${change}/>
    <div class="touches colonnes" role="group" aria-label="Colonnes">${table.columns.map(({ id, title }) => html`<button type="button" key=${id} onClick=${() => tap(`[${id}]`)}>${title}</button>`)}</div>
    <div class="touches resumes" role="group" aria-label="Résumer une colonne">${AGGREGATES.map(([token, title]) => html`<button type="button" key=${token} onClick=${() => tap(token)}>${title}</button>`)}</div>
    <div class="touches signes" role="group" aria-label="Opérations">${KEYS.map((token) => html`<button type="button" key=${token} aria-label=${SPOKEN[token]} onClick=${() => tap(token)}>${F.SIGNS[token] || token}</button>`)}
      <button type="button" class="gomme" disabled=${at === 0} aria-label="Effacer la touche d'avant" onClick=${erase}>⌫</button></div>
    <div class="gestes">
      <button type="button" class="retirer" disabled=${!formula.tokens.length} onClick=${() => { change({ ...formula, tokens: [] }, "Formule effacée."); setPlace(0); }}>Tout effacer</button>
    </div>
    <button type="button" class="large fort" onClick=${close}>C'est fait</button>
  </${Sheet}>`;
}

/** The tokens; a tap on one sets the place where the next goes: right behind it. */
function Line({ formula, table, at, setPlace }) {
  const cursor = html`<span class="curseur" aria-hidden="true"></span>`;
  return html`<p class="formule" aria-label="Votre formule">
    ${at === 0 && cursor}
    ${formula.tokens.map((token, index) => html`<button type="button" key=${index} class=${token[0] === "[" ? "mot" : "signe"}
      aria-label=${`${F.wordOf(token, table)} : écrire après`} onClick=${() => setPlace(index + 1)}>${F.wordOf(token, table)}</button>${at === index + 1 && cursor}`)}
  </p>`;
}

/** The live result on the data shown, or what is still missing. */
export function Result({ formula, indicator, brief }) {
  const { problem, results } = F.compute(formula, indicator.table);
  if (problem) return html`<span class="resultat attente" role=${brief ? undefined : "status"}>${problem}</span>`;
  const read = ([name, figure, why]) => `${name ? `${name} : ` : ""}${figure === null ? WHY[why] : `${F.shown(figure)}${indicator.unit}`}`;
  if (brief) return html`<span class="resultat">= ${results.slice(0, 2).map(read).join(" ; ")}${results.length > 2 ? "…" : ""}</span>`;
  if (results.length === 1) return html`<p class="resultat" role="status" aria-label="Résultat">= ${read(results[0])}</p>`;
  return html`<div class="resultat plusieurs" role="status" aria-label="Résultat" tabindex="0">
    <ul>${results.slice(0, MOST).map((row) => html`<li key=${row[0]}>${read(row)}</li>`)}</ul></div>`;
}

function ZeroChoice({ formula, table, change }) {
  const { results } = F.compute({ ...formula, zero: undefined }, table);
  if (formula.par !== "ligne" || !results || !results.some(([, , why]) => why === "zero")) return null;
  return html`<div class="choix-per" role="group" aria-label="Une ligne divise par zéro. Vous écrivez">
    <span class="note">Une ligne divise par zéro. Vous écrivez :</span>
    ${ZERO.map(([id, title]) => html`<button type="button" key=${id} aria-pressed=${String(formula.zero === id)}
      onClick=${() => change({ ...formula, zero: id }, `Départ à zéro : ${title}.`)}>${title}</button>`)}</div>`;
}
