"""Opening a session from the command line: what is printed, and what is said when it cannot open."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from autograder.classroom import network, run
from autograder.classroom.app import create_app
from tests.places import ROOT


@pytest.fixture
def app(tmp_path, exercise):
    made = create_app(tmp_path / "seance", tmp_path, [exercise])
    yield made
    made.state.room.store.close()


def test_the_trainer_reads_the_addresses_and_both_codes(app, monkeypatch):
    monkeypatch.setattr(run, "lan_addresses", lambda: ["192.168.4.1", "10.0.0.7"])

    text = "\n".join(run.welcome(app, 8000))

    assert "http://localhost:8000/" in text
    assert "http://192.168.4.1:8000/" in text
    assert "http://10.0.0.7:8000/" in text
    assert re.search(r"Code de la séance[^\n]*: +[2-9A-Z]{5}\n", text)
    assert re.search(r"code d’accès[^\n]*: +[2-9A-Z]{5}-[2-9A-Z]{5}\n", text)


def test_without_a_network_the_trainer_is_told_what_to_switch_on(app, monkeypatch):
    monkeypatch.setattr(run, "lan_addresses", list)

    assert "point d’accès Wi-Fi" in "\n".join(run.welcome(app, 8000))


def test_addresses_are_those_of_real_networks_the_wireless_first(monkeypatch):
    def entry(address):
        return type("Entry", (), {"family": socket.AF_INET, "address": address})

    cards = {
        "lo": "127.0.0.1", "docker0": "172.17.0.1", "eth0": "10.0.0.7", "wlan0": "192.168.4.1", "eth1": "169.254.3.3",
        "eth2": "10.9.9.9",
    }
    monkeypatch.setattr(network.psutil, "net_if_addrs", lambda: {name: [entry(one)] for name, one in cards.items()})
    monkeypatch.setattr(
        network.psutil, "net_if_stats", lambda: {name: type("Card", (), {"isup": name != "eth2"}) for name in cards}
    )

    assert network.lan_addresses() == ["192.168.4.1", "10.0.0.7"]


def test_a_port_in_use_is_one_sentence_that_says_what_to_do(tmp_path, exercise):
    said = []
    with socket.create_server(("0.0.0.0", 0)) as busy:
        port = busy.getsockname()[1]
        code = run.serve(tmp_path / "seance", tmp_path, [exercise], port=port, say=said.append)

    assert code == 2
    [sentence] = said
    assert f"Le port {port} est déjà pris" in sentence
    assert f"--port {port + 1}" in sentence
    assert not (tmp_path / "seance").exists()


@pytest.mark.parametrize("content", [b"ceci n'est pas une base" * 100, b"SQLite format 3\0" + b"\1" * 4000])
def test_a_spoilt_data_folder_is_said_without_a_traceback_and_left_alone(tmp_path, exercise, content):
    said = []
    file = tmp_path / "seance" / "seance.db"
    file.parent.mkdir()
    file.write_bytes(content)

    assert run.serve(tmp_path / "seance", tmp_path, [exercise], port=0, say=said.append) == 1
    assert "ne peut pas servir" in said[0]
    assert file.read_bytes() == content


def test_data_of_a_later_version_are_left_alone(tmp_path, exercise):
    said = []
    app = create_app(tmp_path / "seance", tmp_path, [exercise])
    with app.state.room.store.write() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    app.state.room.store.close()

    assert run.serve(tmp_path / "seance", tmp_path, [exercise], port=0, say=said.append) == 1
    assert "plus récent" in said[0]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise on Windows")
def test_ctrl_c_ends_with_one_line_and_no_traceback(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    script = (
        "from pathlib import Path\n"
        "from autograder.classroom.run import serve\n"
        f"raise SystemExit(serve(Path({str(tmp_path / 'seance')!r}), Path('.'), [], port={port}))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, env=os.environ | {"PYTHONUTF8": "1"}, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/seance", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=30)
    finally:
        process.kill()

    assert process.returncode == 0
    assert out.splitlines()[-1].startswith("Séance arrêtée.")
    assert errors == ""
