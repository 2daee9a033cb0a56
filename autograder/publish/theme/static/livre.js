// The book's only script: what a page remembers on this device. Without it every page can still be read.
import { openPeople } from "./people.js";
import { openStore } from "./store.js";
import { followReading } from "./lecture.js";
import { askQuestions } from "./questions.js";

const site = new URL(document.documentElement.dataset.content_root, location.href);
const store = openStore(`cours:${site.pathname}:`);
const someone = openPeople(store).current();
// On a shared computer each person who signed in has her own marks; `moi` is whoever did not.
const reader = someone ? someone.id : "moi";
const page = decodeURIComponent(location.pathname.slice(site.pathname.length)) || "index.html";

askQuestions({ store, key: `quiz:${reader}:${page}` });
followReading({ store, reader, site, page });
