"""Shuts a process in, on Linux: what a learner's code may see and do while it runs. Needs no administrator's rights.

`Room.build()` once for a process: namespaces of its own (mounts, network, hostnames, System V objects, and users when
we are not root), then a root that holds the interpreter, read-only, and nothing else of the machine. `apart()` in the
process that waits for her, then a fork; `Room.enter()` in the child: a small private /tmp, limits, nobody's identity,
no capability, a filter of system calls. There is no /proc inside: nothing to read, and a container that hides parts of
its own /proc could not give one. Kernel 5.14 or newer: before that, limits on processes count the whole machine's.

Every step raises `OSError` when the kernel refuses it: the caller must then run nothing of hers.
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import socket
import struct
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.engine.protocol import Limits
from autograder.engine.system_calls import make_filter

CLONE = {"mnt": 0x20000, "uts": 0x4000000, "ipc": 0x8000000, "user": 0x10000000, "pid": 0x20000000, "net": 0x40000000}
MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 4096, 16384, 1 << 18
MNT_DETACH = 2
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
ATTR_READ_ONLY, ATTR_NOSUID, ATTR_NODEV = 1, 2, 4
SYS_MOUNT_SETATTR = 442  # one number on every architecture; no function of the C library before glibc 2.36
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38
CAPABILITY_VERSION_3 = 0x20080522
SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts",
          "/etc/alternatives")
DEVICES = ("null", "zero", "full", "random", "urandom")
HOME = "/tmp/carnet"
STRANGER = 1_879_000_000
"""As root, she runs under a user id of this size plus her worker's: one that no account has, never shared by two."""

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Room:
    """The process's new root, ready for her children. `again` are folders of it that a private /tmp would hide."""

    as_root: bool
    load_filter: Callable[[], object]
    again: list[str]
    home: int
    """A descriptor of the process that was moved, which stands for its own process namespace."""

    @classmethod
    def build(cls, place: Path, ours: Iterable[Path], hidden: Path) -> Room:
        """Move this process, for good, to a root of its own, mounted over the empty folder `place`.

        It shows the system's libraries, the interpreter's folders and `ours`; `hidden` (our project) is masked where
        one of them would show it.
        """
        as_root = os.geteuid() == 0 and _has_strangers()
        load_filter = make_filter()
        _namespaces(as_root)
        shown = {Path(path) for path in (*SYSTEM, *_interpreter()) if Path(path).exists()} | set(ours)
        shown |= {path.resolve() for path in shown}
        _mount(None, "/", None, MS_REC | MS_PRIVATE)
        _mount("tmpfs", str(place), "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")
        for path in sorted(shown | {hidden}, key=lambda each: len(each.parts)):
            _show(path, place, masked=path == hidden)
        _furnish(place)
        os.chdir(place)
        _check(_libc.pivot_root(b".", b"ancien"), "pivot_root")
        os.chdir("/")
        _check(_libc.umount2(b"/ancien", MNT_DETACH), "umount")
        os.rmdir("/ancien")
        again = [str(path) for path in shown if path.is_relative_to("/tmp") and not shown & set(path.parents)]
        _read_only("/", recursive=False)
        return cls(as_root, load_filter, again, os.pidfd_open(os.getpid()))

    def apart(self) -> None:
        """The next child of this process is the first of a process namespace of its own, which ends with it."""
        _unshare("pid")

    def fork_apart(self) -> int:
        """`os.fork` for such a child, after which this process may have another. Only as root: it must come back."""
        self.apart()
        child = os.fork()
        if child:
            _check(_libc.setns(self.home, CLONE["pid"]), "setns")
        return child

    def enter(self, limits: Limits, kept: Iterable[int], number: int, parent: int) -> None:
        """Shut this process in for good; the descriptors `kept` stay, `number` tells it from its like.

        It ends with its parent, of which `parent` is a descriptor.
        """
        _prctl(PR_SET_PDEATHSIG, 9)
        os.setsid()
        _unshare("mnt", "ipc")
        user = STRANGER + number
        owner = f",uid={user},gid={user}" if self.as_root else ""
        again = {path: os.open(path, os.O_PATH) for path in self.again}
        _mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, f"size={limits.disk},nr_inodes=4096,mode=700{owner}")
        for path, descriptor in again.items():
            os.makedirs(path, exist_ok=True)
            os.fchdir(descriptor)
            _mount(".", path, None, MS_BIND | MS_REC)
        os.mkdir(HOME, 0o700)
        os.chdir(HOME)
        _close_others((*kept, parent))
        if self.as_root:
            os.chown(HOME, user, user)
            os.setgroups([])
            os.setresgid(user, user, user)
        limit_resources(limits)
        resource.setrlimit(resource.RLIMIT_NPROC, (limits.processes, limits.processes))
        self._become_nobody(user)
        _prctl(PR_SET_PDEATHSIG, 9)  # a change of identity has undone the first
        if select.select([parent], [], [], 0)[0]:
            raise ProcessLookupError("the parent has ended meanwhile")
        os.close(parent)
        self.load_filter()

    def _become_nobody(self, user: int) -> None:
        """Without root: a user namespace that maps nobody, so that she is no one and can become no one."""
        _prctl(PR_SET_NO_NEW_PRIVS, 1)
        if not self.as_root:
            _unshare("user")
        last = int(Path("/etc/last_cap").read_text())
        for capability in range(last + 1):
            _prctl(PR_CAPBSET_DROP, capability)
        if self.as_root:
            os.setresuid(user, user, user)
        _check(_libc.capset(struct.pack("II", CAPABILITY_VERSION_3, 0), struct.pack("6I", *(0,) * 6)), "capset")
        _prctl(PR_SET_DUMPABLE, 0)


