/** What both kinds of page share: the builder over a draft kept on this device, the two buttons, and the sheets. */

import { useEffect, useState } from "preact/hooks";

import { Builder } from "./builder.js";
import { moment, plural } from "./french.js";
import { Report } from "./report.js";
import * as T from "./tree.js";
import { Sheet, html } from "./ui.js";

export const envelopeOf = (exercise, answer) => ({ format: 1, exercise: exercise.id, version: exercise.version, answer });

/** The draft's answer, followed: changes made here, in another tab, or brought by the server. */
export function useAnswer(store, draft) {
  const [answer, setAnswer] = useState(() => draft.answer());
  useEffect(() => {
    setAnswer(draft.answer());
    return store.watch((key) => {
      if (key === draft.key) setAnswer((former) => (T.sameTree(former, draft.answer()) ? former : draft.answer()));
    });
  }, [draft]);
  return answer;
}

/** `verify(envelope)` → `{report}` or `{sentence}`; `handIn` opens the page's own way of handing in. */
export function Desk({ exercise, answer, draft, verify, handIn, waitLine }) {
  const [sheet, setSheet] = useState(null);
  const [busy, setBusy] = useState(false);
  const statements = exercise.data.bank.statements;

  // she has begun: the statement folds, so that her tree comes first
  useEffect(() => {
    const statement = document.querySelector(".consigne");
    if (statement && !T.isBlank(draft.answer())) statement.open = false;
  }, [draft]);

  const check = async () => {
    setBusy(true);
    const outcome = await verify(envelopeOf(exercise, draft.answer()));
    setBusy(false);
    setSheet(outcome);
  };

  return html`<${Builder} statements=${statements} answer=${answer} onChange=${draft.change}/>
    <${Backups} draft=${draft}/>
    <div class="actions">
      <p class="patience" role="status">${busy && waitLine}</p>
      <button type="button" onClick=${check} disabled=${busy}>${busy ? "Un instant…" : "Vérifier"}</button>
      <button type="button" class="fort" onClick=${handIn}>Remettre</button>
    </div>
    ${sheet && html`<${Sheet} title=${sheet.report ? "Votre arbre, critère par critère" : "Pas de vérification pour l'instant"} onClose=${() => setSheet(null)} tall=${Boolean(sheet.report)}>
      ${sheet.report ? html`<${Report} report=${sheet.report}/>` : html`<p>${sheet.sentence}</p>`}
      <button type="button" class="large fort" onClick=${() => setSheet(null)}>Continuer mon arbre</button>
    </${Sheet}>`}`;
}

function Backups({ draft }) {
  const [latest] = draft.backups();
  if (!latest) return null;
  return html`<p class="secours">Une autre version (${plural(latest.answer.statements.length, "énoncé")}, ${moment(latest.saved)}) est gardée sur cet appareil.
    <button type="button" class="lien" onClick=${() => draft.restore(latest)}>La reprendre</button></p>`;
}

/** Two devices went on apart: she chooses, and the version left aside is kept. */
export function Conflict({ mine, theirs, settle }) {
  const size = (answer) => plural(answer.statements.length, "énoncé");
  return html`<${Sheet} title="Votre travail a avancé sur un autre appareil" firm>
    <p>Les deux versions diffèrent. Laquelle voulez-vous continuer ? L'autre reste gardée sur cet appareil.</p>
    <button type="button" class="large fort" onClick=${() => settle(true)}>Garder celui-ci (${size(mine)})</button>
    <button type="button" class="large" onClick=${() => settle(false)}>Prendre l'autre (${size(theirs.answer)}, ${moment(theirs.saved_at)})</button>
  </${Sheet}>`;
}
