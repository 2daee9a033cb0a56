/**
 * The service worker: after a first visit the course works with no network.
 *
 * `publish/offline.py` puts `self.PRECACHE = {build, files: {path: hash}, later: {path: hash}}` before this code. Paths
 * are relative to the scope, so that the site may sit in any folder. `files` are fetched at once; `later` (Python, heavy)
 * is kept from the first time a page asks for it. A new build changes the list, so the browser installs it anew: what has
 * the same hash is taken from the old cache instead of the network.
 *
 * Before each page it asks which build the host has (16 letters), and waits for a moment only. Where the host has
 * another, pages and what they ask for come from the network until the new worker takes over, so that a rebuilt page is
 * seen at once and never half old.
 */

const { build, files, later } = self.PRECACHE;
const PATIENCE = 700; // milliseconds: beyond, the page that is here is worth more than a newer one
const SILENCE = 60000; // after no answer, pages no longer wait for this long
let outdated = false;
let quietUntil = 0;
const all = { ...files, ...later };
const NAME = `cours ${self.registration.scope}`;
const address = (path, hash) => `${new URL(path, self.registration.scope).href}?hash=${hash}`;

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(sweep().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const path = pathOf(request.url);
  if (path !== null) event.respondWith(request.mode === "navigate" ? visit(event, path) : answer(event, path));
});

/** A page is asked for: find out first whether the host has a newer build. */
async function visit(event, path) {
  if (!outdated && self.navigator.onLine && Date.now() > quietUntil) {
    const there = await Promise.race([buildOfHost(), pause(PATIENCE)]);
    if (there === null) quietUntil = Date.now() + SILENCE;
    else if (there !== build) {
      outdated = true;
      event.waitUntil(self.registration.update().catch(() => undefined));
    }
  }
  return answer(event, path);
}

/** The host's build; null when it does not say, or when something else answers in its place. */
async function buildOfHost() {
  try {
    const response = await fetch(new URL("version.txt", self.registration.scope).href, { cache: "no-store" });
    const said = response.ok ? (await response.text()).trim() : "";
    return /^[0-9a-f]{16}$/.test(said) ? said : null;
  } catch {
    return null;
  }
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(() => done(null), milliseconds));
}

/** Fetch every file that no earlier build left here. */
async function fill() {
  const cache = await caches.open(NAME);
  const missing = [];
  for (const path of Object.keys(files)) {
    if (!(await cache.match(address(path, files[path])))) missing.push(path);
  }
  for (let i = 0; i < missing.length; i += 6) {
    await Promise.all(missing.slice(i, i + 6).map((path) => bring(cache, path)));
  }
}

async function bring(cache, path) {
  const response = await fetch(new Request(new URL(path, self.registration.scope).href, { cache: "no-cache" }));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await cache.put(address(path, all[path]), plain(response));
}

/** A response that may answer a navigation even if the host redirected on the way. */
function plain(response) {
  return response.redirected ? new Response(response.body, { status: response.status, headers: response.headers }) : response;
}

async function sweep() {
  const cache = await caches.open(NAME);
  const kept = new Set(Object.keys(all).map((path) => address(path, all[path])));
  for (const request of await cache.keys()) {
    if (!kept.has(request.url)) await cache.delete(request);
  }
}

/** A request's path below the scope as the list names it; null outside the scope or when the list has no such file. */
function pathOf(url) {
  const { origin, pathname } = new URL(url);
  const scope = new URL(self.registration.scope);
  if (origin !== scope.origin || !pathname.startsWith(scope.pathname)) return null;
  const path = decodeURIComponent(pathname.slice(scope.pathname.length));
  if (path in all) return path;
  const index = path === "" || path.endsWith("/") ? `${path}index.html` : `${path}/index.html`;
  return index in all ? index : null;
}

async function answer(event, path) {
  const { pathname } = new URL(event.request.url);
  if (path.endsWith("/index.html") && !pathname.endsWith("/") && !pathname.endsWith("/index.html")) {
    // a folder named without its slash: relative addresses need it
    return Response.redirect(new URL(path.slice(0, -"index.html".length), self.registration.scope).href);
  }
  if (outdated) {
    const fresh = await fetch(event.request).catch(() => null);
    if (fresh && fresh.ok) return fresh;
  }
  const cache = await caches.open(NAME);
  const known = await cache.match(address(path, all[path]));
  if (known) return known;
  const response = await fetch(event.request);
  // a device without room keeps working online
  if (response.ok) event.waitUntil(cache.put(address(path, all[path]), plain(response.clone())).catch(() => undefined));
  return response;
}
