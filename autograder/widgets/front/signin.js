/** Signing in to a session: its code and a name, or the resume code that opens work begun on another device. */

import { useState } from "preact/hooks";

import { Unreachable } from "./api.js";
import { newKey } from "./store.js";
import { html } from "./ui.js";

const ENTRY = "entree";

/** The key of an entry that was never answered: the same name tried again is the same person, not a second one. */
function keyFor(store, name) {
  const former = store.get(ENTRY);
  if (former && former.nom === name) return former.cle;
  const cle = newKey();
  store.set(ENTRY, { nom: name, cle });
  return cle;
}

export function SignIn({ api, store, lost, welcome }) {
  const [way, setWay] = useState("enter");
  const [sentence, setSentence] = useState(lost || "");
  const [busy, setBusy] = useState(false);
  const known = store.get("seance", "");

  const send = async (event) => {
    event.preventDefault();
    const field = (name) => event.target.elements[name].value.trim();
    setBusy(true);
    setSentence("");
    try {
      const answer = way === "enter" ? await api.enter(field("code"), field("nom"), keyFor(store, field("nom"))) : await api.resume(field("reprise"));
      if (way === "enter") store.set("seance", field("code"));
      store.remove(ENTRY);
      welcome(answer);
    } catch (error) {
      setSentence(error instanceof Unreachable ? "Le serveur ne répond pas. Vérifiez que vous êtes sur le Wi-Fi de la séance, puis essayez encore." : error.sentence);
      setBusy(false);
    }
  };
  const other = (next) => () => {
    setWay(next);
    setSentence("");
  };

  return html`<form class="entree" onSubmit=${send} novalidate>
    <h2>${way === "enter" ? "Entrer dans la séance" : "Reprendre mon travail"}</h2>
    ${way === "enter"
      ? html`<label key="code">Code de la séance <small>affiché par la formatrice ou le formateur</small>
            <input name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" defaultValue=${known} maxlength="40"/></label>
          <label key="nom">Votre nom <small>comme on vous appelle ici</small>
            <input name="nom" autocomplete="name" maxlength="60"/></label>`
      : html`<label key="reprise">Votre code de reprise <small>vous l'avez reçu en entrant la première fois</small>
            <input name="reprise" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40"/></label>`}
    ${sentence && html`<p class="alerte" role="alert">${sentence}</p>`}
    <button class="fort" disabled=${busy}>${busy ? "Un instant…" : way === "enter" ? "Commencer" : "Reprendre"}</button>
    <button type="button" class="lien" onClick=${other(way === "enter" ? "resume" : "enter")}>
      ${way === "enter" ? "J'ai déjà un code de reprise" : "C'est ma première fois ici"}</button>
  </form>`;
}
