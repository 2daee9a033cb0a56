/** Entry point of the exercise pages: reads what the page says of itself and starts the right kind of desk. */

import { render } from "preact";

import { SessionCampaignFile, StaticCampaignFile } from "./campaign_file_doors.js";
import { openApi } from "./api.js";
import { answerBackButton } from "./back.js";
import { openHints } from "./hints.js";
import { openLink } from "./link.js";
import { openOutbox } from "./outbox.js";
import { openPeople } from "./people.js";
import { SessionPage } from "./session_page.js";
import { ME, StaticPage } from "./static_page.js";
import { newKey, openStore } from "./store.js";
import { html } from "./ui.js";

const { mode, root, corrector } = document.body.dataset;
const site = new URL(root, location.href);
const store = openStore(`cours:${site.pathname}:`);
window.addEventListener("storage", (event) => store.heard(event.key));

// the address that the trainer shows carries the session's code: the learner need not type it
const code = new URLSearchParams(location.search).get("code");
if (code) store.set("seance", code);

const desk = document.getElementById("poste");
const written = (id) => JSON.parse((document.getElementById(id) || { textContent: "null" }).textContent);
const exercise = written("exercice");
const parts = written("dossier");

answerBackButton();

/** Show the exercise in the place that the page keeps for it. */
function show(page) {
  desk.textContent = "";
  render(page, desk);
}

if (mode === "statique") {
  const base = new URL("exercices/_correcteur/", site).href;
  const place = { base, script: new URL("exercices/_atelier/worker.js", site).href, ...JSON.parse(corrector || "{}") };
  if (parts) show(html`<${StaticCampaignFile} ...${{ parts, store, place, root }}/>`);
  if (exercise) {
    const hints = openHints(store, exercise.id, () => ME);
    show(html`<${StaticPage} ...${{ exercise, store, hints, place }}/>`);
  }
} else {
  const link = openLink();
  const api = openApi(site.href, link.heard);
  link.askBy(api.session);
  const people = openPeople(store);
  const outbox = openOutbox({ store, api, people, makeKey: newKey });
  window.addEventListener("online", () => {
    link.knock();
    outbox.flush();
  });
  outbox.flush();
  if (parts) show(html`<${SessionCampaignFile} ...${{ parts, store, api, people, root }}/>`);
  if (exercise) {
    const hints = openHints(store, exercise.id, () => (people.current() || { id: null }).id);
    show(html`<${SessionPage} ...${{ exercise, store, api, people, outbox, link, hints }}/>`);
  }
}
