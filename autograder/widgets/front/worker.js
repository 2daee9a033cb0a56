/**
 * Scoring without a server: Python (Pyodide) in a web worker, with our own wheel and the exercises inside it.
 *
 * In: `{load: {base, wheel, bytes}}`, then `{id, envelope}`. Out: `{progress: 0…1}`, `{ready: true}`,
 * `{failed: true}`, `{id, rapport}` or `{id, erreur}`. `base` is the absolute address of the folder of Pyodide and the wheel.
 */

const PROGRAM = `
import json
from importlib.util import find_spec
from pathlib import Path

from autograder.catalogue import find_exercises, read_envelope
from autograder.checks import InvalidData

root = Path(find_spec("autograder").origin).parent.parent / "cours_exercices"
exercises = {exercise.id: exercise for exercise in find_exercises(root)}

def answer(raw):
    try:
        envelope = read_envelope(raw, exercises)
        return json.dumps({"rapport": envelope.exercise.score(envelope.answer).to_json()})
    except InvalidData as refusal:
        return json.dumps({"erreur": refusal.sentence})

answer
`;

let answer = null;

self.onmessage = async ({ data }) => {
  if (data.load) await load(data.load);
  else if (answer) self.postMessage({ id: data.id, ...JSON.parse(answer(JSON.stringify(data.envelope))) });
};

async function load({ base, wheel, bytes }) {
  try {
    count(bytes);
    const { loadPyodide } = await import(`${base}pyodide/pyodide.mjs`);
    const python = await loadPyodide({ indexURL: `${base}pyodide/` });
    const response = await fetch(base + wheel);
    if (!response.ok) throw new Error(`${wheel}: ${response.status}`);
    python.unpackArchive(await response.arrayBuffer(), "wheel");
    answer = python.runPython(PROGRAM);
    self.postMessage({ ready: true });
  } catch (error) {
    console.warn(error);
    self.postMessage({ failed: true });
  }
}

/** Count what `fetch` brings, whoever asks: Pyodide gives no news of its own downloads. */
function count(total) {
  const plain = self.fetch;
  let done = 0;
  self.fetch = async (...request) => {
    const response = await plain(...request);
    if (!response.ok || !response.body || typeof TransformStream === "undefined") return response;
    const counted = new TransformStream({
      transform(chunk, out) {
        done += chunk.byteLength;
        self.postMessage({ progress: Math.min(1, done / total) });
        out.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(counted), { status: response.status, headers: response.headers });
  };
}
