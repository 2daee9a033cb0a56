/** « Reprendre mes réponses »: an exercise that can start from what she did in the earlier ones, by the server or alone. */

import { useState } from "preact/hooks";

import { Unreachable } from "./api.js";
import { isOwn } from "./subjects.js";
import { html } from "./ui.js";

const AWAY = "Le serveur ne répond pas : vos réponses sont gardées, reprenez-les quand il revient.";

/**
 * `begun`: she goes on from her answers already. `take()` → the answer that goes on from hers; rejects with an error that
 * carries a French `sentence`, or `Unreachable`; `taken(answer)` puts it in place.
 * `leave()`, where there is no other way back: to the case of the exercise.
 */
export function Resume({ exercise, begun, take, taken, leave }) {
  const [busy, setBusy] = useState(false);
  const [sentence, setSentence] = useState("");
  if (!exercise.own) return null;
  const own = isOwn(exercise) && begun;
  const resume = async () => {
    setBusy(true);
    setSentence("");
    try {
      taken(await take());
    } catch (error) {
      if (!(error instanceof Unreachable) && !error.sentence) throw error;
      setSentence(error.sentence || AWAY);
    } finally {
      setBusy(false);
    }
  };
  return html`<section class="reprise-reponses" aria-label="Reprendre mes réponses">
    <p>${own
      ? "Vous travaillez sur vos propres réponses. Vous les avez changées ? Reprenez-les."
      : "Vous avez fait les exercices d'avant ? Votre propre campagne peut prendre la place du cas de l'énoncé."}</p>
    <button type="button" disabled=${busy} onClick=${resume}>${busy ? "Un instant…" : own ? "Reprendre à nouveau" : "Reprendre mes réponses"}</button>
    ${own && leave && html` <button type="button" class="lien" onClick=${leave}>Revenir au cas de l'énoncé</button>`}
    ${sentence && html`<p class="alerte" role="alert">${sentence}</p>`}
  </section>`;
}
