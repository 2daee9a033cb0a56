/** The builder in a notebook, through anywidget: `exercice` is given, `answer` goes both ways, `rapport` is shown when set. */

import { render as draw } from "preact";

import { builderOf } from "./builders.js";
import { Report } from "./report.js";
import { html } from "./ui.js";

function render({ model, el }) {
  const box = document.createElement("div");
  box.className = "poste cellule-atelier";
  el.appendChild(box);
  // a notebook in command mode takes single letters as orders: what is typed here stays here
  const keep = (event) => event.stopPropagation();
  box.addEventListener("keydown", keep);

  const change = (answer) => {
    model.set("answer", answer);
    model.save_changes();
  };
  const show = () => {
    const exercise = model.get("exercice");
    const report = model.get("rapport");
    if (!exercise || !exercise.data) return;
    const { Builder, blank } = builderOf(exercise);
    draw(html`<${Builder} data=${exercise.data} answer=${model.get("answer") || blank} onChange=${change}/>
      ${report && report.criteria && html`<${Report} report=${report}/>`}`, box);
  };
  const names = ["change:exercice", "change:answer", "change:rapport"];
  names.forEach((name) => model.on(name, show));
  show();
  return () => {
    names.forEach((name) => model.off(name, show));
    box.removeEventListener("keydown", keep);
    draw(null, box);
  };
}

export default { render };
