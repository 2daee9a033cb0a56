/**
 * One tab at a time. `navigator.locks` where it exists; pages over plain HTTP lack it, so there a lease in localStorage:
 * written, read back after a moment, renewed while the work lasts, and left to run out if the tab dies.
 */

const LEASE = 8000;
const SETTLE = 60;

/** Run `work` unless another tab is at it. → its result, or undefined when the place was taken. */
export async function alone(name, store, work, clock = defaultClock) {
  if (clock.locks) return clock.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
  const key = `bail:${name}`;
  const me = clock.id();
  const held = store.get(key);
  if (held && held.until > clock.now() && held.until < clock.now() + 2 * LEASE) return undefined;
  const renew = () => store.set(key, { me, until: clock.now() + LEASE });
  renew();
  await clock.sleep(SETTLE);
  if ((store.get(key) || {}).me !== me) return undefined;
  const beat = clock.every(LEASE / 2, renew);
  try {
    return await work();
  } finally {
    beat();
    if ((store.get(key) || {}).me === me) store.remove(key);
  }
}

const defaultClock = {
  get locks() { return typeof navigator === "undefined" ? undefined : navigator.locks; },
  now: () => Date.now(),
  id: () => `${Date.now()}-${Math.random()}`,
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
  every: (ms, act) => {
    const timer = setInterval(act, ms);
    return () => clearInterval(timer);
  },
};
