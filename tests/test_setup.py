"""The commands that set up: complete pins, and the oldest pip that they are for beside newer releases of everything."""

import base64
import hashlib
import os
import re
import shlex
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
COMMANDS = re.findall(r"^```sh\n(.*?)\n```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)[:2]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
NAMES = [canonicalize_name(name) for name in ("made-up", "made-up-more", "made-up-user")]

# The oldest pip with --python, and the oldest one that knows Python 3.12: both older than 23.3.
OLDEST = (
    "pip==22.3 --hash=sha256:1daab4b8d3b97d1d763caeb01a4640a2250a0ea899e257b1e44b9eded91e15ab"
    if sys.version_info < (3, 12)
    else "pip==23.2 --hash=sha256:78e5353a9dda374b462f2054f83a7b63f3f065c98236a68361845c1b0ee7e35f"
)

# What the pinned file holds, by the package


def bounded() -> Iterable[str]:
    """Every requirement of the project, but for itself."""
    wanted = PROJECT["build-system"]["requires"] + PROJECT["project"]["dependencies"]
    wanted += [each for extra in PROJECT["project"]["optional-dependencies"].values() for each in extra]
    return (each for each in wanted if not each.startswith("fuling["))


def test_a_version_that_nobody_tried_is_not_taken() -> None:
    signs = {wanted: sorted(each.operator for each in Requirement(wanted).specifier) for wanted in bounded()}
    assert {wanted for wanted, found in signs.items() if found != ["<", ">="]} == set()


def pins(name: str) -> dict[str, str]:
    """The pinned versions of a file, by the name of the package."""
    text = (ROOT / "requirements" / name).read_text("utf-8")
    found = re.findall(r"^([a-z0-9._-]+)(?:\[[a-z0-9,-]+\])?==(\S+)", text, re.MULTILINE)
    return {canonicalize_name(package): version for package, version in found}


def everything_wanted() -> dict[str, Requirement]:
    """What the program and its tests need on this machine, also by way of others, by name and extra."""
    extras = PROJECT["project"]["optional-dependencies"]
    known: dict[str, Requirement] = {}
    waiting = [Requirement(each) for each in (*PROJECT["project"]["dependencies"], "fuling[test]")]
    while waiting:
        wanted = waiting.pop()
        if wanted.name == "fuling":
            waiting += [Requirement(each) for extra in wanted.extras for each in extras[extra]]
        elif str(wanted) not in known:
            known[str(wanted)] = wanted
            beyond = [Requirement(each) for each in metadata.requires(wanted.name) or ()]
            cases = [{"extra": extra} for extra in ("", *wanted.extras)]
            waiting += [each for each in beyond if not each.marker or any(map(each.marker.evaluate, cases))]
    return known


def test_the_pinned_file_is_complete_and_within_the_bounds() -> None:
    try:
        wanted = everything_wanted()
    except metadata.PackageNotFoundError as missing:
        pytest.skip(f"needs the environment that the README's second command makes: {missing}")
    pinned = pins("test.txt")
    assert [
        f"{each}: {pinned.get(canonicalize_name(each.name))}" for each in wanted.values() if not held(each, pinned)
    ] == []
    assert len(wanted) > 40


def held(wanted: Requirement, pinned: dict[str, str]) -> bool:
    """Whether a pin answers a requirement."""
    version = pinned.get(canonicalize_name(wanted.name))
    return version is not None and wanted.specifier.contains(version, prereleases=True)


# The form of the commands


def test_a_mark_that_is_not_declared_is_an_error() -> None:
    with pytest.raises(pytest.fail.Exception, match="not found in `markers`"):
        getattr(pytest.mark, "that_nobody_declared")  # noqa: B009  mypy knows the others


def test_the_quick_run_of_the_developers_loop_names_folders_that_exist() -> None:
    (folders,) = re.findall(r"^pytest .*--hypothesis-profile=quick (.*)$", CONTRIBUTING, re.MULTILINE)
    assert [name for name in folders.split() if not (ROOT / name).is_dir()] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", ".ci/run", "benchmarks/README.md"])
def test_pins_are_installed_without_what_they_depend_on(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    installing = [line for line in lines if re.search(r"(\binstall|^pip)\b.*requirements/\S+\.txt", line)]
    assert installing or name == "CONTRIBUTING.md"
    assert [line for line in installing if "--no-deps" not in line or "--require-hashes" not in line] == []
    compiling = [line for line in lines if line.startswith("uv pip compile")]
    assert len(compiling) == (3 if name == "CONTRIBUTING.md" else 0)
    for option in ("--universal", "--generate-hashes", "--no-emit-index-url", "--no-strip-extras"):
        assert [line for line in compiling if option not in line] == []


def test_the_pinned_files_were_made_by_the_commands_that_are_told() -> None:
    for name in ("test", "lowest", "audit"):
        (command,) = re.findall(
            r"^#    (uv pip compile .*)$", (ROOT / "requirements" / f"{name}.txt").read_text("utf-8"), re.MULTILINE
        )
        assert sorted(command.split()) in [sorted(line.split()) for line in CONTRIBUTING.splitlines()]


# The oldest pip, and an index that has moved on


def wheel(folder: Path, name: str, version: str, *more: str) -> Path:
    """A package without anything in it, and what its metadata says besides."""
    stem = f"{name.replace('-', '_')}-{version}"
    files = {
        f"{stem}.dist-info/METADATA": "\n".join(
            ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *more, ""]
        ),
        f"{stem}.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    digests = {file: hashlib.sha256(text.encode()).digest() for file, text in files.items()}
    record = [
        f"{file},sha256={base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}," for file, digest in digests.items()
    ]
    files[f"{stem}.dist-info/RECORD"] = "\n".join([*record, f"{stem}.dist-info/RECORD,,", ""])
    made = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as archive:
        for file, text in files.items():
            archive.writestr(file, text)
    return made


def index(folder: Path) -> dict[str, str]:
    """An index: two releases of three packages, of which one wants another with its extra; the hashes of the first."""
    extra = ("Provides-Extra: more", 'Requires-Dist: made-up-more; extra == "more"')
    said = {"made-up": extra, "made-up-more": (), "made-up-user": ("Requires-Dist: made-up[more]>=1",)}
    hashes = {}
    for name, more in said.items():
        place = folder / name
        place.mkdir(parents=True)
        wheels = [wheel(place, name, version, *more) for version in ("1.0", "2.0")]
        links = "".join(f'<a href="{made.name}">{made.name}</a>\n' for made in wheels)
        (place / "index.html").write_text(f"<!DOCTYPE html>\n<html><body>\n{links}</body></html>\n", encoding="utf-8")
        hashes[name] = hashlib.sha256(wheels[0].read_bytes()).hexdigest()
    return hashes


def python_with_pip() -> str:
    """The Python below this environment, which has a pip as the README wants it."""
    base = Path(sys.base_prefix) / (
        "python.exe" if sys.platform == "win32" else f"bin/python3.{sys.version_info.minor}"
    )
    if subprocess.run([base, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        pytest.skip(f"needs pip beside {base.name}")
    return str(base)


@pytest.fixture(scope="module")
def oldest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The oldest pip that is supported, from the index and checked by its hash."""
    folder = tmp_path_factory.mktemp("pip")
    (folder / "pip.txt").write_text(OLDEST, encoding="utf-8")
    words = [
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        "--require-hashes",
        "--retries=0",
        "--timeout=20",
    ]
    command = [python_with_pip(), "-m", "pip", *words, "--dest", str(folder), "--requirement", str(folder / "pip.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert "DO NOT MATCH THE HASHES" not in done.stderr
    if done.returncode:
        pytest.skip(f"{OLDEST.partition(' ')[0]} could not be had: {(done.stderr.splitlines() or [''])[-1]}")
    (found,) = folder.glob("*.whl")
    with zipfile.ZipFile(found) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def installed(folder: Path, form: str, left_out: str = "", pip: Path | None = None) -> dict[str, str] | str:
    """What the README's second command installs from made-up pins, or what pip says; some words may be left out."""
    hashes = index(folder / "simple")
    pinned = {form: hashes["made-up"]} | {name: hashes[name] for name in NAMES[1:]}
    (folder / "requirements").mkdir()
    lines = [f"{name}==1.0 --hash=sha256:{digest}\n" for name, digest in pinned.items()]
    (folder / "requirements" / "test.txt").write_text("".join(lines), encoding="utf-8")
    python = python_with_pip()
    subprocess.run([python, "-m", "venv", "--without-pip", ".venv"], cwd=folder, check=True)
    words = shlex.split(COMMANDS[1].partition("&&")[0])
    assert words[0] == "python3"
    env = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    env |= {"PIP_INDEX_URL": (folder / "simple").as_uri(), "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1"}
    env["PYTHONPATH"] = str(pip or "")
    command = [python, *(word for word in words[1:] if word != left_out)]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        return done.stderr
    (inside,) = (folder / ".venv").glob("[Ll]ib/**/site-packages")
    return {each.metadata["Name"]: each.version for each in metadata.distributions(path=[str(inside)])}


FORMS = pytest.mark.parametrize("form", ["made-up", "made-up[more]"])
HELD = dict.fromkeys(NAMES, "1.0")


@FORMS
def test_pins_hold_with_the_pip_of_this_python(form: str, tmp_path: Path) -> None:
    assert installed(tmp_path, form) == HELD


@FORMS
def test_pins_hold_with_the_oldest_pip(form: str, oldest: Path, tmp_path: Path) -> None:
    assert installed(tmp_path, form, pip=oldest) == HELD


def test_the_oldest_pip_does_not_hold_an_extra_to_the_pin_of_its_package(oldest: Path, tmp_path: Path) -> None:
    said = installed(tmp_path, "made-up", left_out="--no-deps", pip=oldest)
    assert "all requirements must have their versions pinned" in said
