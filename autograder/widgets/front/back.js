/** The phone's back button closes the sheet that is open; it leaves the page only when there is none. Pages only. */

const HELD = { feuille: true };
const closers = []; // of the open sheets, the topmost last
let answering = false;
let held = false; // an entry of ours lies on the history, for the back button to take away

export function answerBackButton() {
  answering = true;
  if (history.state && history.state.feuille) history.back(); // left by a sheet that a reload closed
  window.addEventListener("popstate", () => {
    if (!closers.length) return;
    held = false;
    closers[closers.length - 1]();
    setTimeout(hold); // a sheet that waits for an answer stays, and so does the next one below
  });
}

/** A sheet is open; gives back what to call when it is gone. */
export function sheetOpened(close) {
  closers.push(close);
  hold();
  return () => {
    closers.splice(closers.indexOf(close), 1);
    setTimeout(release); // another sheet may take its place at once
  };
}

function hold() {
  if (!answering || held || !closers.length) return;
  history.pushState(HELD, "");
  held = true;
}

function release() {
  if (!held || closers.length) return;
  held = false;
  history.back();
}
