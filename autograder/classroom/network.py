"""Addresses of this machine, found without sending anything."""

from __future__ import annotations

import ipaddress
import socket

import psutil

VIRTUAL = (
    "docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vethernet", "utun", "tun", "tap", "zt", "tailscale", "lxc",
)
WIRELESS = ("wl", "wi-fi", "wifi", "ap", "en0")


def lan_addresses() -> list[str]:
    """IPv4 addresses by which phones on the same network reach this machine, the likeliest first."""
    states = psutil.net_if_stats()
    found = [
        (_rank(name), entry.address)
        for name, entries in psutil.net_if_addrs().items()
        if name in states and states[name].isup and not name.lower().startswith(VIRTUAL)
        for entry in entries
        if entry.family == socket.AF_INET and _is_usable(entry.address)
    ]
    return [address for _, address in sorted(found)]


def _rank(name: str) -> int:
    return 0 if name.lower().startswith(WIRELESS) else 1


def _is_usable(address: str) -> bool:
    ip = ipaddress.ip_address(address)
    return not (ip.is_loopback or ip.is_link_local or ip.is_unspecified)


def listening_program(port: int) -> str:
    """« python3 » (numéro 1234), when the system tells which program holds the port; else an empty text."""
    try:
        for connection in psutil.net_connections("tcp"):
            listens = connection.status == psutil.CONN_LISTEN and connection.laddr.port == port
            if listens and connection.pid:
                return f"« {psutil.Process(connection.pid).name()} », numéro {connection.pid}"
    except (psutil.Error, OSError):
        pass
    return ""


def bind(port: int) -> socket.socket:
    """A listening socket on every network of this machine. Raises OSError when the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
    if exclusive is not None:  # Windows lets two programs share a port otherwise
        listener.setsockopt(socket.SOL_SOCKET, exclusive, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("0.0.0.0", port))
        listener.listen(256)
    except OSError:
        listener.close()
        raise
    return listener