def limit_resources(limits: Limits) -> None:
    """Bounds that one process carries, whether it is shut in or not."""
    for kind, value in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, int(limits.total_seconds) + 1),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (value, value))
        except (ValueError, OSError):
            if sys.platform == "linux":  # macOS refuses some of them
                raise


# -- the root


def _interpreter() -> list[str]:
    """The folders of Python and of its packages. An entry added by a `.pth` file is none: it may be our project."""
    prefixes = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    packages = {path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")}
    return sorted(prefixes | packages)


def _has_strangers() -> bool:
    """Whether there are users to spare here: root of a container may have none but itself."""
    rows = (map(int, line.split()) for line in Path("/proc/self/uid_map").read_text().splitlines())
    return any(first <= STRANGER and first + count > STRANGER + 2**23 for first, _, count in rows)


def _namespaces(as_root: bool) -> None:
    user, group = os.geteuid(), os.getegid()
    _unshare("mnt", "net", "ipc", "uts", *(() if as_root else ("user",)))
    if not as_root:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    socket.sethostname("carnet")


def _show(path: Path, place: Path, *, masked: bool) -> None:
    """Have `path` in the new root as it is on the machine, read-only; masked, an empty folder where it would show."""
    target = place / path.relative_to("/")
    if masked:
        if target.is_dir():
            _mount("tmpfs", str(target), "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")
        return
    if target.exists() and not _is_empty(target):
        return  # shown with a folder above it
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink():
        if not target.is_symlink():
            target.symlink_to(path.readlink())
        return
    if path.is_dir():
        target.mkdir(exist_ok=True)
    else:
        target.touch()
    _mount(str(path), str(target), None, MS_BIND | MS_REC)
    _read_only(str(target), recursive=True)


def _is_empty(target: Path) -> bool:
    return target.is_dir() and not any(target.iterdir())


def _furnish(place: Path) -> None:
    for name in ("dev", "tmp", "etc", "ancien"):
        (place / name).mkdir(exist_ok=True)
    for name in DEVICES:
        (place / "dev" / name).touch()
        _mount(f"/dev/{name}", str(place / "dev" / name), None, MS_BIND)
    (place / "etc" / "passwd").write_text("nobody:x:65534:65534:nobody:/tmp:/bin/false\n")
    (place / "etc" / "last_cap").write_text(Path("/proc/sys/kernel/cap_last_cap").read_text())


# -- system calls


def _close_others(kept: Iterable[int]) -> None:
    """Close every descriptor past the standard ones, but these."""
    start = 3
    for descriptor in (*sorted(kept), 65536):
        os.closerange(start, descriptor)
        start = descriptor + 1


def _check(result: int, what: str) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def _unshare(*kinds: str) -> None:
    _check(_libc.unshare(sum(CLONE[kind] for kind in kinds)), f"unshare {' '.join(kinds)}")


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    arguments = [None if each is None else os.fsencode(each) for each in (source, target, kind)]
    data = None if options is None else options.encode()
    _check(_libc.mount(*arguments, ctypes.c_ulong(flags), data), f"mount {target}")


def _read_only(target: str, *, recursive: bool) -> None:
    wanted = struct.pack("4Q", ATTR_READ_ONLY | ATTR_NOSUID | (ATTR_NODEV if recursive else 0), 0, 0, 0)
    depth = AT_RECURSIVE if recursive else 0
    _check(
        _libc.syscall(
            ctypes.c_long(SYS_MOUNT_SETATTR), ctypes.c_long(AT_FDCWD), os.fsencode(target), ctypes.c_long(depth),
            wanted, ctypes.c_size_t(len(wanted)),
        ),
        f"mount_setattr {target}",
    )


def _prctl(option: int, value: int) -> None:
    _check(_libc.prctl(option, *(ctypes.c_ulong(each) for each in (value, 0, 0, 0))), f"prctl {option}")
