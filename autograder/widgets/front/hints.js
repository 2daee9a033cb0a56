/** Which hints a person opened: said to the trainer with what she hands in, and never counted against her. */

const all = () => [...document.querySelectorAll("[data-indice]")];

/** `who()`: the id of the person at work, or null. */
export function openHints(store, exercise, who) {
  const keyOf = (person) => `indices:${person}:${exercise}`;
  const opened = (person) => new Set(store.get(keyOf(person), []));
  const note = () => {
    const person = who();
    if (!person) return;
    const seen = opened(person);
    all().filter((hint) => hint.open).forEach((hint) => seen.add(hint.dataset.indice));
    if (seen.size > opened(person).size) store.set(keyOf(person), [...seen]);
  };
  all().forEach((hint) => hint.addEventListener("toggle", note));

  return {
    count(person) {
      note();
      return opened(person).size;
    },
    /** The next person at this device opens them herself. */
    fold: () => all().forEach((hint) => { hint.open = false; }),
  };
}
