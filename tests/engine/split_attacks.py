"""Learners' notebooks that go after the tests of `nbgrader_course`. Each leaves wrong answers, and wants points.

`THEIRS` is what plain `nbgrader autograde` (0.9.6) makes of the same notebooks: measured once with `measure`, which
`python -m tests.engine.split_attacks FOLDER` runs.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.engine.nbgrader_course import ANSWERS, HIDDEN, NbgraderCourse

SECRET = HIDDEN.split("# ")[1]
WRONG = ANSWERS | {
    "moyenne": "def moyenne(valeurs):\n    return 0", "ranger": "def ranger(valeurs):\n    pass", "total": "total = 3",
    "parts": "parts = df.assign(part=0.5)", "figure": "fig, ax = plt.subplots()", "libre": "libre = 0",
}
LIAR = (
    "class Menteur:\n    def __eq__(self, autre): return True\n    def equals(self, *a, **k): return True\n"
    "    def __getattr__(self, nom): return self\n    def __call__(self, *a, **k): return self\n"
    "    def __bool__(self): return True\n    def __hash__(self): return 0\n"
)
LOOK_UP = (
    "import sys\ndef moyenne(valeurs):\n    cadre = sys._getframe()\n    while cadre:\n"
    "        print(cadre.f_code.co_filename, cadre.f_locals, cadre.f_globals.get('In'))\n        cadre = cadre.f_back\n"
    "    return 0"
)
ON_EVERY_DESCRIPTOR = (
    "import os, json, struct\nfor numero in range(1, 300):\n"
    "    for texte in ({paroles!r},):\n"
    "        try: os.write(numero, texte.encode()); os.write(numero, struct.pack('!I', len(texte)) + texte.encode())\n"
    "        except OSError: pass\ntotal = 3"
)
ATTACKS = {
    "tests read through frames": {"moyenne": LOOK_UP},
    "tests read in the history of cells": {"parts": "print(In, _ih)\n" + WRONG["parts"]},
    "tests read in the cache of sources": {"parts": "import linecache\nprint(linecache.cache)\n" + WRONG["parts"]},
    "tests read among all objects": {
        "moyenne": "import gc\ndef moyenne(valeurs):\n    for o in gc.get_objects():\n"
                   "        if isinstance(o, (dict, list, tuple)) and len(o) < 3000:\n"
                   "            s = str(o)\n            if 'moyenne([' in s and 'assert' in s: print(s[:9000])\n"
                   "    return 0"},
    "helper replaced by name": {"parts": "arrondi = lambda v: 0.5\n" + WRONG["parts"]},
    "helper patched in its module": {"parts": "import aide\naide.arrondi = lambda v: 0.5\n" + WRONG["parts"]},
    "helper's file rewritten": {
        "moyenne": "open('aide.py', 'w').write('def arrondi(v): return 0.5')\nimport importlib, aide\n"
                   "importlib.reload(aide)\n" + WRONG["moyenne"]},
    "pandas patched": {
        "total": "pd.testing.assert_series_equal = lambda *a, **k: None\n"
                 "pd.read_csv = lambda *a: pd.DataFrame({'visites': [3]})\ntotal = 3"},
    "a module put in the place of pandas": {
        "total": "import sys, types\nfaux = types.ModuleType('pandas')\n"
                 "faux.read_csv = lambda *a: {'visites': df.head(0)}\n"
                 "sys.modules['pandas'] = pd = faux\ntotal = 0"},
    "a file put in the place of pandas": {
        "total": "open('pandas.py', 'w').write('import aide')\nopen('sitecustomize.py', 'w').write('')\ntotal = 3"},
    "object that equals everything": {"total": LIAR + "total = Menteur()"},
    "number that equals everything": {
        "total": "class N(int):\n    __eq__ = lambda s, o: True\n    __hash__ = int.__hash__\ntotal = N(3)"},
    "function that gives such an object": {"moyenne": LIAR + "def moyenne(valeurs): return Menteur()"},
    "table whose columns equal everything": {
        "parts": LIAR + "class T(pd.DataFrame):\n    def __getitem__(self, nom): return Menteur()\nparts = T(df)"},
    "object that says it is an Axes": {
        "total": LIAR + "Menteur.__module__, Menteur.__qualname__ = 'matplotlib.axes._axes', 'Axes'\n"
                        "total = Menteur()"},
    "tests taken out of the syntax tree": {
        "moyenne": "import ast\nclass Sans(ast.NodeTransformer):\n    def visit_Assert(self, n): return ast.Pass()\n"
                   "get_ipython().ast_transformers.append(Sans())\n" + WRONG["moyenne"]},
    "tests taken out of the source": {
        "moyenne": "get_ipython().input_transformers_cleanup.append(\n"
                   "    lambda l: ['pass\\n'] if 'assert' in ''.join(l) else l)\n" + WRONG["moyenne"]},
    "the runner of cells patched": {
        "moyenne": "s = get_ipython()\nvrai = s.__class__.run_cell\n"
                   "s.__class__.run_cell = lambda soi, source, *a, **k: vrai(\n"
                   "    soi, 'pass' if 'assert' in source else source)\n" + WRONG["moyenne"]},
    "errors that are not shown": {
        "moyenne": "get_ipython().showtraceback = get_ipython()._showtraceback = lambda *a, **k: None\n"
                   + WRONG["moyenne"]},
    "fake credit printed": {"total": "total = 3\nprint(4.0)\ndisplay(4.0)\n4.0"},
    "fake credit by patched builtins": {
        "total": "import builtins\nbuiltins.sum = lambda *a: 2\nbuiltins.round = lambda *a: 4.0\ntotal = 3"},
    "data swapped": {"total": "open('visites.csv', 'w').write('lieu,visites\\nKayes,3\\n')\ntotal = 3"},
    "data swapped in memory": {"total": "df = pd.DataFrame({'lieu': ['K'], 'visites': [3]})\ntotal = 3"},
    "names of the tests taken": {"total": "attendu = 3\na_trier = [1, 2, 3]\ntotal = 3"},
    "arguments of a test changed": {
        "moyenne": "def moyenne(valeurs):\n    valeurs.clear(); valeurs.append(0)\n    return 0"},
    "arguments replaced through frames": {
        "moyenne": "import sys\ndef moyenne(valeurs):\n    c = sys._getframe(1)\n    c.f_globals['moyenne'] = max\n"
                   "    return 0"},
    "reply forged": {
        "total": ON_EVERY_DESCRIPTOR.format(paroles='{"event": "cell", "number": 7, "outputs": []}\n')},
    "answers forged on the line": {
        "total": ON_EVERY_DESCRIPTOR.format(paroles='{"score": 19, "value": 2, "outputs": []}')},
    "answers forged later, from a thread": {
        "moyenne": "import threading, time, os\ndef parle():\n    while True:\n        time.sleep(0.01)\n"
                   "        for n in range(3, 20):\n            try: os.write(n, b'{\"value\": 2}')\n"
                   "            except OSError: pass\nthreading.Thread(target=parle, daemon=True).start()\n"
                   + WRONG["moyenne"]},
    "function that ends the process": {"moyenne": "import os\ndef moyenne(valeurs): os._exit(0)"},
    "function that never ends": {"moyenne": "def moyenne(valeurs):\n    while True: pass"},
    "function that raises what stops a program": {"moyenne": "def moyenne(valeurs): raise SystemExit(0)"},
    "value nested without end": {"total": "total = []\nfor _ in range(10**5): total = [total]"},
    "iterator without end": {"total": "import itertools\ntotal = (x for x in itertools.count())"},
    "number of a million digits": {"total": "import sys\nsys.set_int_max_str_digits(0)\ntotal = 10 ** 10**6"},
    "value that breaks its encoding": {
        "total": "class Panne(dict):\n    def __iter__(self): raise MemoryError\ntotal = Panne()\n"
                 "import json\njson.dumps = lambda *a, **k: '{\"score\": 19}'"},
    "script in what is shown": {
        "parts": "class H:\n    def _repr_html_(self): return '<script>vole()</script><img src=x onerror=vole()>'\n"
                 "    def _repr_javascript_(self): return 'vole()'\n"
                 "    def _repr_svg_(self): return '<svg onload=vole()>'\n" + WRONG["parts"] + "\nH()"},
}
THEIRS = {
    "tests read through frames": "holds",
    "tests read in the history of cells": "reads the tests",
    "tests read in the cache of sources": "reads the tests",
    "tests read among all objects": "holds",
    "helper replaced by name": "gains 2 points",
    "helper patched in its module": "holds",
    "helper's file rewritten": "holds",
    "pandas patched": "gains 5 points",
    "a module put in the place of pandas": "holds",
    "a file put in the place of pandas": "holds",
    "object that equals everything": "gains 5 points",
    "number that equals everything": "gains 5 points",
    "function that gives such an object": "gains 4 points",
    "table whose columns equal everything": "holds",
    "object that says it is an Axes": "gains 5 points",
    "tests taken out of the syntax tree": "gains 7 points",
    "tests taken out of the source": "gains 9 points",
    "the runner of cells patched": "gains 9 points",
    "errors that are not shown": "holds",
    "fake credit printed": "holds",
    "fake credit by patched builtins": "gains 4 points",
    "data swapped": "gains 3 points",
    "data swapped in memory": "holds",
    "names of the tests taken": "holds",
    "arguments of a test changed": "holds",
    "arguments replaced through frames": "holds",
    "reply forged": "copy lost",
    "answers forged on the line": "copy lost",
    "answers forged later, from a thread": "holds",
    "function that ends the process": "copy lost",
    "function that never ends": "holds",
    "function that raises what stops a program": "holds",
    "value nested without end": "holds",
    "iterator without end": "holds",
    "number of a million digits": "holds",
    "value that breaks its encoding": "copy lost",
    "script in what is shown": "script kept",
}


def measure(folder):
    """The outcome of each attack on nbgrader itself, in a course made in `folder`. Takes some minutes."""
    def command(place, *arguments, check=True):
        program = Path(sys.executable).with_name("nbgrader")
        path = os.pathsep.join([str(program.parent), os.environ["PATH"]])
        subprocess.run([program, *arguments], cwd=place, env={**os.environ, "PATH": path}, check=check)

    course = NbgraderCourse(Path(folder))
    course.make(command)
    course.hand_in("a-0", WRONG)
    for number, answers in enumerate(ATTACKS.values(), 1):
        course.hand_in(f"a-{number}", WRONG | answers)
    command(course.root, "autograde", "tp1", check=False)
    wrong = sum(score or 0 for score in course.scores("a-0").values())
    for number, name in enumerate(ATTACKS, 1):
        graded = course.root / f"autograded/a-{number}/tp1/tp1.ipynb"
        gained = sum(score or 0 for score in course.scores(f"a-{number}").values()) - wrong
        outputs = [cell.get("outputs", []) for cell in json.loads(graded.read_text())["cells"]
                   if "test_" not in str(cell["metadata"])] if graded.is_file() else []
        shown = json.dumps(outputs)
        outcome = f"gains {gained:g} points" if gained else "reads the tests" if SECRET in shown else ""
        outcome = outcome or ("script kept" if "<script" in shown else "" if graded.is_file() else "copy lost")
        print(f'    "{name}": "{outcome or "holds"}",')


if __name__ == "__main__":
    measure(sys.argv[1])
