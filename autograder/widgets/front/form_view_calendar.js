/**
 * The editorial calendar drawn week by week: what appears each day, and the dates of the world.
 *
 * `view`: `part` (its rows are the publications), `content`, `channel`, `date`, `time` (field ids), and `season`, the data that
 * hold `first_day`, `last_day` and the `known` dates.
 */

import { partOf, rowsOf, said } from "./form.js";
import { plural } from "./french.js";
import { dayNumber, shortDay } from "./timeline.js";
import { html } from "./ui.js";
import { weekday, weeksOf } from "./weeks.js";

const LETTERS = ["L", "M", "M", "J", "V", "S", "D"];

export function Calendar({ view, form, rules, data, open }) {
  const part = partOf(rules, view.part);
  const say = (id, value) => said(rules, form, part.fields.find((one) => one.id === id), value, { part: view.part });
  const { weeks, outside, undated } = weeksOf(rowsOf(form, view.part), view, data[view.season]);
  const show = { view, say, open };
  return html`<div class="semaines">
    ${weeks.map((week) => html`<section key=${week.start} class="semaine" aria-label=${`Semaine du ${shortDay(week.start)}`}>
      <h3>Semaine du ${shortDay(week.start)} <span>${week.lines.length ? plural(week.lines.length, "publication") : "rien"}</span></h3>
      <p class="semaine-jours" aria-hidden="true">${week.perDay.map((count, index) => html`<span key=${index} data-nombre=${Math.min(count, 4)}>${LETTERS[index]}${count > 1 ? ` ${count}` : ""}</span>`)}</p>
      ${week.known.map((when) => html`<p class="semaine-date" key=${when.name}>${dated(when)} : ${when.name}, ${when.advice}.</p>`)}
      <${Lines} lines=${week.lines} label=${({ day }) => weekday(day)} ...${show}/>
    </section>`)}
    ${outside.length > 0 && html`<section class="semaine" aria-label="Hors des semaines"><h3>Hors de ces semaines</h3>
      <${Lines} lines=${outside} label=${({ row }) => say(view.date, row[view.date])} ...${show}/></section>`}
    ${undated > 0 && html`<p class="reste">Sans jour pour l'instant : ${plural(undated, "publication")}.</p>`}
  </div>`;
}

const dated = ({ start, end }) => (start === end ? shortDay(dayNumber(start)) : `${shortDay(dayNumber(start))} → ${shortDay(dayNumber(end))}`);

function Lines({ lines, label, view, say, open }) {
  return html`<ul>${lines.map((line) => html`<li key=${line.row.id}>
    <button type="button" onClick=${() => open({ part: view.part, row: line.row.id })}>
      <strong>${label(line)}</strong> ${line.hour || "sans heure"} · ${say(view.content, line.row[view.content]) || "contenu à choisir"} · ${say(view.channel, line.row[view.channel]) || "canal à choisir"}</button></li>`)}</ul>`;
}
