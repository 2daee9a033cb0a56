/** Drafts, outbox, lock, people: what must hold when the network, the tab or the power goes. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Refused, Unreachable, openApi } from "../../autograder/widgets/front/api.js";
import { inherit, openDraft } from "../../autograder/widgets/front/draft.js";
import { alone } from "../../autograder/widgets/front/lock.js";
import { openOutbox } from "../../autograder/widgets/front/outbox.js";
import { openPeople, sameName, sweep } from "../../autograder/widgets/front/people.js";
import { FULL, newKey, openStore } from "../../autograder/widgets/front/store.js";
import { BLANK, place } from "../../autograder/widgets/front/tree.js";

const EXERCISE = "3-organiser/arbre-a-problemes";
const AWA = { jeton: "t1", nom: "Awa", reprise: "K7M" };
const ONE = place(BLANK, "e01", "directe");
const TWO = place(ONE, "e02", "directe");

/** localStorage's manners over a Map. */
function memory() {
  const rows = new Map();
  return {
    getItem: (key) => (rows.has(key) ? rows.get(key) : null), setItem: (key, value) => rows.set(key, value),
    removeItem: (key) => rows.delete(key), key: (index) => [...rows.keys()][index], get length() { return rows.size; },
  };
}

const never = { now: () => 0, id: () => "me", sleep: async () => undefined, every: () => () => undefined };

function desk(submit, backend = memory()) {
  const store = openStore("cours:/:", backend);
  const people = openPeople(store);
  const person = people.welcome(AWA);
  const pauses = [];
  let count = 0;
  const outbox = openOutbox({
    store, people, lock: never, api: { submit }, makeKey: () => `cle-${++count}`, now: () => 0,
    later: (act, pause) => { pauses.push(pause); return pauses.length; },
  });
  return { store, people, person, outbox, pauses, backend };
}

const turn = () => new Promise((done) => setImmediate(done));

// -- outbox

test("a submission is stored before it is sent, and keeps its key until the receipt", async () => {
  const sent = [];
  let up = false;
  const { outbox, store } = desk(async (token, cle) => {
    sent.push(cle);
    if (!up) throw new Unreachable();
    return { recu: "KAY-1" };
  });

  outbox.add("K7M", EXERCISE, { answer: ONE });
  assert.equal(store.get("remises").length, 1);
  await turn();
  up = true;
  await outbox.flush();

  assert.deepEqual(sent, ["cle-1", "cle-1"]);
  assert.equal(outbox.of("K7M", EXERCISE)[0].receipt.recu, "KAY-1");
});

test("a page opened later sends what an earlier one left, and only once", async () => {
  const backend = memory();
  const first = desk(async () => { throw new Unreachable(); }, backend);
  first.outbox.add("K7M", EXERCISE, { answer: ONE });
  await turn();
  const sent = [];
  const second = desk(async (token, cle) => { sent.push(cle); return { recu: "KAY-1" }; }, backend);

  await second.outbox.flush();
  await second.outbox.flush();

  assert.deepEqual(sent, ["cle-1"]);
});

test("it is tried again at growing pauses while the server is away", async () => {
  const { outbox, pauses } = desk(async () => { throw new Unreachable(); });

  outbox.add("K7M", EXERCISE, { answer: ONE });
  await turn();
  for (let i = 0; i < 8; i++) await outbox.flush();

  assert.deepEqual(pauses.slice(0, 3), [2000, 4000, 8000]);
  assert.equal(Math.max(...pauses), 60000);
});

test("a server that is ill keeps it waiting, and its sentence is shown", async () => {
  const { outbox } = desk(async () => { throw new Refused(507, { erreur: "Le disque est plein." }); });

  outbox.add("K7M", EXERCISE, { answer: ONE });
  await turn();

  const [item] = outbox.of("K7M", EXERCISE);
  assert.equal(item.state, "waiting");
  assert.equal(item.sentence, "Le disque est plein.");
});

test("a refusal is kept with its sentence and its answer, and is not sent again", async () => {
  const sent = [];
  const { outbox } = desk(async (token, cle) => {
    sent.push(cle);
    throw new Refused(409, { erreur: "L'exercice a changé." });
  });

  outbox.add("K7M", EXERCISE, { answer: ONE });
  await turn();
  await outbox.flush();

  const [item] = outbox.of("K7M", EXERCISE);
  assert.deepEqual([item.state, item.sentence, sent.length], ["refused", "L'exercice a changé.", 1]);
  assert.deepEqual(item.remise.answer, ONE);
});

