/**
 * The timeline drawn: a bar for each activity that has a day, the launch as a line, and who carries how much.
 *
 * `view`: `part` (its rows are the activities), `what`, `who`, `start` (field ids), and `plan`, the data that hold `first_day`,
 * `last_day`, `launch` and the `days` of each of the `activities`.
 */

import { partOf, rowsOf, said } from "./form.js";
import { plural } from "./french.js";
import { bars, dayNumber, loads, months, shortDay } from "./timeline.js";
import { html } from "./ui.js";

export function Timeline({ view, form, rules, data, open }) {
  const plan = data[view.plan];
  const part = partOf(rules, view.part);
  const field = (id) => part.fields.find((one) => one.id === id);
  const say = (id, value) => said(rules, form, field(id), value, { part: view.part });
  const placed = bars(rowsOf(form, view.part), view, plan);
  const undated = rowsOf(form, view.part).filter((row) => row[view.what]).length - placed.length;
  const first = dayNumber(plan.first_day);
  const launch = (100 * (dayNumber(plan.launch) - first)) / (dayNumber(plan.last_day) - first + 1);
  if (!placed.length) return html`<p class="vide">Donnez un premier jour à une activité : sa barre se dessine ici.</p>`;
  return html`<div class="frise">
    <p class="frise-mois" aria-hidden="true">${months(plan).map(({ name, left }) => html`<span key=${left} style=${`left: ${left}%`}>${name}</span>`)}</p>
    <ol class="frise-barres" style=${`--lancement: ${launch}%`}>${placed.map((bar) => html`<li key=${bar.id}>
      <button type="button" onClick=${() => open({ part: view.part, row: bar.id })}>
        <span class="frise-nom">${say(view.what, bar.what).replace(/ \(.*\)$/, "")}</span>
        <span class="note">${shortDay(bar.begin)} → ${shortDay(bar.end)}${bar.who ? ` · ${say(view.who, bar.who)}` : " · personne"}</span>
        ${bar.within
          ? html`<span class="frise-fil" aria-hidden="true"><span class=${bar.end < dayNumber(plan.launch) ? "avant" : ""} style=${`left: ${bar.left}%; width: ${Math.max(bar.width, 1.2)}%`}></span></span>`
          : html`<span class="alerte">Hors de la campagne : vérifiez l'année et le mois.</span>`}
      </button></li>`)}</ol>
    <p class="reste">Le trait marque le lancement, le ${shortDay(dayNumber(plan.launch)).replace(/\.$/, "")}.${undated > 0 ? ` Sans date pour l'instant : ${plural(undated, "activité")}.` : ""}</p>
    <h3>Qui porte combien</h3>
    <ul class="frise-charge">${loads(placed).map(({ who, count, most }) => html`<li key=${who}>
      <strong>${say(view.who, who)}</strong> : ${plural(count, "activité")}${most > 1 ? `, dont ${most} les mêmes jours` : ""}</li>`)}</ul>
  </div>`;
}
