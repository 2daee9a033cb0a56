// The trainer's pages work without this module. With it, lists follow the room by themselves and comments go quicker.

const EVERY = 3000;

const NARROW = matchMedia("(max-width: 599px)").matches;

// -- on a phone: the page's own tab in sight, and the answer as text rather than as a drawing to be scrolled

document.querySelector(".entete [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

for (const drawing of document.querySelectorAll(".dessin")) {
  if (!NARROW) break;
  drawing.open = false;
  drawing.parentElement.querySelector(".texte").open = true;
}

// -- lists that follow

/** Make `old` like `fresh`, child by child (`data-cle`), so that focus and reading place stay where they are. */
function follow(old, fresh) {
  const known = new Map([...old.children].map((child) => [child.dataset.cle, child]));
  let place = old.firstElementChild;
  for (const wanted of [...fresh.children]) {
    let here = known.get(wanted.dataset.cle);
    known.delete(wanted.dataset.cle);
    if (!here) here = wanted;
    else if (here.matches("[data-liste]")) follow(here, wanted);
    else if (here.outerHTML !== wanted.outerHTML && !isInUse(here)) {
      if (place === here) place = wanted;
      here.replaceWith(wanted);
      here = wanted;
    }
    if (here === place) place = place.nextElementSibling;
    else old.insertBefore(here, place);
  }
  for (const gone of known.values()) gone.remove();
}

/** A line in which the trainer is choosing or pointing is left alone until she is done. */
function isInUse(element) {
  const focused = document.activeElement;
  return element.contains(focused) || [...element.querySelectorAll("select, input:not([type=hidden])")].some((field) => field.value !== "");
}

function keepFollowing(list) {
  const state = document.querySelector("[data-etat-direct]");
  let seen = "";
  const say = (text) => { if (state) { state.hidden = !text; state.textContent = text; } };
  const look = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(list.dataset.suivre + location.search, { cache: "no-store" });
        if (answer.redirected) { location.reload(); return; }
        if (!answer.ok) throw new Error(String(answer.status));
        const text = await answer.text();
        if (text !== seen) {
          const fresh = document.createElement("template");
          fresh.innerHTML = text; // made by our server, which escapes whatever people wrote
          follow(list, fresh.content);
          seen = text;
        }
        say("");
      } catch {
        say("La liste ne se met plus à jour : le serveur ne répond pas.");
      }
    }
    setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) seen = ""; });
}

for (const list of document.querySelectorAll("[data-suivre]")) keepFollowing(list);

/** Choosing is enough: the button beside is for browsers without this module. */
document.addEventListener("change", (event) => { if (event.target.matches("[data-aussitot]")) event.target.form.requestSubmit(); });

// -- big files on their way: how far they are

for (const form of document.querySelectorAll("[data-envoi]")) {
  const shown = form.querySelector("[data-avance]"), said = form.querySelector("[data-dit]"), bar = form.querySelector("progress");
  const button = form.querySelector("button");
  const say = (text) => { shown.hidden = false; said.textContent = text; };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const size = [...form.querySelector("[type=file]").files].reduce((sum, file) => sum + file.size, 0);
    if (size > Number(form.dataset.limite)) { say("Ces fichiers sont trop lourds pour un seul envoi : donnez-les en plusieurs fois."); return; }
    const sending = new XMLHttpRequest();
    sending.upload.addEventListener("progress", (step) => {
      bar.value = Math.floor((100 * step.loaded) / step.total);
      say(bar.value < 100 ? `Envoi : ${bar.value}\u202f%` : "Envoi terminé, la lecture commence.");
    });
    sending.addEventListener("load", () => {
      if (sending.status === 200) { location.assign(sending.responseURL); return; }
      const page = new DOMParser().parseFromString(sending.responseText, "text/html");
      button.disabled = false;
      say(page.querySelector("[role=alert]")?.textContent ?? "L’envoi a échoué : réessayez.");
    });
    sending.addEventListener("error", () => { button.disabled = false; say("L’envoi a été coupé : le serveur ne répond pas. Réessayez."); });
    button.disabled = true;
    bar.value = 0;
    say("Envoi en cours.");
    sending.open("POST", form.action);
    sending.send(new FormData(form));
  });
}

// -- the mark

const french = (value) => String(Math.round(value * 100) / 100).replace(".", ",");

for (const form of document.querySelectorAll("[data-auto]")) {
  const total = form.querySelector("[data-total]");
  form.addEventListener("change", () => {
    const levels = [...form.querySelectorAll("[data-points]:checked")];
    const given = levels.reduce((sum, level) => sum + Number(level.dataset.points), 0);
    const nowRead = levels.reduce((sum, level) => sum + Number(level.dataset.ajoute), 0);
    const left = Number(form.dataset.reste) - nowRead;
    const read = [...form.querySelectorAll("[data-main]")].filter((field) => field.value !== "");
    const byHand = read.reduce((sum, field) => sum + Number(field.value), 0);
    const outOf = Number(form.dataset.sur) + nowRead + read.reduce((sum, field) => sum + Number(field.dataset.main), 0);
    const mark = Math.min(Number(form.dataset.auto) + byHand + given, outOf);
    total.textContent = french(mark);
    form.querySelector("[data-out-of]").textContent = french(outOf);
    form.querySelector("[data-precise]").textContent = left > 0 ? `reste ${french(left)} à lire`
      : outOf && outOf !== 20 ? `soit ${french(Math.round((mark / outOf) * 200) / 10)} sur 20` : "";
  });
}

for (const button of document.querySelectorAll("[data-inserer]")) {
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.inserer);
    const before = field.value.trimEnd();
    field.value = before ? `${before}\n${button.textContent}` : button.textContent;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}

// -- a comment being written survives a closed tab or a power cut

for (const field of document.querySelectorAll("[data-garder]")) {
  const name = `formateur:${field.dataset.garder}`;
  try {
    const kept = localStorage.getItem(name);
    if (kept !== null && kept !== field.value) field.value = kept;
    field.addEventListener("input", () => localStorage.setItem(name, field.value));
    field.form.addEventListener("submit", () => localStorage.removeItem(name));
  } catch { /* storage is off: the page works without it */ }
}

for (const button of document.querySelectorAll("[data-imprimer]")) button.addEventListener("click", () => window.print());
