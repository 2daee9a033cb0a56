/** The exercise page with no server: checked in the browser, handed in as a file. */

import { useEffect, useMemo, useState } from "preact/hooks";

import { builderOf } from "./builders.js";
import { openAside } from "./aside.js";
import { openCorrector } from "./corrector.js";
import { download, fileName } from "./files.js";
import { Desk, envelopeOf, useAnswer } from "./desk.js";
import { moment, number, plural } from "./french.js";
import { inSubject, isBlank, keptHere, namesOf } from "./subjects.js";
import { Sheet, html } from "./ui.js";
import { byCorrector } from "./verify.js";

export const ME = "moi";

export function StaticPage({ exercise: whole, store, hints, place }) {
  const chosen = `sujet:${ME}:${whole.id}`;
  const [name, setName] = useState(() => store.get(chosen, namesOf(whole)[0]));
  const choose = (next) => {
    store.set(chosen, next);
    setName(next);
  };
  return html`<${Subjects} names=${namesOf(whole)} own=${whole.own} name=${name} choose=${choose}/>
    <${Work} key=${name} ...${{ exercise: inSubject(whole, name), store, hints, place, choose }}/>`;
}

/** Alone at home, she may do the exercise again on another subject; each keeps its own work. */
function Subjects({ names, own, name, choose }) {
  if (names.length < 2) return null;
  return html`<div class="choix" role="group" aria-label="Choisir un sujet">${names.map((one) => html`<button type="button" key=${one}
    aria-pressed=${String(one === name)} onClick=${() => choose(one)}>${one === own ? "Mes réponses" : `Sujet ${one.toUpperCase()}`}</button>`)}</div>`;
}

function Work({ exercise, store, hints, place, choose }) {
  const [corrector, setCorrector] = useState({ state: "idle", progress: 0 });
  const [handing, setHanding] = useState(false);
  const [, redraw] = useState(0);
  const draft = useMemo(() => localDraft(store, exercise, builderOf(exercise).blank), []);
  const aside = useMemo(() => openAside(store, ME, exercise.id), []);
  const answer = useAnswer(store, draft);
  const engine = useMemo(() => openCorrector({ ...place, told: setCorrector }), []);
  const resume = {
    take: () => engine.resume({ exercise: exercise.id, answer: draft.answer(), answers: keptHere(store, ME, exercise.id, (id) => chosenPlace(store, id)) }),
    // her own campaign is a subject of its own, with its own work: what was done on the case stays there
    taken: (begun) => {
      store.set(placeOf(exercise.id, exercise.own), { answer: begun, saved: new Date().toISOString() });
      choose(exercise.own);
    },
  };
  const notes = store.get(`attestations:${exercise.id}`, []);

  useEffect(() => {
    if (!(navigator.connection && navigator.connection.saveData)) engine.load().catch(() => undefined);
    return store.watch(() => redraw((count) => count + 1));
  }, []);

  return html`
    <p class="etat" role="status">${store.trouble || "Votre travail est gardé sur cet appareil au fur et à mesure."}</p>
    <${Loading} corrector=${corrector} megabytes=${place.megabytes} load=${() => engine.load().catch(() => undefined)}/>
    <${Desk} ...${{ exercise, answer, draft, aside, resume }} verify=${byCorrector(engine)} handIn=${() => setHanding(true)} alone
      waitLine=${corrector.state === "ready" ? "Vérification en cours…" : "Chargement du correcteur…"}/>
    <${Notes} notes=${notes} exercise=${exercise}/>
    ${handing && html`<${HandIn} ...${{ exercise, store, hints, answer, engine }} close=${() => setHanding(false)}/>`}`;
}

/** Where the work on one subject of an exercise lies. */
const placeOf = (id, subject) => `travail:${ME}:${id}${subject === "a" ? "" : `~${subject}`}`;

/** Each subject has its own work: the one she chose last counts. */
export const chosenPlace = (store, id) => placeOf(id, store.get(`sujet:${ME}:${id}`, "a"));

/** A draft as `Desk` wants it, on this device only. */
function localDraft(store, exercise, blank) {
  const key = placeOf(exercise.id, exercise.subject);
  return {
    key,
    answer: () => store.get(key, { answer: blank }).answer,
    change: (answer) => store.set(key, { answer, saved: new Date().toISOString() }),
    backups: () => [],
  };
}

