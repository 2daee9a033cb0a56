/** « Mon dossier de campagne »: what she built so far, to print and to take home, with a server or without. */

import { useEffect, useState } from "preact/hooks";

import { Unreachable } from "./api.js";
import { download, fileName } from "./files.js";
import { html } from "./ui.js";

const KINDS = [
  { kind: "print", name: "Le dossier à imprimer" },
  { kind: "xlsx", name: "Les tableaux", note: "budget, chronogramme, calendrier : un classeur .xlsx" },
  { kind: "ics", name: "L'agenda", note: "vos publications, pour l'agenda du téléphone : un fichier .ics" },
];
const PRINTED = { pdf: "un document PDF", html: "une page à ouvrir, puis à imprimer ou à enregistrer en PDF" };
const AWAY = "Le serveur ne répond pas : votre travail est gardé, demandez votre dossier quand il revient.";

/**
 * `printed`: what the document to print comes as, "pdf" or "html".
 * `make(kind, {title, answers})` → a Blob; rejects with an error that carries a French `sentence`, or `Unreachable`.
 */
export function CampaignFile({ parts, store, person, root, make, printed = "pdf" }) {
  const titleKey = `campagne:${person.id}`;
  const [title, setTitle] = useState(() => store.get(titleKey, ""));
  const [busy, setBusy] = useState("");
  const [sentence, setSentence] = useState("");
  const [, redraw] = useState(0);
  useEffect(() => store.watch(() => redraw((count) => count + 1)), []);

  // with no server, each subject of an exercise has its own work: the one she chose last counts
  const place = (part) => {
    const subject = store.get(`sujet:${person.id}:${part.id}`, "a");
    return `travail:${person.id}:${part.id}${subject === "a" ? "" : `~${subject}`}`;
  };
  const kept = (part) => store.get(place(part));
  const answers = Object.fromEntries(parts.filter(kept).map((part) => [part.id, kept(part).answer]));
  const name = (event) => {
    setTitle(event.target.value);
    store.set(titleKey, event.target.value);
  };
  const take = async (asked) => {
    const kind = asked === "print" ? printed : asked;
    setBusy(kind);
    setSentence("");
    try {
      download(`${fileName(title) || "ma-campagne"}.${kind}`, await make(kind, { title, answers }));
    } catch (error) {
      if (!(error instanceof Unreachable) && !error.sentence) throw error;
      setSentence(error.sentence || AWAY);
    } finally {
      setBusy("");
    }
  };

  return html`<label class="intitule" for="nom-campagne">Le nom de votre campagne</label>
    <input id="nom-campagne" maxlength="80" value=${title} onInput=${name}/>
    <h2>Ce qui s'y trouve</h2>
    <ul class="parts">${parts.map((part) => html`<li key=${part.id} class=${answers[part.id] ? "fait" : ""}>
      <a href=${`${root}exercices/${part.id}/`}>${part.title}</a> <span>${answers[part.id] ? "commencé sur cet appareil" : "rien sur cet appareil"}</span></li>`)}</ul>
    <h2>L'emporter</h2>
    ${sentence && html`<p class="alerte" role="alert">${sentence}</p>`}
    <p class="patience" role="status">${busy && "Le dossier se prépare…"}</p>
    ${KINDS.map(({ kind, name: called, note }) => html`<button type="button" class="large emporter" key=${kind} disabled=${Boolean(busy)} onClick=${() => take(kind)}>
      <strong>${called}</strong> <small>${note || PRINTED[printed]}</small></button>`)}`;
}
