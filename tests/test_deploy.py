"""The image and the manifests of a cluster: well formed for those who will read them, and as safe as they say."""

import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from tests.places import ROOT

DEPLOY = ROOT / "deploy"
KUBERNETES = "1.31"
DOCUMENTS = [
    pytest.param(document, id=f"{path.stem}-{document['kind']}")
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    for document in yaml.safe_load_all(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_manifest_is_what_kubernetes_reads(document):
    kubernetes_validate.validate(document, KUBERNETES, strict=True)


@pytest.mark.parametrize("document", [each for each in DOCUMENTS if "template" in each.values[0].get("spec", {})])
def test_no_container_runs_as_root_or_may_talk_to_the_cluster(document):
    pod = document["spec"]["template"]["spec"]

    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert all(each["securityContext"]["capabilities"] == {"drop": ["ALL"]} for each in pod["containers"])
    assert all("memory" in each["resources"]["limits"] for each in pod["containers"])


@pytest.mark.skipif(sys.platform != "linux", reason="the linter is installed on Linux only")
def test_the_image_passes_its_linter():
    linter = Path(sys.executable).with_name("hadolint")

    done = subprocess.run([linter, DEPLOY / "Containerfile"], capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_copies_what_is_there():
    words = (DEPLOY / "Containerfile").read_text(encoding="utf-8").split()

    assert "requirements-grappe.txt" in words and (ROOT / "requirements-grappe.txt").is_file()