function Loading({ corrector, megabytes, load }) {
  const { state, progress } = corrector;
  const size = `${megabytes} Mo, une seule fois`;
  if (state === "ready") return html`<p class="etat en-ligne" role="status">Le correcteur est prêt.</p>`;
  if (state === "loading") {
    return html`<div class="etat"><label for="chargement">Chargement du correcteur (${size})…</label>
      <progress id="chargement" max="1" value=${progress}></progress></div>`;
  }
  return html`<p class="etat">${state === "failed" ? "Le correcteur n'a pas pu être chargé." : "Le correcteur se charge à la première vérification."}
    <button type="button" class="lien" onClick=${load}>Charger le correcteur (${size})</button></p>`;
}

/** The answer as a file for the trainer, and a note of completion. */
function HandIn({ exercise, store, hints, answer, engine, close }) {
  const { blank, words } = builderOf(exercise);
  const [name, setName] = useState(() => store.get("nom", ""));
  const [saved, setSaved] = useState(null);
  const [busy, setBusy] = useState(false);
  const [sentence, setSentence] = useState("");
  const save = async (event) => {
    event.preventDefault();
    const who = name.trim();
    if (isBlank(answer, blank)) return setSentence(`${words.yours} est vide. ${words.begin}.`);
    if (!who) return setSentence("Écrivez votre nom : votre formatrice ou votre formateur saura de qui vient le fichier.");
    const envelope = envelopeOf(exercise, answer, hints.count(ME));
    const file = `${exercise.id.split("/")[1]}-${fileName(who) || "sans-nom"}.json`;
    download(file, new Blob([JSON.stringify(envelope, null, 1)], { type: "application/json" }));
    store.set("nom", who);
    setBusy(true);
    const { report } = await byCorrector(engine)(envelope);
    setBusy(false);
    const note = { name: who, file, when: new Date().toISOString(), score: report ? report.score : null, points: report ? report.points : exercise.points, awaiting: report ? report.awaiting : 0 };
    store.set(`attestations:${exercise.id}`, [note, ...store.get(`attestations:${exercise.id}`, [])].slice(0, 10));
    return setSaved(note);
  };
  return html`<${Sheet} title=${saved ? "Fichier enregistré" : "Remettre mon travail"} onClose=${close}>
    ${saved
      ? html`<p>Le fichier <strong>${saved.file}</strong> est dans vos téléchargements. Envoyez-le ou apportez-le à votre formatrice ou votre formateur.</p>
        <button type="button" class="large fort" onClick=${close}>Fermer</button>`
      : html`<form onSubmit=${save} novalidate>
        <p>Il n'y a pas de serveur ici : votre travail devient un petit fichier, à donner à votre formatrice ou votre formateur.</p>
        <label class="intitule" for="mon-nom">Votre nom</label>
        <input id="mon-nom" maxlength="60" autocomplete="name" value=${name} onInput=${(event) => setName(event.target.value)}/>
        ${sentence && html`<p class="alerte" role="alert">${sentence}</p>`}
        <button class="large fort" disabled=${busy}>${busy ? "Vérification en cours…" : "Enregistrer le fichier"}</button>
      </form>`}
  </${Sheet}>`;
}

function Notes({ notes, exercise }) {
  const [latest] = notes;
  if (!latest) return null;
  return html`<section class="remises" aria-labelledby="attestation">
    <h2 id="attestation">Attestation</h2>
    <div class="attestation">
      <p><strong>${latest.name}</strong> a fait l'exercice « ${exercise.title} » le ${moment(latest.when)}.</p>
      ${latest.score !== null && html`<p class="note-rapport"><strong>${number(latest.score)}</strong> sur ${plural(latest.points, "point")}</p>`}
      ${latest.awaiting > 0 && html`<p>${plural(latest.awaiting, "point")} encore : une personne lira ce qui est écrit.</p>`}
      <p class="quand">Note calculée par la page elle-même ; la formatrice ou le formateur la confirme avec le fichier ${latest.file}.</p>
      <button type="button" onClick=${() => print()}>Imprimer</button>
    </div>
  </section>`;
}
