/** The session server's API (ARCHITECTURE.md, « Session API »), one function per call. */

const PATIENCE = 15000;
export const UNREADABLE = "Le serveur a répondu de travers. Votre travail est gardé ; essayez encore dans un instant.";

/** The server could not be reached at all: whatever was asked may be asked again later. */
export class Unreachable extends Error {}

/** The server said no: `status`, its French `sentence`, and whatever data came with it. */
export class Refused extends Error {
  constructor(status, data) {
    super(`refused with ${status}`);
    this.status = status;
    this.data = data || {};
    this.sentence = this.data.erreur || UNREADABLE;
  }

  /** True when the same request may succeed later: the server is ill, busy, or out of room. */
  get passing() {
    return this.status >= 500 || this.status === 408 || this.status === 429;
  }
}

/** `root`: the site's root as a URL. `heard(true | false)` is told after each call whether the server answered. */
export function openApi(root, heard = () => {}, ask = (url, options) => fetch(url, options)) {
  async function call(method, path, { body, token, keepalive = false, file = false } = {}) {
    const headers = { Accept: "application/json" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (token) headers.Authorization = `Bearer ${token}`;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    let response, data;
    try {
      const options = { method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: "no-store", keepalive, signal: stop.signal };
      response = await ask(new URL(`api/${path}`, root).href, options);
      data = file && response.ok ? await response.blob() : await response.json().catch(() => null);
    } catch (error) {
      heard(false);
      throw new Unreachable();
    } finally {
      clearTimeout(timer);
    }
    heard(true);
    if (!response.ok || !data) throw new Refused(response.ok ? 502 : response.status, data);
    return data;
  }

  return {
    session: () => call("GET", "seance"),
    /** `cle`, made once by this device: the same entry sent again makes no second person. */
    enter: (code, nom, cle) => call("POST", "entrer", { body: { code, nom, cle } }),
    resume: (reprise) => call("POST", "reprendre", { body: { reprise } }),
    work: (exercise, token) => call("GET", `travail/${exercise}`, { token }),
    saveDraft: (exercise, token, answer, revision, keepalive) =>
      call("PUT", `brouillon/${exercise}`, { token, body: { answer, revision }, keepalive }),
    verify: (exercise, token, envelope) => call("POST", `verifier/${exercise}`, { token, body: envelope }),
    /** Her campaign file in one of its forms, as a Blob. */
    campaignFile: (kind, token, content) => call("POST", `dossier/${kind}`, { token, body: content, file: true }),
    /** An answer to `exercise` that goes on from her earlier ones: those of this device (`answers`), and the server's. */
    takeOver: (exercise, token, content) => call("POST", `reprise/${exercise}`, { token, body: content }),
    submit: (token, cle, remise) => call("POST", "remises", { token, body: { cle, remise } }),
  };
}
