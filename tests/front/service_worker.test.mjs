/** The service worker: a rebuilt page is seen at once where the host answers, and the page that is here where it does not. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const CODE = readFileSync(new URL("../../autograder/widgets/front/sw.js", import.meta.url), "utf-8");
const HOST = "http://cours/";
const OLD = "0".repeat(16);
const NEW = "1".repeat(16);

/** A worker of the build OLD that keeps `page.html` and `livre.js`; `host(path)` answers for the network. */
function worker(host) {
  const listening = {};
  const asked = [];
  const registration = { scope: HOST, updates: 0, update: async () => void (registration.updates += 1) };
  const self = {
    PRECACHE: { build: OLD, files: { "page.html": "a", "livre.js": "b" }, later: {} },
    registration,
    navigator: { onLine: true },
    addEventListener: (name, listener) => void (listening[name] = listener),
  };
  const cache = { match: async (address) => new Response(`kept ${new URL(address).pathname}`), put: async () => undefined };
  const fetch = async (request) => {
    const path = new URL(request.url ?? request).pathname.slice(1);
    asked.push(path);
    const said = await host(path);
    return said === null ? Promise.reject(new TypeError("Failed to fetch")) : new Response(said);
  };
  new Function("self", "caches", "fetch", CODE)(self, { open: async () => cache }, fetch);

  const get = (path, mode) => new Promise((done) => {
    const request = { method: "GET", mode, url: HOST + path };
    listening.fetch({ request, waitUntil: () => undefined, respondWith: (answer) => done(answer.then((one) => one.text())) });
  });
  return { visit: (path) => get(path, "navigate"), load: (path) => get(path, "no-cors"), self, asked, registration };
}

test("while the host has the same build, pages come from the device", async () => {
  const one = worker((path) => (path === "version.txt" ? `${OLD}\n` : "network"));

  assert.equal(await one.visit("page.html"), "kept /page.html");
  assert.equal(await one.load("livre.js"), "kept /livre.js");
  assert.deepEqual(one.asked, ["version.txt"]);
});

test("a rebuilt page is seen at its first visit, with the script that goes with it, and the worker renews itself", async () => {
  const one = worker((path) => (path === "version.txt" ? NEW : `new ${path}`));

  assert.equal(await one.visit("page.html"), "new page.html");
  assert.equal(await one.load("livre.js"), "new livre.js");
  assert.equal(one.registration.updates, 1);
});

test("a host that has gone between two pages leaves what is on the device", async () => {
  let there = true;
  const one = worker((path) => (!there ? null : path === "version.txt" ? NEW : `new ${path}`));
  await one.visit("page.html");
  there = false;

  assert.equal(await one.visit("page.html"), "kept /page.html");
});

test("a host that does not answer makes a page wait once, not each time", async () => {
  const one = worker((path) => (path === "version.txt" ? new Promise(() => undefined) : "network"));

  assert.equal(await one.visit("page.html"), "kept /page.html");
  assert.equal(await one.visit("page.html"), "kept /page.html");
  assert.deepEqual(one.asked, ["version.txt"]);
});

test("a device that knows itself offline asks nobody", async () => {
  const one = worker(() => "network");
  one.self.navigator.onLine = false;

  assert.equal(await one.visit("page.html"), "kept /page.html");
  assert.deepEqual(one.asked, []);
});

test("a sign-in page that a network puts in the place of every file is no build", async () => {
  const one = worker(() => "<html>Payez pour vous connecter</html>");

  assert.equal(await one.visit("page.html"), "kept /page.html");
});
