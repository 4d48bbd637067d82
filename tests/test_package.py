"""What is shipped: the wheel and the sdist are built, unpacked far from the repository, and used."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from email.parser import BytesParser
from hashlib import sha256
from pathlib import Path

import pytest

import fuling_cli

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LEFT_BEHIND = shutil.ignore_patterns(".*", "__pycache__", "dist")


def build(project: Path, target: str, into: Path) -> Path:
    """Build the wheel or the sdist of a project folder, without a network; the file that was made."""
    into.mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", into],
        cwd=project,
        check=True,
        capture_output=True,
    )
    (made,) = into.iterdir()
    return made


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository with the litter that a working copy gathers."""
    copy = tmp_path_factory.mktemp("project") / "fuling"
    shutil.copytree(ROOT, copy, ignore=LEFT_BEHIND)
    shutil.copytree(ROOT / ".ci", copy / ".ci")
    shutil.copy(ROOT / ".gitignore", copy)
    (copy / "fuling_cli" / "__pycache__").mkdir()
    (copy / "fuling_cli" / "__pycache__" / "cli.pyc").touch()
    (copy / "data" / ".actuals.toml.lock").touch()
    return copy


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this repository."""
    return build(project, "wheel", tmp_path_factory.mktemp("wheel") / "dist")


@pytest.fixture(scope="module")
def sdist(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist of this repository, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build(project, "sdist", folder / "dist")) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # which Python 3.11.2 does not have
        archive.extractall(folder)  # noqa: S202  we have just made it
    return folder / f"fuling-{fuling_cli.__version__}"


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages that holds what the wheel holds, as an installation does."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)  # noqa: S202  we have just made it
    return folder


def run(installed: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The installed program, from a folder that is not the repository, with a home of its own."""
    environment: Mapping[str, str] = {
        "PYTHONPATH": str(installed),
        "PYTHONUTF8": "1",
        "HOME": str(home),
        "USERPROFILE": str(home),
        "LOCALAPPDATA": str(home),
        "FULING_LANG": "en",
        **{name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")},
    }
    return subprocess.run(
        [sys.executable, *words], cwd=home, env=environment, capture_output=True, check=False, encoding="utf-8"
    )


def metadata(wheel: Path) -> Mapping[str, list[str]]:
    """The fields of the wheel's METADATA."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        fields = BytesParser().parsebytes(archive.read(name))
    return {key: fields.get_all(key, []) for key in fields}


def test_wheel_holds_the_package_the_plan_once_the_manual_and_the_completions(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
    plan = ["fuling_cli/data/actuals.toml", "fuling_cli/data/targets.toml"]
    package, shared = ([path.as_posix() for path in files(folder)] for folder in ("fuling_cli", "share"))
    prefix = f"fuling-{fuling_cli.__version__}.data/data/"
    assert sorted(names) == sorted([*package, *plan, *(prefix + path for path in shared)])
    assert "fuling_cli/py.typed" in names


def test_wheel_says_who_it_is(wheel: Path) -> None:
    fields = metadata(wheel)
    assert fields["Name"] == ["fuling"]
    assert fields["Version"] == [fuling_cli.__version__]
    assert fields["License-Expression"] == ["MIT"]
    assert fields["License-File"] == ["LICENSE"]
    assert fields["Requires-Python"] == [">=3.11"]
    assert set(fields["Provides-Extra"]) == {"all", "charts", "examples", "excel", "test"}


def test_wheel_is_the_same_every_time_and_from_the_sdist(
    project: Path, sdist: Path, wheel: Path, tmp_path: Path
) -> None:
    again = build(project, "wheel", tmp_path / "again")
    from_sdist = build(sdist, "wheel", tmp_path / "from-sdist")
    assert {sha256(made.read_bytes()).hexdigest() for made in (wheel, again, from_sdist)} == {
        sha256(wheel.read_bytes()).hexdigest()
    }


def test_sdist_holds_what_building_and_testing_take(sdist: Path) -> None:
    for folder in (".ci", "data", "docs", "fuling_cli", "requirements", "share", "tests"):
        assert {path.relative_to(sdist) for path in (sdist / folder).rglob("*") if path.is_file()} == files(folder)
    for name in ("CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "pyproject.toml"):
        assert (sdist / name).read_bytes() == (ROOT / name).read_bytes()


def files(folder: str) -> set[Path]:
    """The files of a folder of the repository, but for what tools and the program leave behind."""
    found = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()}
    return {path for path in found if "__pycache__" not in path.parts and not path.name.startswith(".actuals.toml.")}


def test_installed_program_judges_the_plan_that_ships(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "-m", "fuling_cli", "status", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert '"fuling-2027"' in done.stdout


def test_installed_program_finds_its_own_plan(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "-m", "fuling_cli", "where")
    assert done.returncode == 0, done.stderr
    assert str(installed / "fuling_cli" / "data") in done.stdout.replace("\n", "")


def test_console_script_is_the_same_program(installed: Path, tmp_path: Path) -> None:
    (entry_points,) = installed.glob("fuling-*.dist-info/entry_points.txt")
    assert entry_points.read_text("utf-8").split() == ["[console_scripts]", "fuling", "=", "fuling_cli.cli:main"]
    program = "import sys; from fuling_cli.cli import main; sys.exit(main())"
    script = run(installed, tmp_path, "-c", program, "--version")
    module = run(installed, tmp_path, "-m", "fuling_cli", "--version")
    assert script.stdout == module.stdout
    assert fuling_cli.__version__ in script.stdout, script.stderr


@pytest.mark.parametrize(
    ("name", "extras"), [("test", ("excel", "charts", "test")), ("lowest", ("excel", "charts")), ("audit", None)]
)
def test_requirements_are_pinned_with_hashes_and_name_no_host(name: str, extras: tuple[str, ...] | None) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    pinned = {re.split(r"==|\[", entry)[0]: entry for entry in re.split(r"\n(?=\S)", text) if not entry.startswith("#")}
    shape = re.compile(r"[a-z0-9._-]+(\[[a-z0-9,-]+\])?==[0-9.]+( ;.*)?( \\\n +--hash=sha256:[0-9a-f]{64})+\n?")
    assert [entry for entry in pinned.values() if not shape.fullmatch(entry)] == []
    if extras is not None:
        wanted = [
            *PROJECT["dependencies"],
            *(each for extra in extras for each in PROJECT["optional-dependencies"][extra]),
        ]
        names = {re.split("[^A-Za-z0-9._-]", requirement)[0].lower() for requirement in wanted}
        assert names - {"fuling"} <= pinned.keys()
    assert not re.findall(r"://|^-|--index|--find-links|@", text, re.MULTILINE)
