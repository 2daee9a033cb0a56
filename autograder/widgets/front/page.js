/** Entry point of the exercise pages: reads what the page says of itself and starts the right kind of desk. */

import { render } from "preact";

import { openApi } from "./api.js";
import { openLink } from "./link.js";
import { openOutbox } from "./outbox.js";
import { openPeople } from "./people.js";
import { SessionPage } from "./session_page.js";
import { StaticPage } from "./static_page.js";
import { newKey, openStore } from "./store.js";
import { html } from "./ui.js";

const { mode, root, corrector } = document.body.dataset;
const site = new URL(root, location.href);
const store = openStore(`cours:${site.pathname}:`);
window.addEventListener("storage", (event) => store.heard(event.key));

const desk = document.getElementById("poste");
const read = (id) => JSON.parse(document.getElementById(id).textContent);

if (mode === "statique") {
  if (desk) {
    const base = new URL("exercices/_correcteur/", site).href;
    const place = { base, script: new URL("exercices/_atelier/worker.js", site).href, ...JSON.parse(corrector) };
    render(html`<${StaticPage} exercise=${read("exercice")} store=${store} place=${place}/>`, desk);
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
  if (desk) render(html`<${SessionPage} exercise=${read("exercice")} ...${{ store, api, people, outbox, link }}/>`, desk);
}
