/**
 * Messages counted while they are written: signs as the channel counts them, time to read, hashtags.
 *
 * `view`: `texts: [{part, field, channel, time?}]` for single fields, or `rows: {part, text, channel}` for messages in a list.
 * `time` names how long its reader has.
 */

import { partOf, rowsOf, said, valuesAt } from "./form.js";
import { plural } from "./french.js";
import { hashtagsIn, linksIn, measure, secondsToRead, wordsIn } from "./message_length.js";
import { html } from "./ui.js";

const MOST_SECONDS = { secondes: 20, minute: 60, minutes: 300 };
const MOST_HASHTAGS = 3;

export function Messages({ view, form, rules }) {
  const messages = view.rows ? inRows(view.rows, form, rules) : view.texts.map((asked) => inField(asked, form, rules));
  const written = messages.filter(({ text }) => text.trim());
  if (!written.length) return html`<p class="vide">Écrivez un premier message : ses signes se comptent ici.</p>`;
  return html`<div class="compteurs">${written.map((message, index) => html`<${Counter} key=${index} ...${message}/>`)}</div>`;
}

function inField({ part, field, channel, time }, form, rules) {
  const asked = partOf(rules, part).fields.find(({ id }) => id === field);
  return { title: asked.label, text: valuesAt(form, { part })[field] || "", channel, time };
}

function inRows({ part, text, channel }, form, rules) {
  const asked = partOf(rules, part).fields.find(({ id }) => id === channel);
  return rowsOf(form, part).map((row) => ({ title: said(rules, form, asked, row[channel], { part }) || "Canal à choisir", text: row[text] || "", channel: row[channel] }));
}

function Counter({ title, text, channel, time }) {
  const { count, limit } = measure(text, channel);
  const seconds = Math.round(secondsToRead(text));
  const hashtags = hashtagsIn(text).length;
  const most = MOST_SECONDS[time];
  return html`<section class="compteur" aria-label=${title}>
    <h3>${title}</h3>
    <ul>
      <li class=${limit && count > limit ? "alerte" : ""}>${plural(count, "signe")}${limit && 2 * count > limit ? ` sur ${limit} au plus` : ""}</li>
      <li class=${most && seconds > most ? "alerte" : ""}>${plural(wordsIn(text), "mot")}, ${plural(seconds, "seconde")} à voix haute${most ? ` (${most} au plus)` : ""}</li>
      ${time === "plus" && html`<li>${linksIn(text).length ? "Un lien ouvre la suite" : "Pas encore de lien vers la suite"}</li>`}
      <li class=${hashtags > MOST_HASHTAGS ? "alerte" : ""}>${hashtags ? `${plural(hashtags, "mot-dièse").replace("mot-dièses", "mots-dièse")}` : "Aucun mot-dièse"}</li>
    </ul>
  </section>`;
}
