/**
 * Who works on this device. Each learner has her own drafts and submissions; on a shared computer the next one never
 * sees them. Her token stays only as long as she is at work or something of hers still waits to leave.
 */

const KEY = "personnes";

export function openPeople(store) {
  const all = () => store.get(KEY, { current: null, known: {} });

  return {
    current() {
      const { current, known } = all();
      return current ? known[current] || null : null;
    },
    byId: (id) => all().known[id] || null,
    /** The server's answer to a sign-in → this person, who is now at work. The resume code is hers alone: it is her id. */
    welcome({ jeton, nom, reprise, rang }) {
      const person = { id: reprise, nom, jeton, reprise, rang };
      const { known } = all();
      store.set(KEY, { current: person.id, known: { ...known, [person.id]: person } });
      return person;
    },
    /** She leaves; `waiting` says whether something of hers must still be sent, with her own token. */
    leave(waiting) {
      const { current, known } = all();
      const rest = { ...known };
      if (current && !waiting) delete rest[current];
      store.set(KEY, { current: null, known: rest });
    },
    /** A person who left and has nothing waiting any more. */
    forget(id) {
      const { current, known } = all();
      if (id === current || !known[id]) return;
      const rest = { ...known };
      delete rest[id];
      store.set(KEY, { current, known: rest });
    },
  };
}

/**
 * She has left: what the server keeps for her need not stay on a shared device, under her resume code. A draft that the
 * server lacks stays, with its backups, until she comes back.
 */
export function sweep(store, person) {
  const of = (kind) => store.keys().filter((key) => key.startsWith(`${kind}:${person}:`));
  const unsent = of("travail").filter((key) => store.get(key, {}).dirty);
  for (const kind of ["travail", "secours", "recus", "ebauche", "indices", "lecture", "quiz"]) {
    of(kind).filter((key) => !unsent.some((draft) => draft.endsWith(key.slice(kind.length)))).forEach(store.remove);
  }
}

/** Same name, whatever the case and the spaces: the person who signs in again after her token was lost. */
export function sameName(a, b) {
  const plain = (name) => name.trim().replace(/\s+/g, " ").toLocaleLowerCase("fr");
  return plain(a) === plain(b);
}
