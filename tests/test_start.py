"""The two commands, without a network: what a start decides to do, and what it says when it cannot."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from launcher import browser, failures, system
from launcher.console import Refusal, Step, Steps, duration, typeset
from launcher.environment import RUN_LOCK, TEST_LOCK, Places, State, digest, look, plan, satisfied, wheels_identity
from launcher.installer import Count, Installer
from launcher.lock import alone
from launcher.main import main, read_port, shell_code
from launcher.process import attend, clean_environment, watch
from tests.places import ROOT

JOURNAL = Path("build") / "installation.log"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A project folder whose path has a space and an accent, with its two locks."""
    root = tmp_path / "Élan d'été"
    root.mkdir()
    (root / RUN_LOCK).write_text("wheel==1.0 \\\n    --hash=sha256:aa\n", encoding="utf-8")
    (root / TEST_LOCK).write_text("wheel==1.0 \\\n    --hash=sha256:aa\npytest==9.0\n", encoding="utf-8")
    return Places(root)


def installed_with(places: Places, lock: str) -> None:
    """An environment that stands for one whose installation went to its end."""
    places.python.parent.mkdir(parents=True)
    if os.name == "nt":
        pytest.skip("une copie de l'interpréteur ne démarre pas seule sous Windows")
    places.python.symlink_to(sys.executable)
    places.stamp.write_text("\n".join(satisfied(places, lock)), encoding="ascii")


def fake_python(places: Places, says: str, code: int) -> None:
    """An environment's Python that answers every pip command with these words."""
    if os.name == "nt":
        pytest.skip("un script ne remplace pas python.exe sous Windows")
    places.python.parent.mkdir(parents=True, exist_ok=True)
    places.python.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n", encoding="utf-8")
    places.python.chmod(0o755)


def test_a_first_start_creates_downloads_and_installs(places: Places) -> None:
    assert plan(look(places, RUN_LOCK)) == ["create", "download", "install"]


def test_a_second_start_has_nothing_to_install(places: Places) -> None:
    installed_with(places, RUN_LOCK)

    assert plan(look(places, RUN_LOCK)) == []


def test_a_changed_lock_is_installed_into_the_same_environment(places: Places) -> None:
    installed_with(places, RUN_LOCK)
    (places.root / RUN_LOCK).write_text("wheel==2.0\n", encoding="utf-8")

    assert plan(look(places, RUN_LOCK)) == ["download", "install"]


def test_an_environment_without_its_stamp_is_made_anew(places: Places) -> None:
    installed_with(places, RUN_LOCK)
    places.stamp.unlink()

    assert plan(look(places, RUN_LOCK))[0] == "create"


def test_an_environment_whose_python_is_gone_is_made_anew(places: Places) -> None:
    installed_with(places, RUN_LOCK)
    places.python.unlink()

    assert plan(look(places, RUN_LOCK))[0] == "create"


def test_an_unreadable_stamp_counts_as_none(places: Places) -> None:
    installed_with(places, RUN_LOCK)
    places.stamp.write_bytes(b"\xff\xfe\x00")

    assert not look(places, RUN_LOCK).whole


def test_what_was_downloaded_before_a_kill_is_not_downloaded_again(places: Places) -> None:
    places.wheels.mkdir(parents=True)
    places.wheels_stamp.write_text("\n".join(wheels_identity(places, RUN_LOCK)), encoding="ascii")

    assert plan(look(places, RUN_LOCK)) == ["create", "install"]


def test_the_tests_environment_also_opens_the_course(places: Places) -> None:
    installed_with(places, TEST_LOCK)

    assert plan(look(places, RUN_LOCK)) == []


def test_the_course_environment_lacks_the_tests_tools(places: Places) -> None:
    installed_with(places, RUN_LOCK)

    assert plan(look(places, TEST_LOCK)) == ["download", "install"]


def test_an_installation_that_fails_leaves_no_stamp(places: Places) -> None:
    fake_python(places, "ERROR: something odd", code=1)
    places.stamp.write_text(digest(places.root / RUN_LOCK), encoding="ascii")

    with pytest.raises(Refusal, match="erreur inattendue"):
        Installer(places, RUN_LOCK, Steps(), held=None).take("install")

    assert not places.stamp.exists()


