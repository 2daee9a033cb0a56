/** The exercise page in a session: sign in, work, hand in to the trainer's computer. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { openAside } from "./aside.js";
import { builderOf } from "./builders.js";
import { openDraft, inherit } from "./draft.js";
import { Conflict, Desk, envelopeOf, useAnswer } from "./desk.js";
import { sameName, sweep } from "./people.js";
import { SignIn } from "./signin.js";
import { Receipt, Submissions, merge } from "./submissions.js";
import { Report } from "./report.js";
import { same } from "./same.js";
import { inSubject, isBlank, keptHere, nameFor, namedBy, signed, withoutLights } from "./subjects.js";
import { Sheet, html } from "./ui.js";
import { bySession } from "./verify.js";

const REFRESH = 30000;
const LOST = "Le serveur ne vous reconnaît plus : entrez à nouveau. Votre travail est gardé sur cet appareil.";

export function SessionPage({ exercise, store, api, people, outbox, link, hints }) {
  const [person, setPerson] = useState(() => people.current());
  const [lost, setLost] = useState(null);
  const [warning, setWarning] = useState("");

  const welcome = (answer) => {
    const known = people.welcome(answer);
    if (lost && lost.id !== known.id && sameName(lost.nom, known.nom)) {
      inherit(store, lost.id, known.id);
      outbox.adopt(lost.id, known.id);
    }
    outbox.adopt(known.id, known.id);
    setLost(null);
    setWarning(answer.avertissement || "");
    setPerson(known);
    outbox.flush();
  };
  // a token that the server forgot: her resume code brings her back without a word, else she signs in again
  const stranger = async () => {
    try {
      welcome(await api.resume(person.reprise));
    } catch (error) {
      if (error.status === undefined) return;
      setLost(person);
      setPerson(null);
    }
  };
  const leave = async (saved) => {
    people.leave(outbox.waitsFor(person.id));
    hints.fold();
    setPerson(null);
    setWarning("");
    await saved;
    outbox.dropReceived(person.id);
    sweep(store, person.id);
  };

  if (!person) return html`<${SignIn} api=${api} store=${store} lost=${lost && LOST} welcome=${welcome}/>`;
  return html`<${Work} key=${person.jeton} ...${{ exercise, store, api, outbox, link, hints, person, stranger, leave, warning }}/>`;
}

function Work({ exercise: whole, store, api, outbox, link, hints, person, stranger, leave, warning }) {
  const { blank, words } = builderOf(whole);
  const [state, setState] = useState({ kind: "saved", sentence: "" });
  const [theirs, setTheirs] = useState(null);
  const [received, setReceived] = useState(() => store.get(`recus:${person.id}:${whole.id}`, []));
  const [handed, setHanded] = useState(null);
  const [, redraw] = useState(0);

  const draft = useMemo(() => openDraft({
    store, api, person, exercise: whole.id, blank, conflict: setTheirs,
    told: (kind, sentence = "") => (kind === "stranger" ? stranger() : setState({ kind, sentence })),
  }), []);
  const aside = useMemo(() => openAside(store, person.id, whole.id), []);
  const answer = useAnswer(store, draft);
  // begun on a subject, she stays on it; else neighbours, who came in one after the other, have different ones
  const exercise = useMemo(() => inSubject(whole, isBlank(answer, blank) ? nameFor(whole, person.rang) : namedBy(answer)), [answer]);

  const resume = {
    async take() {
      const answers = keptHere(store, person.id, whole.id, (id) => `travail:${person.id}:${id}`);
      return (await api.takeOver(whole.id, person.jeton, { answer: draft.answer(), answers })).reponse;
    },
    taken: draft.change,
    leave: () => draft.change(signed(inSubject(whole, nameFor(whole, person.rang)), withoutLights(draft.answer()))),
  };

  const gone = useRef(false);
  const refresh = async () => {
    try {
      const work = await api.work(exercise.id, person.jeton);
      if (gone.current) return;
      draft.meet(work.brouillon);
      store.set(`recus:${person.id}:${exercise.id}`, work.remises);
      setReceived(work.remises);
    } catch (error) {
      if (error.status === 401) stranger();
      else if (error.status === undefined) setState({ kind: "waiting", sentence: "" });
    }
  };

  useEffect(() => {
    refresh();
    outbox.flush();
    const visible = () => document.visibilityState === "visible";
    const timer = setInterval(() => visible() && navigator.onLine !== false && refresh(), REFRESH);
    const seen = () => (visible() ? refresh() : draft.push(true));
    document.addEventListener("visibilitychange", seen);
    const stop = store.watch(() => redraw((count) => count + 1));
    return () => {
      gone.current = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", seen);
      stop();
      draft.close();
    };
  }, []);
  useEffect(() => link.watch((up) => {
    if (up) {
      outbox.flush();
      refresh();
    } else setState({ kind: "waiting", sentence: "" });
  }), []);

  const outgoing = outbox.of(person.id, exercise.id);
  const strangers = outgoing.some((item) => item.state === "stranger");
  useEffect(() => { if (strangers) stranger(); }, [strangers]);

  const handIn = () => {
    const now = draft.answer();
    // Only the latest: handing in an earlier tree again is a new submission, for the last one counts.
    const latest = outgoing.filter((item) => item.state !== "refused").pop();
    const before = latest && latest.remise.version === exercise.version && same(latest.remise.answer, now) ? latest : null;
    if (isBlank(now, blank)) setHanded({ blank: true });
    else setHanded({ cle: (before || outbox.add(person.id, exercise.id, envelopeOf(exercise, now, hints.count(person.id)))).cle, again: Boolean(before) });
  };

  return html`
    <${Identity} person=${person} leave=${() => leave(draft.push(true))} warning=${warning}/>
    <${StateLine} state=${state} trouble=${store.trouble} up=${link.up()}/>
    <${Desk} ...${{ exercise, answer, draft, aside, handIn, resume }} verify=${watchful(bySession(api, person), stranger)} waitLine="Vérification en cours…"/>
    <${Submissions} list=${merge(received, outgoing)} restore=${(item) => draft.change(item.remise.answer)} drop=${(item) => outbox.drop(item.cle)}/>
    ${theirs && html`<${Conflict} exercise=${exercise} mine=${draft.answer()} theirs=${theirs} settle=${(keep) => { draft.settle(theirs, keep); setTheirs(null); }}/>`}
    ${handed && html`<${Handed} words=${words} handed=${handed} item=${outgoing.find((one) => one.cle === handed.cle)} close=${() => setHanded(null)}/>`}`;
}

const watchful = (verify, stranger) => async (envelope) => {
  const outcome = await verify(envelope);
  if (outcome.status === 401) stranger();
  return outcome;
};

function Identity({ person, leave, warning }) {
  return html`<details class="identite" open=${Boolean(warning) || undefined}>
    <summary><span>${person.nom}</span> <span class="reprise">code de reprise <strong>${person.reprise}</strong></span></summary>
    ${warning && html`<p class="alerte" role="alert">${warning}</p>`}
    <p>Notez ce code : il rouvre votre travail sur un autre téléphone ou un autre ordinateur. Ne le donnez à personne.</p>
    <button type="button" onClick=${leave}>Changer de personne</button>
    <p class="quand">Sur un appareil partagé, touchez ce bouton en partant : la personne suivante ne verra pas votre travail.</p>
  </details>`;
}

function StateLine({ state, trouble, up }) {
  if (trouble) return html`<p class="etat alerte" role="alert">${trouble}</p>`;
  if (state.kind === "refused") return html`<p class="etat alerte" role="alert">${state.sentence}</p>`;
  const away = state.kind === "waiting" || !up;
  return html`<p class=${`etat ${away ? "hors-ligne" : "en-ligne"}`} role="status">${away
    ? state.sentence || "Hors connexion : tout est gardé sur cet appareil et partira tout seul."
    : "Connecté : votre travail est gardé au fur et à mesure."}</p>`;
}

function Handed({ words, handed, item, close }) {
  const title = handed.blank ? `${words.yours} est vide` : item && item.receipt ? "Travail remis" : item && item.state === "refused" ? "Remise refusée" : "En attente du serveur";
  return html`<${Sheet} title=${title} onClose=${close}>
    ${handed.blank && html`<p>${words.begin}, puis remettez.</p>`}
    <div aria-live="polite">
      ${item && item.receipt && html`<${Receipt} code=${item.receipt.recu} when=${item.receipt.remis_le} again=${handed.again}/>`}
      ${item && item.state === "refused" && html`<p class="alerte">${item.sentence}</p><p>Rien n'est perdu : votre travail reste ici.</p>`}
      ${item && !item.receipt && item.state !== "refused" && html`<p>Votre travail est gardé sur cet appareil. Il partira tout seul dès que le serveur répond : ne le remettez pas une seconde fois.</p>${item.sentence && html`<p class="alerte">${item.sentence}</p>`}`}
    </div>
    ${item && item.receipt && html`<${Report} report=${item.receipt.rapport}/>`}
    <button type="button" class="large fort" onClick=${close}>Fermer</button>
  </${Sheet}>`;
}
