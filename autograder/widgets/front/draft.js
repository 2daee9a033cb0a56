/**
 * One person's draft of one exercise: on this device at every change, on the server soon after.
 *
 * Stored as `{answer, revision, dirty, saved, sent}`: `revision` is the server's last one seen here, `dirty` says that the
 * server lacks something, `sent` is what left for it without an answer yet: meeting it there is no surprise.
 * When another device went on meanwhile, the learner chooses; the version left aside is kept.
 */

import { Refused, Unreachable } from "./api.js";
import { alone } from "./lock.js";
import { same } from "./same.js";

const REST = 1500;
const RETRY = 8000;
const BACKUPS = 3;

/** `told(state)`: "saved", "waiting", "stranger", "refused". `conflict(theirs)` is called with the newer server draft. */
export function openDraft({ store, api, person, exercise, blank, told, conflict, lock, later = setTimeout, now = () => Date.now() }) {
  const key = `travail:${person.id}:${exercise}`;
  const backups = `secours:${person.id}:${exercise}`;
  const read = () => store.get(key, { answer: blank, revision: 0, dirty: false, saved: "", sent: null });
  let timer = null;
  let disputed = false;

  const write = (change) => store.set(key, { ...read(), ...change });
  const keepAside = (answer) => {
    if (same(answer, blank)) return;
    const others = store.get(backups, []).filter((one) => !same(one.answer, answer));
    store.set(backups, [{ answer, saved: new Date(now()).toISOString() }, ...others].slice(0, BACKUPS));
  };

  const draft = {
    key,
    answer: () => read().answer,
    backups: () => store.get(backups, []),
    change(answer) {
      write({ answer, dirty: true, saved: new Date(now()).toISOString() });
      plan(REST);
    },
    /** The server's draft, as read with the page: taken over, or pushed, or put to the learner. */
    meet(theirs) {
      const mine = read();
      if (!theirs) {
        if (mine.dirty || !same(mine.answer, blank)) write({ dirty: true, revision: 0 });
      } else if (same(theirs.answer, mine.answer)) write({ revision: theirs.revision, dirty: false });
      else if (!mine.dirty || same(mine.answer, blank)) write({ answer: theirs.answer, revision: theirs.revision, dirty: false });
      else if (mine.sent && same(theirs.answer, mine.sent)) write({ revision: theirs.revision });
      else if (theirs.revision !== mine.revision) dispute(theirs);
      if (read().dirty) plan(0);
      else told("saved");
    },
    /** Her choice between this device's version and the other's. */
    settle(theirs, keepMine) {
      disputed = false;
      const mine = read();
      if (keepMine) {
        keepAside(theirs.answer);
        write({ revision: theirs.revision, dirty: true });
        plan(0);
      } else {
        keepAside(mine.answer);
        write({ answer: theirs.answer, revision: theirs.revision, dirty: false });
        told("saved");
      }
    },
    restore(backup) {
      keepAside(read().answer);
      store.set(backups, draft.backups().filter((one) => !same(one.answer, backup.answer)));
      draft.change(backup.answer);
    },
    async push(keepalive) {
      const tried = await alone(`brouillon:${key}`, store, () => send(keepalive).then(() => true), lock);
      if (!tried && read().dirty) plan(RETRY);
    },
    close: () => clearTimeout(timer),
  };

  function plan(delay) {
    clearTimeout(timer);
    timer = later(draft.push, delay);
  }

  function dispute(theirs) {
    if (disputed) return;
    disputed = true;
    conflict(theirs);
  }

  async function send(keepalive) {
    const { answer, revision, dirty } = read();
    if (!dirty || disputed) return;
    write({ sent: answer });
    try {
      const saved = await api.saveDraft(exercise, person.jeton, answer, revision, keepalive === true);
      const unchanged = same(read().answer, answer);
      write({ revision: saved.revision, dirty: !unchanged, sent: null });
      if (unchanged) told("saved");
      else plan(REST);
    } catch (error) {
      if (error instanceof Unreachable || error.passing) {
        told("waiting", error.sentence);
        plan(RETRY);
      } else if (!(error instanceof Refused)) throw error;
      else if (error.status === 409 && newer(error.data)) draft.meet(newer(error.data));
      else told(error.status === 401 ? "stranger" : "refused", error.sentence);
    }
  }

  return draft;
}

/** The newer draft that a 409 carries, in `brouillon` or at the top. */
function newer(data) {
  const found = data.brouillon || data;
  return found && found.answer && typeof found.revision === "number" ? found : null;
}

/** What a former identity of the same person left on this device goes to her new one. */
export function inherit(store, former, person) {
  for (const kind of ["travail", "secours"]) {
    const start = `${kind}:${former}:`;
    for (const key of store.keys().filter((name) => name.startsWith(start))) {
      const target = `${kind}:${person}:${key.slice(start.length)}`;
      if (store.get(target) === null) store.set(target, kind === "travail" ? { ...store.get(key), revision: 0, dirty: true, sent: null } : store.get(key));
      store.remove(key);
    }
  }
}
