"""More attacks for `test_engine_attacks`: doors of the kernel, of Python and of its libraries, and floods each part of
which stays within its limit. `tente` keeps what an attempt gives, `appel` makes a system call by its number.
"""

CALLS = """
import ctypes, struct
libc = ctypes.CDLL(None, use_errno=True)
def appel(numero, *arguments):
    rendu = libc.syscall(ctypes.c_long(numero), *(ctypes.c_long(a) if isinstance(a, int) else a for a in arguments))
    if rendu < 0: raise OSError(ctypes.get_errno(), "")
    return f"appel {numero} : {rendu}"
"""
"""Numbers of x86-64; on another machine these are other calls, which must fail as well."""

READING = {
    "read memory through /proc/self/mem": (
        "for place in ('/proc/self/mem', '/proc/thread-self/mem', '/dev/mem', '/dev/kmem', '/proc/kcore'):\n"
        "    tente(lambda: open(place, 'rb', 0).fileno())"),
    "read the memory of other processes by their numbers": (
        CALLS + "bloc = ctypes.create_string_buffer(64)\nvecteur = struct.pack('QQ', ctypes.addressof(bloc), 64)\n"
        "for autre in (*range(2, 300), os.getppid()): tente(appel, 310, autre, vecteur, 1, vecteur, 1, 0)"),
    "trace its neighbours": CALLS + "for autre in range(1, 300): tente(appel, 101, 16, autre, 0, 0)",
    "take descriptors out of other processes": (
        CALLS + "for autre in range(1, 50):\n    try: fil = os.pidfd_open(autre)\n    except OSError: continue\n"
        "    for numero in range(20): tente(appel, 438, fil, numero, 0)"),
    "receive descriptors on whatever is open": (
        "import socket\ndef recoit(numero):\n    with socket.socket(fileno=os.dup(numero)) as bout:\n"
        "        bout.setblocking(False)\n        return socket.recv_fds(bout, 100, 20)[1][0]\n"
        "for numero in range(300): tente(recoit, numero)"),
    "open files by handles that skip their folders": (
        CALLS + "poignee = ctypes.create_string_buffer(struct.pack('Ii', 128, 1) + bytes(128))\n"
        "tente(appel, 303, -100, b'/', poignee, ctypes.byref(ctypes.c_int()), 0)\ntente(appel, 304, 3, poignee, 0)"),
    "have the kernel do it (io_uring, bpf, perf, userfaultfd)": (
        CALLS + "zone = ctypes.create_string_buffer(256)\n"
        "for numero in (425, 321, 298, 323, 426, 427): tente(appel, numero, 5, zone, 120, 0, 0)"),
    "run a program from memory": (
        CALLS + "tente(appel, 319, b'x', 0)\ntente(os.memfd_create, 'x')\ntente(appel, 447, 0)"),
    "enter other namespaces": (
        CALLS + "tente(appel, 308, 0, 0x10000000)\ntente(appel, 272, 0x10000000)\n"
        "tente(appel, 56, 0x10000000 | 17, 0, 0, 0, 0)\n"
        "tente(appel, 435, struct.pack('11Q', 0x10000000, *([0] * 10)), 88)\ntente(appel, 428, -100, b'/', 1)"),
    "look for shared memory and queues of others": (
        CALLS + "tente(lambda: os.listdir('/dev/shm')[0])\ntente(lambda: os.listdir('/dev/mqueue')[0])\n"
        "tente(appel, 29, 1, 100, 0o1777)\ntente(appel, 71, 0, 3, 0)\ntente(appel, 240, b'x', 0o102, 0o777, 0)"),
    "watch files of the machine": CALLS + "tente(appel, 294, 0)\ntente(appel, 253)\ntente(appel, 300, 0, 0)",
    "look into the kernel's keyrings": (
        CALLS + "for numero in (248, 249, 250): tente(appel, numero, b'user', b'x', b'y', 1, -3)"),
    "raise its own limits": (
        "import resource\nfor quoi in (resource.RLIMIT_AS, resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE):\n"
        "    tente(lambda: resource.setrlimit(quoi, (-1, -1)) or 'plus de limite')\n"
        "tente(lambda: os.nice(-5) and 'devant')"),
    "type into the trainer's terminal": (
        "import fcntl, termios\nfor numero in range(20): tente(lambda: fcntl.ioctl(numero, termios.TIOCSTI, b'x')\n"
        "    or 1)\n"
        "tente(lambda: os.open('/dev/tty', os.O_RDWR))"),
    "find the checks among all objects": (
        "import gc, types\ndef cherche():\n    return [o for o in gc.get_objects() if isinstance(o, types.ModuleType)\n"
        "            and '/exercises/' in str(getattr(o, '__file__', ''))][0]\ntente(cherche)\n"
        "tente(lambda: [o for o in gc.get_objects() if type(o).__name__ in ('Exercise', 'Submission')][0])"),
    "name a socket that others could reach": (
        "import socket\nfor fin in ('\\0x', '/tmp/x'):\n"
        "    tente(lambda: socket.socket(socket.AF_UNIX).bind(fin) or 'bind')\n"
        "for famille in (2, 10, 16, 17, 38, 40, 44): tente(socket.socket, famille, 2)"),
}
WRITING = {
    "write through mounts made writable again": (
        CALLS + "tente(appel, 165, b'none', b'/', 0, 32, 0)\ntente(appel, 442, -100, b'/', 0, bytes(32), 32)\n"
        "tente(appel, 155, b'.', b'.')\ntente(appel, 166, b'/tmp', 2)\ntente(lambda: ecrit('/usr/x'))"),
    "climb out by a path with dots": (
        "for haut in range(2, 12): tente(ecrit, '../' * haut + GRADEBOOK.lstrip('/'))"),
}
FORGING = {
    "leave modules that start with Python": (
        "for nom in ('sitecustomize', 'usercustomize', 'json', 'autograder', 'numpy'):\n"
        "    for lieu in ('.', '/tmp'):\n        with open(f'{lieu}/{nom}.py', 'w') as f: f.write('1/0')\n"
        "sys.path.insert(0, '.')"),
    "hook imports": (
        "class Crochet:\n    def find_spec(self, nom, *reste): raise SystemExit(nom)\n"
        "sys.meta_path.insert(0, Crochet())\n"
        "for nom in list(sys.modules):\n    if nom.startswith('autograder'): sys.modules[nom] = None"),
    "patch what writes the reply": (
        "import autograder.engine.protocol as p, autograder.engine.child as c\n"
        "p.encode = c.encode = lambda *a: {'t': 'dict', 'v': [['score', 20]]}\nc._value_of = lambda *a: {'ok': 20}\n"
        "os.write = lambda f, d: len(d)"),
    "patch the running functions themselves": (
        "import gc, types\nfor o in gc.get_objects():\n"
        "    if isinstance(o, types.FunctionType) and o.__name__ in ('_outcome', 'encode', 'tell'):\n"
        "        o.__code__ = (lambda *a, **k: {'ok': 20}).__code__"),
    "reply with what JSON lets pass": (
        "for texte in ('1e999', '-0', '1' * 4000, '\"\\\\ud800\"', '[' * 900 + ']' * 900):\n"
        "    for numero in range(3, 30):\n"
        "        try: os.write(numero, ('{\"event\": \"values\", \"calls\": [], \"names\": {\"reponse\": {\"ok\": '\n"
        "                               + texte + '}}}\\n').encode())\n        except OSError: pass"),
    "answer with numpy's and pandas' own hooks": (
        "import numpy as np, pandas as pd\nclass Menteur:\n    __module__ = 'numpy'\n"
        "    def tolist(self): return {'score': 20}\n    def __array_ufunc__(self, *a, **k): return 20\n"
        "    def __array__(self, *a, **k): return np.array(20)\n    def __reduce__(self): return os.system, ('id',)\n"
        "pd.api.extensions.register_dataframe_accessor('score')(lambda table: 20)\nbutin = [Menteur()]"),
    "write into numbers that everybody shares": (
        "import ctypes\nfor n in (0, 1, 2): ctypes.c_long.from_address(id(n) + 24).value = 20"),
    "look-alike names": "r\u0435ponse = {'score': 20}\nenregi\u0455trer = verifi\u0435r = lambda *a: 20",
    "say that no sandbox is to be had": (
        "for numero in range(3, 30):\n    try: os.write(numero, b'{\"event\": \"unconfined\", \"why\": \"x\"}\\n')\n"
        "    except OSError: pass"),
}
CRASHING = {
    "system calls of 32 bits": (
        "import ctypes, mmap\nzone = mmap.mmap(-1, 4096, prot=7)\nzone.write(b'\\xb8\\x14\\0\\0\\0\\xcd\\x80\\xc3')\n"
        "ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(zone)))()"),
    "hold the interpreter while it sleeps": "import ctypes\nctypes.PyDLL(None).sleep(1000)",
    "end at the end": (
        "import atexit, threading, time\nclass Fin:\n    def __del__(self): time.sleep(1000)\nfin = Fin()\n"
        "atexit.register(time.sleep, 1000)\nthreading.Thread(target=time.sleep, args=(1000,)).start()"),
    "take every signal": (
        "import signal\nfor n in range(1, 65):\n    try: signal.signal(n, lambda *a: None)\n"
        "    except (OSError, ValueError): pass\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
        "while True: pass"),
    "storm of processes that each stay within limits": (
        "import time\nfor _ in range(25):\n    if os.fork() == 0:\n        y = b'x' * 2**28; time.sleep(60)\n"
        "time.sleep(60)"),
    "storm of files, folders and holes": (
        "tente(lambda: open('trou', 'wb').truncate(2**40))\n"
        "for n in range(10**5):\n    try: os.mkdir('d'); os.chdir('d')\n    except OSError: break"),
    "pipes and sockets filled": (
        "import socket, fcntl\ngarde = []\nwhile True:\n    try:\n        lit, ecrit_ = os.pipe(); garde.append(lit)\n"
        "        fcntl.fcntl(ecrit_, 1031, 2**20); os.set_blocking(ecrit_, False); os.write(ecrit_, bytes(2**20))\n"
        "    except OSError: break"),
    "descend the stack in C": (
        "import re, json\njson.loads('[' * 10**6) if os.fork() else re.compile('(' * 10**6)"),
}
