"""Folders as strangers hand them in: nothing is followed out of them, waited for, or held beyond measure."""

import os
import subprocess
import sys

import pytest

from autograder.engine import foreign_master
from autograder.engine.deposit import files_below
from autograder.engine.errors import GradeRefused
from autograder.engine.foreign_master import files_beside
from autograder.engine.handed_files import read_bounded, walk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such files")


@pytest.fixture
def folder(tmp_path):
    """A file, and beside it a pipe, links out and around, and folders deeper than Python can call itself."""
    handed = tmp_path / "remise"
    handed.mkdir()
    (handed / "a.csv").write_text("x")
    (tmp_path / "secret.csv").write_text("secret")
    os.mkfifo(handed / "b.csv")
    (handed / "c.csv").symlink_to(tmp_path / "secret.csv")
    (handed / "d").symlink_to(tmp_path)
    (handed / "e").symlink_to(handed)
    here = os.open(handed, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("p", dir_fd=here)
        here, above = os.open("p", os.O_RDONLY, dir_fd=here), here
        os.close(above)
    os.close(here)
    yield handed
    subprocess.run(["rm", "-r", handed / "p"], check=True)  # shutil would not get to the bottom of it


def test_only_the_plain_file_is_read(folder):
    assert files_beside(folder, []) == {"a.csv": b"x"}


def test_a_deposit_of_such_folders_is_gone_through(folder):
    (folder / "Awa.json").write_text("{}")

    assert [path.name for path, _ in files_below([folder])] == ["Awa.json"]


def test_links_are_seen_as_links(folder):
    assert {path.name for path in walk(folder) if path.is_symlink()} == {"c.csv", "d", "e"}


def test_a_file_without_end_is_not_read_to_it(tmp_path):
    with (tmp_path / "trou").open("wb") as stream:
        stream.truncate(2**40)

    assert len(read_bounded(tmp_path / "trou", 1000)) == 1001
    with pytest.raises(OSError):
        read_bounded(tmp_path, 1000)


def test_more_files_than_a_run_can_hold_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(foreign_master, "MAX_ALL", 5)
    (tmp_path / "a").write_text("123")
    (tmp_path / "b").write_text("456")

    with pytest.raises(GradeRefused, match="trop lourds"):
        files_beside(tmp_path, [])
