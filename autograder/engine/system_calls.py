"""The system calls that a learner's process may make: those that Python's scientific stack was seen to make, and their
like. Everything else does not exist for it (`ENOSYS`, which libraries know how to do without), new calls included.

Seen with strace and ptrace, CPython 3.11 on x86-64: IPython, numpy and its linear algebra, pandas reading and writing
CSV, JSON, Excel, SQLite and pickles, matplotlib writing PNG, PDF and SVG, threads, pools, subprocesses, shell commands,
file trees: 92 calls. Their like: the same thing under an older or a newer name, or on another architecture.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from typing import Any

FILES = """
    access chdir chmod chown close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2 fadvise64
    fallocate fchdir fchmod fchmodat fchown fchownat fcntl fdatasync fgetxattr flistxattr flock fstat fstatfs fsync
    ftruncate getcwd getdents getdents64 getxattr ioctl lchown lgetxattr link linkat listxattr llistxattr lseek lstat
    mkdir mkdirat newfstatat open openat openat2 pread64 preadv preadv2 pwrite64 pwritev pwritev2 read readahead
    readlink readlinkat readv rename renameat renameat2 rmdir sendfile splice stat statfs statx symlink symlinkat
    sync_file_range tee truncate umask unlink unlinkat utime utimensat utimes futimesat write writev
"""
MEMORY = """
    brk get_mempolicy madvise mbind membarrier mincore mlock mmap mprotect mremap msync munlock munmap set_mempolicy
"""
PROCESSES = """
    alarm arch_prctl capget execve exit exit_group fork futex futex_waitv get_robust_list getcpu getegid geteuid getgid
    getgroups getitimer getpgid getpgrp getpid getppid getpriority getresgid getresuid getrlimit getrusage getsid gettid
    getuid kill pause pidfd_open pidfd_send_signal prlimit64 restart_syscall rseq rt_sigaction rt_sigpending
    rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait rt_tgsigqueueinfo sched_get_priority_max
    sched_get_priority_min sched_getaffinity sched_getparam sched_getscheduler sched_setaffinity sched_yield
    set_robust_list set_tid_address setitimer setpgid setpriority setrlimit setsid sigaltstack signalfd4 sysinfo tgkill
    times tkill uname vfork wait4 waitid
"""
WAITING = """
    clock_getres clock_gettime clock_nanosleep epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait
    eventfd2 getrandom gettimeofday nanosleep pipe pipe2 poll ppoll pselect6 select time timerfd_create timerfd_gettime
    timerfd_settime
"""
BETWEEN_HER_OWN = """
    getpeername getsockname getsockopt recvfrom recvmmsg recvmsg sendmmsg sendmsg sendto setsockopt shutdown socketpair
"""
"""Pairs of sockets within her own process: there is no way to name another end (no `connect`, no `bind`)."""
ALLOWED = tuple(" ".join((FILES, MEMORY, PROCESSES, WAITING, BETWEEN_HER_OWN)).split())
NAMESPACES = 0x20000 | 0x4000000 | 0x8000000 | 0x10000000 | 0x20000000 | 0x40000000 | 0x02000000
"""Every flag of `clone` that would make a namespace."""
PR_SET_NAME, PR_GET_NAME = 15, 16


def make_filter() -> Callable[[], object]:
    """The filter, ready to be loaded. Another architecture's calls (32 bits) end the process: libseccomp's default."""
    import pyseccomp

    made: Any = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.ENOSYS))
    for name in ALLOWED:
        try:
            number = pyseccomp.resolve_syscall(pyseccomp.system_arch(), name)
        except (ValueError, OSError):
            continue  # newer than the library, or of another architecture
        if number >= 0:
            made.add_rule(pyseccomp.ALLOW, name)
    made.add_rule(pyseccomp.ALLOW, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, NAMESPACES, 0))
    made.add_rule(pyseccomp.ALLOW, "socket", pyseccomp.Arg(0, pyseccomp.EQ, socket.AF_UNIX))
    for option in (PR_SET_NAME, PR_GET_NAME):  # threads tell their names
        made.add_rule(pyseccomp.ALLOW, "prctl", pyseccomp.Arg(0, pyseccomp.EQ, option))
    load: Callable[[], object] = made.load
    return load
