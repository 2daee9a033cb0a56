/** What both kinds of page share: the builder over a draft kept on this device, the two buttons, and the sheets. */

import { useEffect, useMemo, useState } from "preact/hooks";

import { builderOf } from "./builders.js";
import { moment } from "./french.js";
import { Report } from "./report.js";
import { same } from "./same.js";
import { Resume } from "./resume.js";
import { changed, dataFor, isBlank } from "./subjects.js";
import { Sheet, html } from "./ui.js";

/** `hints`: how many she opened, said to the trainer. */
export const envelopeOf = (exercise, answer, hints) => ({
  format: 1, exercise: exercise.id, version: exercise.version, answer, ...(hints ? { hints } : {}),
});

/** The draft's answer, followed: changes made here, in another tab, or brought by the server. */
export function useAnswer(store, draft) {
  const [answer, setAnswer] = useState(() => draft.answer());
  useEffect(() => {
    setAnswer(draft.answer());
    return store.watch((key) => {
      if (key === draft.key) setAnswer((former) => (same(former, draft.answer()) ? former : draft.answer()));
    });
  }, [draft]);
  return answer;
}

/**
 * `verify(envelope)` → `{report}` or `{sentence}`; `handIn` opens the page's own way of handing in; `alone`: no session; `resume`
 * takes her earlier answers over, as `Resume` wants it.
 */
export function Desk({ exercise, answer, draft, aside, verify, handIn, resume, waitLine, alone = false }) {
  const [sheet, setSheet] = useState(null);
  const [busy, setBusy] = useState(false);
  const { Builder, blank, size, words } = builderOf(exercise);

  const data = useMemo(() => dataFor(exercise, answer), [exercise.data, JSON.stringify(answer.reprise)]);

  // she has begun: the statement folds, so that her work comes first
  useEffect(() => {
    const statement = document.querySelector(".consigne");
    if (statement && !isBlank(draft.answer(), blank)) statement.open = false;
  }, [draft]);

  const check = async () => {
    setBusy(true);
    const outcome = await verify(envelopeOf(exercise, draft.answer()));
    setBusy(false);
    setSheet(outcome);
  };

  // another subject asks other questions: undoing must not bring answers to the former ones back
  return html`<${Resume} exercise=${exercise} begun=${Boolean(answer.reprise)} ...${resume}/>
    <${Builder} key=${exercise.subject} data=${data} answer=${answer} onChange=${(next) => draft.change(changed(exercise, draft.answer(), next))} aside=${aside}/>
    <${Backups} draft=${draft} size=${size}/>
    <div class="actions">
      <p class="patience" role="status">${busy && waitLine}</p>
      <button type="button" onClick=${check} disabled=${busy}>${busy ? "Un instant…" : "Vérifier"}</button>
      <button type="button" class="fort" onClick=${handIn}>Remettre</button>
    </div>
    ${sheet && html`<${Sheet} title=${sheet.report ? `${words.yours}, critère par critère` : "Pas de vérification pour l'instant"} onClose=${() => setSheet(null)} tall=${Boolean(sheet.report)}>
      ${sheet.report ? html`<${Report} report=${sheet.report} alone=${alone}/>` : html`<p>${sheet.sentence}</p>`}
      <button type="button" class="large fort" onClick=${() => setSheet(null)}>${words.goOn}</button>
    </${Sheet}>`}`;
}

function Backups({ draft, size }) {
  const [latest] = draft.backups();
  if (!latest) return null;
  return html`<p class="secours">Une autre version (${size(latest.answer)}, ${moment(latest.saved)}) est gardée sur cet appareil.
    <button type="button" class="lien" onClick=${() => draft.restore(latest)}>La reprendre</button></p>`;
}

/** Two devices went on apart: she chooses, and the version left aside is kept. */
export function Conflict({ exercise, mine, theirs, settle }) {
  const { size } = builderOf(exercise);
  return html`<${Sheet} title="Votre travail a avancé sur un autre appareil" firm>
    <p>Les deux versions diffèrent. Laquelle voulez-vous continuer ? L'autre reste gardée sur cet appareil.</p>
    <button type="button" class="large fort" onClick=${() => settle(true)}>Garder celui-ci (${size(mine)})</button>
    <button type="button" class="large" onClick=${() => settle(false)}>Prendre l'autre (${size(theirs.answer)}, ${moment(theirs.saved_at)})</button>
  </${Sheet}>`;
}
