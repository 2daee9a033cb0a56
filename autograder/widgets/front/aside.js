/**
 * What is being typed in an open sheet, kept on this device until it is placed: a killed tab loses no sentence. Like a
 * Map, for one person and one exercise.
 */
export function openAside(store, person, exercise) {
  const key = `ebauche:${person}:${exercise}`;
  const read = () => store.get(key, {});
  return {
    get: (place) => read()[place],
    set: (place, text) => store.set(key, { ...read(), [place]: text }),
    delete(place) {
      const { [place]: _, ...rest } = read();
      if (Object.keys(rest).length) store.set(key, rest);
      else store.remove(key);
    },
  };
}
