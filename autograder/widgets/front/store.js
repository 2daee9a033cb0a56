/**
 * What stays on this device: JSON values in localStorage, below a prefix so that two courses on one host stay apart.
 * When the storage is full or forbidden, values live on in memory and `trouble` says so in French.
 */

export const FULL = "La mémoire de ce téléphone ou de cet ordinateur est pleine ou fermée : ne fermez pas cette page avant d'avoir remis votre travail.";

export function openStore(prefix, backend = safeBackend()) {
  const memory = new Map();
  const watchers = new Set();
  const store = {
    trouble: "",
    get(key, fallback = null) {
      const name = prefix + key;
      if (memory.has(name)) return JSON.parse(memory.get(name));
      try {
        const text = backend.getItem(name);
        return text === null || text === undefined ? fallback : JSON.parse(text);
      } catch (error) {
        return fallback;
      }
    },
    set(key, value) {
      const name = prefix + key;
      const text = JSON.stringify(value);
      try {
        backend.setItem(name, text);
        memory.delete(name);
        if (!memory.size) store.trouble = "";
      } catch (error) {
        memory.set(name, text);
        store.trouble = FULL;
      }
      watchers.forEach((watch) => watch(key));
    },
    remove(key) {
      memory.delete(prefix + key);
      try {
        backend.removeItem(prefix + key);
      } catch (error) {
        store.trouble = FULL;
      }
      watchers.forEach((watch) => watch(key));
    },
    keys() {
      const names = new Set(memory.keys());
      try {
        for (let i = 0; i < backend.length; i++) names.add(backend.key(i));
      } catch (error) {
        store.trouble = FULL;
      }
      return [...names].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    },
    /** Told of every change, from this tab and from others; gives back the way to stop. */
    watch(act) {
      watchers.add(act);
      return () => watchers.delete(act);
    },
    /** A `storage` event of the browser: another tab wrote. */
    heard(name) {
      if (name && name.startsWith(prefix)) watchers.forEach((watch) => watch(name.slice(prefix.length)));
    },
  };
  return store;
}

function safeBackend() {
  try {
    return window.localStorage;
  } catch (error) {
    const refuse = () => { throw error; };
    return { getItem: refuse, setItem: refuse, removeItem: refuse, key: refuse, length: 0 };
  }
}

/** 128 random bits in the form of a UUID. `crypto.randomUUID` is missing from pages served over plain HTTP. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
