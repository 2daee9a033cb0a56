/**
 * Scoring without a server: Python (Pyodide) in a web worker, with our own wheel and the exercises inside it.
 *
 * In: `{load: {base, wheel, bytes}}`, then `{id, envelope}`. Out: `{progress: 0…1}`, `{ready: true}`,
 * `{failed: true}`, `{id, rapport}`, `{id, reponse}` or `{id, erreur}`. `base` is the absolute address of the folder of Pyodide and the wheel.
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

def resume(raw):
    asked = json.loads(raw)
    try:
        return json.dumps({"reponse": exercises[asked["exercise"]].resume(asked["answer"], asked["answers"])})
    except InvalidData as refusal:
        return json.dumps({"erreur": refusal.sentence})

answer, resume
`;

const TAKE_HOME = `
import json
from datetime import UTC, datetime

from autograder.outputs.campaign_file import gather, to_ics
from autograder.outputs.campaign_html import to_html
from autograder.outputs.campaign_xlsx import to_xlsx

KINDS = {
    "html": ("text/html", lambda file, now: to_html(file, now.date()).encode()),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", lambda file, now: to_xlsx(file)),
    "ics": ("text/calendar", to_ics),
}

def campaign(raw):
    asked = json.loads(raw)
    try:
        file = gather(asked["answers"], list(exercises.values()), title=asked["title"], author=asked["author"])
        media, make = KINDS[asked["kind"]]
        return make(file, datetime.now(UTC)), media, None
    except InvalidData as refusal:
        return None, None, refusal.sentence

campaign
`;

let answer = null;
let resume = null;
let home = ""; // where Python's files lie
let python = null;
let campaign = null;

self.onmessage = async ({ data }) => {
  if (data.load) await load(data.load);
  else if (data.campaign) self.postMessage({ id: data.id, ...(await takeHome(data.campaign)) });
  else if (data.resume) self.postMessage({ id: data.id, ...JSON.parse(resume(JSON.stringify(data.resume))) });
  else if (answer) self.postMessage({ id: data.id, ...JSON.parse(answer(JSON.stringify(data.envelope))) });
};

async function load({ base, wheel, bytes }) {
  try {
    count(bytes);
    const { loadPyodide } = await import(`${base}pyodide/pyodide.mjs`);
    home = base;
    python = await loadPyodide({ indexURL: `${base}pyodide/` });
    const response = await fetch(base + wheel);
    if (!response.ok) throw new Error(`${wheel}: ${response.status}`);
    python.unpackArchive(await response.arrayBuffer(), "wheel");
    [answer, resume] = python.runPython(PROGRAM).toJs();
    self.postMessage({ ready: true });
  } catch (error) {
    console.warn(error);
    self.postMessage({ failed: true });
  }
}

/** Her campaign file; what writes it is loaded the first time that somebody asks. */
async function takeHome(asked) {
  if (!campaign) {
    const response = await fetch(`${home}emporter.zip`).catch(() => ({ ok: false }));
    if (!response.ok) return { erreur: "Le dossier ne peut pas encore se faire ici : il y faut le réseau une première fois." };
    const beside = python.runPython("import autograder; str(Path(autograder.__file__).parent.parent)");
    python.unpackArchive(await response.arrayBuffer(), "zip", { extractDir: beside });
    python.runPython("import importlib; importlib.invalidate_caches()");
    campaign = python.runPython(TAKE_HOME);
  }
  const [file, media, erreur] = campaign(JSON.stringify(asked)).toJs();
  return { file, media, erreur };
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