test("an unknown token waits for a new sign-in, then leaves under the new one with the same key", async () => {
  const seen = [];
  const { outbox, people } = desk(async (token, cle) => {
    seen.push([token, cle]);
    if (token === "t1") throw new Refused(401, {});
    return { recu: "KAY-1" };
  });
  outbox.add("K7M", EXERCISE, { answer: ONE });
  await turn();
  assert.equal(outbox.of("K7M", EXERCISE)[0].state, "stranger");

  people.welcome({ jeton: "t2", nom: "Awa", reprise: "P3X" });
  outbox.adopt("K7M", "P3X");
  await outbox.flush();

  assert.deepEqual(seen, [["t1", "cle-1"], ["t2", "cle-1"]]);
});

// -- one tab at a time

test("two tabs that wake together do the work once, with a lease where the browser has no locks", async () => {
  const store = openStore("", memory());
  const clock = (id) => ({ ...never, id: () => id, now: () => 1000, sleep: () => new Promise((done) => setTimeout(done, 5)) });
  const done = [];

  await Promise.all(["a", "b"].map((id) => alone("x", store, async () => done.push(id), clock(id))));

  assert.equal(done.length, 1);
});

test("the lease of a dead tab runs out", async () => {
  const store = openStore("", memory());
  store.set("bail:x", { me: "dead", until: 8000 });

  const soon = await alone("x", store, async () => "done", { ...never, now: () => 5000 });
  const later = await alone("x", store, async () => "done", { ...never, now: () => 9000 });

  assert.deepEqual([soon, later], [undefined, "done"]);
});

// -- drafts

function drafting(saveDraft, backend = memory()) {
  const store = openStore("", backend);
  const log = { told: [], conflicts: [], planned: [] };
  const draft = openDraft({
    store, person: { id: "K7M", jeton: "t1" }, exercise: EXERCISE, blank: BLANK, lock: never, now: () => 0,
    api: { saveDraft }, told: (state) => log.told.push(state), conflict: (theirs) => log.conflicts.push(theirs),
    later: (act, delay) => { log.planned.push(delay); return 1; },
  });
  return { draft, store, log };
}

test("every change is on the device at once, before any server is asked", () => {
  const backend = memory();
  const { draft } = drafting(async () => { throw new Unreachable(); }, backend);

  draft.change(ONE);

  assert.deepEqual(drafting(null, backend).draft.answer(), ONE);
});

test("a saved draft is clean, and a change made meanwhile is still to be sent", async () => {
  let during = null;
  const sent = [];
  const { draft, log } = drafting(async (exercise, token, answer, revision) => {
    sent.push(revision);
    if (during) during();
    during = null;
    return { revision: revision + 1 };
  });
  draft.change(ONE);
  during = () => draft.change(TWO);

  await draft.push();
  await draft.push();
  await draft.push();

  assert.deepEqual(sent, [0, 1]);
  assert.deepEqual(log.told, ["saved"]);
  assert.deepEqual(draft.answer(), TWO);
});

test("a fresh device takes the server's draft over", () => {
  const { draft } = drafting();

  draft.meet({ answer: TWO, revision: 4, saved_at: "" });

  assert.deepEqual(draft.answer(), TWO);
});

test("when another device went on, she is asked; the version left aside is kept and can be taken back", async () => {
  const { draft, log } = drafting(async () => { throw new Refused(409, { brouillon: { answer: TWO, revision: 5, saved_at: "" } }); });
  draft.change(ONE);

  await draft.push();
  assert.deepEqual(log.conflicts, [{ answer: TWO, revision: 5, saved_at: "" }]);
  assert.deepEqual(draft.answer(), ONE);
  draft.settle(log.conflicts[0], false);

  assert.deepEqual(draft.answer(), TWO);
  assert.deepEqual(draft.backups()[0].answer, ONE);
  draft.restore(draft.backups()[0]);
  assert.deepEqual(draft.answer(), ONE);
  assert.deepEqual(draft.backups()[0].answer, TWO);
});

test("keeping this device's version sends it over the other's revision", async () => {
  const sent = [];
  const { draft } = drafting(async (exercise, token, answer, revision) => { sent.push(revision); return { revision: revision + 1 }; });
  draft.change(ONE);
  draft.meet({ answer: TWO, revision: 5, saved_at: "" });

  draft.settle({ answer: TWO, revision: 5 }, true);
  await draft.push();

  assert.deepEqual(sent, [5]);
  assert.deepEqual(draft.answer(), ONE);
});

