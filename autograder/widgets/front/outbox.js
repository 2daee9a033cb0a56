/**
 * Submissions on their way. Each is stored with its key before anything is sent, and stays stored until the server has
 * given its receipt: a killed tab, a lost answer or a power cut only means that it is sent again, under the same key.
 */

import { Refused, Unreachable } from "./api.js";
import { alone } from "./lock.js";

const KEY = "remises";
const SHORTEST = 2000;
const LONGEST = 60000;
const KEPT_RECEIPTS = 20;

/**
 * Items: `{cle, person, exercise, remise, made, state: "waiting" | "refused" | "stranger", sentence, receipt?}`.
 * "stranger": the server does not know the token any more, so she must sign in again.
 */
export function openOutbox({ store, api, people, makeKey, now = () => Date.now(), lock, later = setTimeout }) {
  let pause = SHORTEST;
  let timer = null;
  const items = () => store.get(KEY, []);
  const update = (cle, change) => store.set(KEY, items().map((item) => (item.cle === cle ? { ...item, ...change } : item)));

  const box = {
    of: (person, exercise) => items().filter((item) => item.person === person && item.exercise === exercise),
    waitsFor: (person) => items().some((item) => item.person === person && !item.receipt && item.state !== "refused"),
    add(person, exercise, remise) {
      const item = { cle: makeKey(), person, exercise, remise, made: new Date(now()).toISOString(), state: "waiting", sentence: "" };
      store.set(KEY, [...items(), item]);
      pause = SHORTEST;
      box.flush();
      return item;
    },
    drop: (cle) => store.set(KEY, items().filter((item) => item.cle !== cle)),
    /** She left this device: the server has what it gave a receipt for. */
    dropReceived: (person) => store.set(KEY, items().filter((item) => item.person !== person || !item.receipt)),
    /** After a new sign-in by the same person: what was refused for want of a token goes under her new one. */
    adopt(former, person) {
      store.set(KEY, items().map((item) =>
        item.person === former && !item.receipt ? { ...item, person, state: item.state === "stranger" ? "waiting" : item.state } : item));
    },
    /** Try everything that waits, one after the other, in one tab only. Safe to call at any time. */
    async flush() {
      clearTimeout(timer);
      timer = null;
      if (!items().some(waiting)) return;
      await alone("remises", store, sendAll, lock);
      if (items().some(waiting) && timer === null) {
        timer = later(box.flush, pause);
        pause = Math.min(pause * 2, LONGEST);
      }
    },
  };

  async function sendAll() {
    for (const { cle } of items().filter(waiting)) {
      const item = items().find((one) => one.cle === cle);
      const person = item && people.byId(item.person);
      if (!item || !waiting(item)) continue;
      if (!person) {
        update(cle, { state: "stranger" });
        continue;
      }
      try {
        const receipt = await api.submit(person.jeton, cle, item.remise);
        update(cle, { receipt, state: "received", sentence: "" });
        pause = SHORTEST;
        trim();
        if (!box.waitsFor(item.person)) people.forget(item.person);
      } catch (error) {
        if (error instanceof Unreachable) return;
        if (!(error instanceof Refused)) throw error;
        if (error.passing) {
          update(cle, { sentence: error.sentence });
          return;
        }
        update(cle, { state: error.status === 401 ? "stranger" : "refused", sentence: error.sentence });
      }
    }
  }

  function trim() {
    const received = items().filter((item) => item.receipt);
    const tooMany = new Set(received.slice(0, Math.max(0, received.length - KEPT_RECEIPTS)).map((item) => item.cle));
    if (tooMany.size) store.set(KEY, items().filter((item) => !tooMany.has(item.cle)));
  }

  return box;
}

const waiting = (item) => item.state === "waiting";
