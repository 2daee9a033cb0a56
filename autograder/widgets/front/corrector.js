/** The page's side of the worker that scores without a server. */

export const NOT_HERE = "Le correcteur n'est pas encore sur cet appareil, et le réseau manque. Votre travail est gardé : vérifiez-le quand le réseau revient.";

const PATIENCE = 30000;

/**
 * On a first visit the service worker comes up beside the page: waiting for it lets it keep what is loaded next, so that
 * the second visit needs no network. Where there is none (plain HTTP), there is nothing to wait for.
 */
function underServiceWorker() {
  const workers = navigator.serviceWorker;
  if (!workers || workers.controller) return Promise.resolve();
  return new Promise((done) => {
    workers.addEventListener("controllerchange", done, { once: true });
    setTimeout(done, PATIENCE);
  });
}

/** `told({state: "idle" | "loading" | "ready" | "failed", progress})` is called at every step. */
export function openCorrector({ script, base, wheel, bytes, told }) {
  let worker = null;
  let ready = null;
  let asked = 0;
  const waiting = new Map();

  function load() {
    if (ready) return ready;
    told({ state: "loading", progress: 0 });
    ready = underServiceWorker().then(() => new Promise((done, fail) => {
      const giveUp = () => {
        worker.terminate();
        ready = null;
        told({ state: "failed", progress: 0 });
        waiting.forEach(({ fail: refuse }) => refuse(new Error(NOT_HERE)));
        waiting.clear();
        fail(new Error(NOT_HERE));
      };
      worker = new Worker(script, { type: "module" });
      worker.onerror = giveUp;
      worker.onmessage = ({ data }) => {
        if (data.progress !== undefined) told({ state: "loading", progress: data.progress });
        else if (data.failed) giveUp();
        else if (data.ready) {
          told({ state: "ready", progress: 1 });
          done();
        } else if (waiting.has(data.id)) {
          waiting.get(data.id).done(data);
          waiting.delete(data.id);
        }
      };
      worker.postMessage({ load: { base, wheel, bytes } });
    }));
    return ready;
  }

  async function ask(question) {
    await load();
    const id = ++asked;
    return new Promise((done, fail) => {
      waiting.set(id, { done, fail });
      worker.postMessage({ id, ...question });
    });
  }

  return {
    load,
    /** Her campaign file as a Blob. Rejects with an error whose `sentence` is French. */
    async campaignFile(kind, content) {
      const { file, media, erreur } = await ask({ campaign: { kind, ...content } }).catch((error) => ({ erreur: error.message }));
      if (erreur) throw Object.assign(new Error(erreur), { sentence: erreur });
      return new Blob([file], { type: media });
    },
    /** An answer that goes on from her earlier ones, `{exercise, answer, answers}`. Rejects as `campaignFile` does. */
    async resume(content) {
      const { reponse, erreur } = await ask({ resume: content }).catch((error) => ({ erreur: error.message }));
      if (erreur) throw Object.assign(new Error(erreur), { sentence: erreur });
      return reponse;
    },
    /** → `{rapport}` or `{erreur}`. Rejects with a French sentence when the corrector cannot be had. */
    score: (envelope) => ask({ envelope }),
  };
}