def test_an_installation_that_ends_well_is_stamped_and_drops_its_wheels(places: Places) -> None:
    fake_python(places, "Successfully installed wheel-1.0", code=0)
    places.wheels.mkdir(parents=True)

    Installer(places, RUN_LOCK, Steps(), held=None).take("install")

    assert places.stamp.read_text(encoding="ascii") == digest(places.root / RUN_LOCK)
    assert not places.wheels.exists()


def test_a_missing_network_is_told_and_leaves_the_environment_as_it_was(places: Places) -> None:
    fake_python(places, "WARNING: Retrying after NewConnectionError: [Errno 101] Network is unreachable", code=1)
    places.stamp.write_text("an older lock", encoding="ascii")

    with pytest.raises(Refusal, match="Le réseau manque"):
        Installer(places, RUN_LOCK, Steps(), held=None).take("download")

    assert places.stamp.exists()
    assert not places.wheels_stamp.exists()


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "Le disque est plein"),
        ("Failed to establish a new connection: [Errno -3] Temporary failure in name resolution", "Le réseau manque"),
        ("NewConnectionError … SSL: CERTIFICATE_VERIFY_FAILED certificate is not yet valid", "la date et l'heure"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "par prudence"),
        ("ERROR: No matching distribution found for numpy==2.4.6", "n'existe pas pour cet ordinateur"),
        ("ERROR: Could not install packages: [Errno 13] Permission denied: '/x'", "n'accepte pas d'écriture"),
        ("Segmentation fault", "installation.log"),
    ],
)
def test_each_failure_of_pip_has_its_french_sentence(output: str, told: str) -> None:
    assert told in failures.explain(output, JOURNAL)


def test_a_full_disk_under_our_own_hands_is_told_too() -> None:
    assert failures.explain_os_error(OSError(errno.ENOSPC, "No space left on device")) == failures.DISK_FULL


def test_too_little_space_is_refused_before_downloading(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("launcher.installer.SPACE_NEEDED", 10**18)

    with pytest.raises(Refusal, match="Le disque est plein"):
        Installer(places, RUN_LOCK, Steps(), held=None).take("create")


def test_progress_counts_only_what_is_meant_for_this_system() -> None:
    count = Count("a==1 \\\n    --hash=sha256:x\nb==1\nc==1 ; os_name == 'nt'\n")

    count.collected("Ignoring c: markers 'os_name' don't match your environment")
    told = count.collected("Collecting a==1")

    assert told == "1 bibliothèques sur 2"


def test_children_see_the_network_settings_and_nothing_of_other_pythons() -> None:
    outer = {
        "PATH": "/usr/bin",
        "HTTPS_PROXY": "http://proxy:3128",
        "PIP_INDEX_URL": "https://miroir.example/simple",
        "PIP_TARGET": "/elsewhere",
        "PIP_USER": "1",
        "PYTHONPATH": "/elsewhere",
        "VIRTUAL_ENV": "/another",
    }

    inner = clean_environment(outer, Path("/cours/.venv"))

    assert inner["HTTPS_PROXY"] == outer["HTTPS_PROXY"]
    assert inner["PIP_INDEX_URL"] == outer["PIP_INDEX_URL"]
    assert inner["PIP_USER"] == "0"
    assert inner["PYTHONUTF8"] == "1"
    assert inner["VIRTUAL_ENV"] == str(Path("/cours/.venv"))
    assert inner["PATH"].startswith(inner["VIRTUAL_ENV"])
    assert not {"PIP_TARGET", "PYTHONPATH"} & inner.keys()


def test_what_a_child_writes_is_kept_and_shown_as_progress(tmp_path: Path) -> None:
    seen: list[str] = []
    journal = tmp_path / "build" / "installation.log"

    outcome = watch([sys.executable, "-c", "print('déjà là'); raise SystemExit(3)"], os.environ, journal, seen.append)

    assert (outcome.code, outcome.text) == (3, "déjà là\n")
    assert "déjà là\n" in seen
    assert journal.read_text(encoding="utf-8") == "déjà là\n"


def test_a_child_is_ended_when_we_stop_waiting_for_it(tmp_path: Path) -> None:
    def interrupted(line: str) -> None:
        raise KeyboardInterrupt

    endless = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
    with pytest.raises(KeyboardInterrupt):
        watch([sys.executable, "-c", endless], os.environ, tmp_path / "log", interrupted)

    pid = re.search(r"\d+", (tmp_path / "log").read_text(encoding="utf-8"))
    if pid and os.name != "nt":
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid[0]), 0)


def test_a_foreground_child_hands_its_code_back(tmp_path: Path) -> None:
    assert attend([sys.executable, "-c", "raise SystemExit(7)"], os.environ, tmp_path) == 7


