/** The page's side of the worker that scores without a server. */

export const NOT_HERE = "Le correcteur n'est pas encore sur cet appareil, et le réseau manque. Votre travail est gardé : vérifiez-le quand le réseau revient.";

/** `told({state: "idle" | "loading" | "ready" | "failed", progress})` is called at every step. */
export function openCorrector({ script, base, wheel, bytes, told }) {
  let worker = null;
  let ready = null;
  let asked = 0;
  const waiting = new Map();

  function load() {
    if (ready) return ready;
    told({ state: "loading", progress: 0 });
    ready = new Promise((done, fail) => {
      const give_up = () => {
        worker.terminate();
        ready = null;
        told({ state: "failed", progress: 0 });
        waiting.forEach(({ fail: refuse }) => refuse(new Error(NOT_HERE)));
        waiting.clear();
        fail(new Error(NOT_HERE));
      };
      worker = new Worker(script, { type: "module" });
      worker.onerror = give_up;
      worker.onmessage = ({ data }) => {
        if (data.progress !== undefined) told({ state: "loading", progress: data.progress });
        else if (data.failed) give_up();
        else if (data.ready) {
          told({ state: "ready", progress: 1 });
          done();
        } else if (waiting.has(data.id)) {
          waiting.get(data.id).done(data);
          waiting.delete(data.id);
        }
      };
      worker.postMessage({ load: { base, wheel, bytes } });
    });
    return ready;
  }

  return {
    load,
    /** → `{rapport}` or `{erreur}`. Rejects with a French sentence when the corrector cannot be had. */
    async score(envelope) {
      await load();
      const id = ++asked;
      return new Promise((done, fail) => {
        waiting.set(id, { done, fail });
        worker.postMessage({ id, envelope });
      });
    },
  };
}
