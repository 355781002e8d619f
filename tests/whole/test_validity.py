"""Every page is valid HTML, as the Nu checker of the W3C judges it."""

import fcntl
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.whole.readers import Edition

VERSION = "26.9.27"
FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "node"
JAR = Path("node_modules/vnu-jar/build/dist/vnu.jar")
CHECKING_SECONDS = 300


@pytest.fixture(scope="session")
def checker() -> list[str]:
    """The command that checks files. `VNU_JAR` names the program; else npm brings it, once."""
    if shutil.which("java") is None:
        pytest.skip("Java is not installed: apt-get install default-jre-headless")
    jar = Path(os.environ.get("VNU_JAR") or FOLDER / JAR)
    if not jar.is_file():
        _install()
    return ["java", "-Xss8m", "-jar", str(jar), "--errors-only", "--format", "json", "--exit-zero-always"]


def test_the_nu_checker_finds_no_error(checker: list[str], edition: Edition) -> None:
    names = [name for name in edition.names if name.endswith(".html") and not name.startswith("files/")]
    assert len(names) > 100
    told = _check(checker, edition.root, names)
    found = {(_named(message.get("url", "")), message["message"]) for message in told}
    assert sorted(found) == []


def test_the_nu_checker_is_at_work(checker: list[str], tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!doctype html><html lang=en><title>Bad</title><p><div></p>")
    assert _check(checker, tmp_path, ["bad.html"])


def _check(checker: list[str], folder: Path, names: list[str]) -> list[dict[str, str]]:
    done = subprocess.run(
        [*checker, *names], cwd=folder, capture_output=True, text=True, timeout=CHECKING_SECONDS
    )
    messages: list[dict[str, str]] = json.loads(done.stderr)["messages"]
    return messages


def _named(url: str) -> str:
    return url.rpartition("/builds/")[2]


def _install() -> None:
    if "VNU_JAR" in os.environ:
        pytest.fail(f"VNU_JAR names no file: {os.environ['VNU_JAR']}")
    if shutil.which("npm") is None:
        pytest.skip("The Nu checker is not here: install npm, or let VNU_JAR name vnu.jar.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (FOLDER / JAR).is_file():
            return
        done = subprocess.run(
            [
                "npm",
                "install",
                "--no-save",
                "--no-package-lock",
                "--prefix",
                str(FOLDER),
                f"vnu-jar@{VERSION}",
            ],
            capture_output=True,
            text=True,
        )
    if done.returncode:
        pytest.skip(f"npm cannot bring the Nu checker; VNU_JAR may name vnu.jar.\n{done.stderr[-400:]}")