def test_a_child_ended_by_a_signal_gives_the_code_a_shell_would() -> None:
    assert [shell_code(code) for code in (0, 2, -15)] == [0, 2, 143]


def test_two_installations_in_one_folder_wait_for_each_other(tmp_path: Path) -> None:
    class Waited(Exception):
        pass

    def waiting() -> None:
        raise Waited

    with alone(tmp_path / "lock", waiting), pytest.raises(Waited), alone(tmp_path / "lock", waiting):
        pass
    with alone(tmp_path / "lock", waiting):
        pass  # free again


def test_steps_are_numbered_and_timed(capsys: pytest.CaptureFixture[str]) -> None:
    done: list[str] = []

    Steps().take([Step("premier pas", lambda: done.append("a")), Step("second pas", lambda: done.append("b"))])

    said = capsys.readouterr().out
    assert done == ["a", "b"]
    assert "Étape 1 sur 2\u00a0: premier pas" in said
    assert "Étape 2 sur 2\u00a0: second pas" in said
    assert said.count("fait en") == 2


def test_long_durations_are_said_in_minutes() -> None:
    assert [duration(8.9), duration(65)] == ["8 s", "1 min 05 s"]


def test_sentences_come_out_with_french_spaces() -> None:
    assert typeset("« Oui » ; 5 % : 200 Mo") == "«\u00a0Oui\u00a0»\u202f; 5\u202f%\u00a0: 200\u00a0Mo"


def test_the_port_is_8000_unless_said_otherwise() -> None:
    assert read_port([]) == 8000
    assert read_port(["--port", "8080"]) == 8080


@pytest.mark.parametrize("arguments", [["--port"], ["--port", "abc"], ["--port", "0"], ["--port", "70000"], ["ouvrir"]])
def test_a_misspelt_command_is_refused_in_one_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert len(capsys.readouterr().out.strip().splitlines()) == 1


@pytest.mark.parametrize("option", ["-h", "--help", "--aide"])
def test_help_is_french_and_shows_both_commands(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([option]) == 0
    said = capsys.readouterr().out
    assert "python3 start.py test" in said
    assert "La première fois, il faut Internet" in said


def test_an_old_python_is_told_which_one_is_needed() -> None:
    source = (ROOT / "start.py").read_text(encoding="utf-8")
    pretend = f"import sys; sys.version_info = (3, 8, 10); exec(compile({source!r}, 'start.py', 'exec'))"

    ended = subprocess.run([sys.executable, "-c", pretend], capture_output=True, encoding="utf-8")

    assert ended.returncode == 1
    assert "demande Python 3.11 ou plus récent" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_python_without_venv_is_told_the_package_to_install(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "can_apt", lambda: False)

    with pytest.raises(Refusal, match=r"sudo apt install python3\.\d+-venv"):
        system.provide_venv(places.journal, Steps())


def test_a_known_browser_is_handed_to_the_tests(places: Places) -> None:
    assert browser.variables(places, {"COURS_CHROMIUM": "/opt/chromium"}) == {"COURS_CHROMIUM": "/opt/chromium"}


def test_without_any_browser_the_reason_is_handed_to_the_tests(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "find", lambda: None)

    assert "aucun navigateur" in browser.variables(places, {})["COURS_SANS_NAVIGATEUR"]


def pins(lock: str) -> dict[str, str]:
    """The versions a lock holds, by name."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))


def test_the_tests_lock_holds_all_of_the_course_lock() -> None:
    assert pins(RUN_LOCK).items() <= pins(TEST_LOCK).items()


def test_the_locks_hold_everything_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[=<>\[;! ]", one)[0] for one in requirements}

    assert names(project["dependencies"]) <= pins(RUN_LOCK).keys()
    assert names(project["optional-dependencies"]["test"]) <= pins(TEST_LOCK).keys()


@pytest.mark.parametrize("lock", [RUN_LOCK, TEST_LOCK])
def test_every_pin_has_a_hash_and_no_lock_names_a_registry(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    for entry in re.split(r"\n(?=[a-z])", text)[1:]:
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text


def test_the_front_end_lock_names_no_registry_and_has_integrity_for_each_library() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in text
    assert text.count('"node_modules/') == text.count('"integrity"')


def test_an_up_to_date_state_needs_no_download_to_be_known() -> None:
    assert plan(State(whole=True, current=True, downloaded=False)) == []
