/** Whether the session's server answers: said by every call, and asked again now and then while it does not. */

const ASK_AGAIN = 5000;

export function openLink(later = setTimeout) {
  let up = true;
  let ask = () => Promise.resolve();
  let timer = null;
  const watchers = new Set();

  const heard = (answered) => {
    if (answered !== up) {
      up = answered;
      watchers.forEach((act) => act(up));
    }
    if (!up && timer === null) timer = later(knock, ASK_AGAIN);
  };
  const knock = async () => {
    timer = null;
    await ask().catch(() => undefined);
  };

  return {
    up: () => up,
    heard,
    knock,
    /** How to ask for a sign of life; its own outcome comes back through `heard`. */
    askBy(way) { ask = way; },
    watch(act) {
      watchers.add(act);
      return () => watchers.delete(act);
    },
  };
}
