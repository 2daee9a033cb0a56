/**
 * The budget that adds itself up: the total of each envelope, what is left of it, and where the money goes.
 *
 * `view`: `part` (its rows are the lines), `quantity`, `price`, `post` (field ids), `headings: [{title, posts}]`, and
 * `envelopes: [{id, title, amount}]`; with `kept` (a field of choices) a line counts in the envelopes it is kept in.
 */

import { amountOf, totalOf } from "./budget.js";
import { numberIn, rowsOf } from "./form.js";
import { sayNumber } from "./form_values.js";
import { html } from "./ui.js";

const francs = (amount) => `${sayNumber(amount)} F CFA`;

export function Budget({ view, form }) {
  const lines = rowsOf(form, view.part).map((row) => ({
    post: row[view.post], kept: row[view.kept] || [], amount: amountOf(numberIn(row[view.quantity]) || 0, numberIn(row[view.price]) || 0),
  }));
  return html`<div class="compte-budget">
    ${view.envelopes.map((envelope) => html`<${Envelope} key=${envelope.id} ...${{ view, envelope }}
      lines=${view.kept ? lines.filter(({ kept }) => kept.includes(envelope.id)) : lines}/>`)}
  </div>`;
}

function Envelope({ view, envelope, lines }) {
  const total = totalOf(lines);
  const left = envelope.amount - total;
  const within = (posts) => totalOf(lines.filter(({ post }) => posts.includes(post)));
  return html`<section class="enveloppe" aria-label=${envelope.title}>
    <h3>${envelope.title} <span>${francs(envelope.amount)}</span></h3>
    <p class=${left < 0 ? "alerte" : ""}><strong>${francs(total)}</strong> ${left < 0 ? `prévus : vous dépassez de ${francs(-left)}.` : `prévus, il reste ${francs(left)}.`}</p>
    <ul>${view.headings.map(({ title, posts }) => html`<li key=${title}><span>${title}</span> <span>${francs(within(posts))}</span>
      <span class="jauge" aria-hidden="true"><span style=${`width: ${Math.min(100, (100 * within(posts)) / envelope.amount)}%`}></span></span></li>`)}</ul>
  </section>`;
}