test("an answer lost on the way is no other device: what was sent is recognised, and work goes on from there", async () => {
  const sent = [];
  let lost = true;
  const { draft, log } = drafting(async (exercise, token, answer, revision) => {
    sent.push(revision);
    if (lost) throw new Unreachable();
    return { revision: revision + 1 };
  });
  draft.change(ONE);
  await draft.push();
  draft.change(TWO);
  lost = false;

  draft.meet({ answer: ONE, revision: 1, saved_at: "" });
  await draft.push();

  assert.deepEqual(log.conflicts, []);
  assert.deepEqual(sent, [0, 1]);
});

test("the same tree on both devices is no dispute", () => {
  const { draft, log } = drafting();
  draft.change(ONE);

  draft.meet({ answer: ONE, revision: 9, saved_at: "" });

  assert.deepEqual([log.conflicts.length, log.told], [0, ["saved"]]);
});

test("who signs in again under a new identity finds her work", () => {
  const { draft, store } = drafting();
  draft.change(ONE);

  inherit(store, "K7M", "P3X");

  assert.deepEqual(store.get(`travail:P3X:${EXERCISE}`), {
    answer: ONE, revision: 0, dirty: true, saved: "1970-01-01T00:00:00.000Z", sent: null,
  });
  assert.equal(store.get(`travail:K7M:${EXERCISE}`), null);
});

// -- the device

test("a full or forbidden storage keeps values in memory and says so once", () => {
  const backend = { ...memory(), setItem: () => { throw new Error("QuotaExceededError"); } };
  const store = openStore("", backend);

  store.set("a", { b: 1 });

  assert.deepEqual(store.get("a"), { b: 1 });
  assert.equal(store.trouble, FULL);
});

test("the next person on a shared computer does not meet the former one", () => {
  const people = openPeople(openStore("", memory()));
  people.welcome(AWA);

  people.leave(false);

  assert.equal(people.current(), null);
  assert.equal(people.byId("K7M"), null);
});

test("who leaves with something on its way keeps her token until it has gone", async () => {
  let up = false;
  const { outbox, people } = desk(async () => { if (!up) throw new Unreachable(); return { recu: "KAY-1" }; });
  outbox.add("K7M", EXERCISE, { answer: ONE });
  await turn();

  people.leave(outbox.waitsFor("K7M"));
  assert.equal(people.current(), null);
  up = true;
  await outbox.flush();

  assert.equal(people.byId("K7M"), null);
});

test("names are compared as a person would", () => {
  assert.ok(sameName(" awa  Diallo", "Awa DIALLO"));
  assert.ok(!sameName("Awa", "Awo"));
});

test("keys are UUIDs made without crypto.randomUUID", () => {
  assert.match(newKey(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(newKey(), newKey());
});

// -- talking to the server

test("no answer, a refusal and nonsense are three different things", async () => {
  const heard = [];
  const answer = (response) => openApi("http://127.0.0.1/", (up) => heard.push(up), async () => response());
  const json = (status, data) => () => ({ ok: status < 400, status, json: async () => data });

  await assert.rejects(answer(() => { throw new TypeError(); }).session(), Unreachable);
  await assert.rejects(answer(json(403, { erreur: "Non." })).session(), (error) => error.sentence === "Non." && !error.passing);
  await assert.rejects(answer(json(503, null)).session(), (error) => error instanceof Refused && error.passing);
  assert.deepEqual(await answer(json(200, { titre: "x" })).session(), { titre: "x" });
  assert.deepEqual(heard, [false, true, true, true]);
});

// -- leaving a shared device

test("what the server has is swept away, what it lacks stays with its backups", () => {
  const store = openStore("cours:/:", memory());
  store.set("travail:K7M:a/sent", { answer: ONE, dirty: false });
  store.set("recus:K7M:a/sent", [{ recu: "KAY-1" }]);
  store.set("ebauche:K7M:a/sent", { nouveau: "Les réunions" });
  store.set("lecture:K7M:pages", { here: "a.html", read: ["a.html"] });
  store.set("quiz:K7M:a.html", { q1: { chosen: ["0"], checked: true } });
  store.set("travail:K7M:a/unsent", { answer: TWO, dirty: true });
  store.set("secours:K7M:a/unsent", [{ answer: ONE }]);
  store.set("travail:Z9Z:a/sent", { answer: ONE, dirty: false });

  sweep(store, "K7M");

  assert.deepEqual(store.keys().sort(), ["secours:K7M:a/unsent", "travail:K7M:a/unsent", "travail:Z9Z:a/sent"]);
});
