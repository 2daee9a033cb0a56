// Choose, then check. The verdicts stand in the page, written by autograder.checks.quiz: nothing is scored here.

/** `key`: where the answers to this page's questions are kept. */
export function askQuestions({ store, key }) {
  document.querySelectorAll("fieldset.question").forEach((field) => ask(field, store, key));
}

function ask(field, store, key) {
  const id = field.dataset.question;
  const verdicts = JSON.parse(field.dataset.verdicts);
  const inputs = [...field.querySelectorAll("input")];
  const check = button("Vérifier ma réponse");
  const all = button("Lire toutes les explications");
  const told = document.createElement("p");
  told.className = "bilan";
  told.setAttribute("role", "status");
  const line = document.createElement("p");
  line.className = "gestes-question";
  line.append(check, all);
  field.append(told, line);

  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const keep = (checked) => store.set(key, { ...store.get(key, {}), [id]: { chosen: chosen(), checked } });

  const ready = () => {
    field.classList.remove("tout-lire");
    field.dataset.etat = "choix";
    all.hidden = true;
    told.textContent = "";
  };
  const tell = () => {
    const [outcome, message] = verdicts[chosen().join("-")];
    told.textContent = message;
    if (!chosen().length) return;
    field.dataset.etat = outcome;
    all.hidden = false;
  };

  inputs.forEach((input) => input.addEventListener("change", () => {
    ready();
    keep(false);
  }));
  check.addEventListener("click", () => {
    ready();
    tell();
    if (chosen().length) keep(true);
  });
  all.addEventListener("click", () => {
    field.classList.add("tout-lire");
    all.hidden = true;
    field.querySelector(".choix").scrollIntoView({ block: "nearest" });
  });

  const before = store.get(key, {})[id];
  ready();
  if (!before) return;
  inputs.forEach((input) => { input.checked = before.chosen.includes(input.value); });
  if (before.checked && verdicts[chosen().join("-")]) tell();
}

function button(words) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  return made;
}
