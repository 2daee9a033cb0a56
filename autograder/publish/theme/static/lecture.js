// Where the reader is, and what she has read to its end: on this device only, and erased at a touch.

const ALSO = ["quiz"]; // what goes with the marks of reading when she erases them

/**
 * `reader`: whose marks; `site`: the URL of the course's home; `page`: this page's path below it. Only pages that end
 * with questions are steps of the course: looking up a word in the glossary does not move the reader.
 */
export function followReading({ store, reader, site, page }) {
  const key = `lecture:${reader}:pages`;
  const marks = () => store.get(key, { here: null, read: [] });
  const places = new Map();
  document.querySelectorAll(".plan a").forEach((link) => {
    const path = decodeURIComponent(new URL(link.href, location.href).pathname.slice(site.pathname.length));
    places.set(path || "index.html", link);
  });
  const step = places.has(page) && document.querySelector("fieldset.question");

  const show = () => {
    const { here, read } = marks();
    places.forEach((link, path) => mark(link, read.includes(path)));
    const left = here === page ? null : places.get(here);
    document.querySelectorAll("[data-reprise]").forEach((line) => {
      line.hidden = !left;
      const way = line.querySelector("a");
      if (!left) return;
      way.href = left.href;
      way.textContent = left.dataset.titre;
    });
    const kept = Boolean(here) || kinds().length > 0;
    document.querySelectorAll("[data-effacer]").forEach((control) => { control.hidden = !kept; });
  };
  const kinds = () => store.keys().filter((name) => ALSO.some((kind) => name.startsWith(`${kind}:${reader}:`)));

  document.querySelectorAll("[data-effacer]").forEach((control) => control.addEventListener("click", () => {
    [key, ...kinds()].forEach((name) => store.remove(name));
    control.closest("details").querySelector("summary").focus();
    show();
  }));

  places.forEach((link) => { link.dataset.titre = link.textContent.trim(); });
  if (step) store.set(key, { ...marks(), here: page });
  show();
  if (!step) return;
  whenSeen(document.querySelector(".suite"), () => {
    const { read } = marks();
    if (read.includes(page)) return;
    store.set(key, { here: page, read: [...read, page] });
    show();
  });
}

function mark(link, read) {
  const present = link.querySelector(".lu");
  if (present && !read) present.remove();
  if (present || !read) return;
  const sign = document.createElement("span");
  sign.className = "lu";
  sign.textContent = "lu";
  link.append(" ", sign);
}

function whenSeen(element, act) {
  if (!element || !("IntersectionObserver" in window)) return;
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watch.disconnect();
    act();
  });
  watch.observe(element);
}
