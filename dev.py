"""The one door to the daily commands; needs nothing but Python.

    python3 dev.py sample [NAME]   build the packet of an invented case
    python3 dev.py test [ARGS]     lint, types and tests; ARGS go to pytest
    python3 dev.py lint            lint and types only
    python3 dev.py bench [ARGS]    measure

Each makes ``.venv`` when it is missing or out of date.  The file is written so
that an old Python can still read it and say which one is wanted.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
LOWEST, HIGHEST = (3, 11), (3, 13)
SAMPLE = "inside-window"
APT = ("tesseract-ocr", "tesseract-ocr-chi-sim")
HEADLESS = "chromium-headless-shell"
"""Debian's Chromium without windows: the same engine, sooner ready."""
BROWSERS = (
    HEADLESS,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
STAMP = ".dossier-installed"


class Stop(Exception):  # noqa: N818 - it is not an error of the program
    """Ends the run with a message on stderr and an exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


# Which Python


def suitable(version: Sequence[int]) -> bool:
    """Whether the project runs on a Python of this version."""
    return LOWEST <= tuple(version[:2]) <= HIGHEST


def candidates(system: str, which: Callable[[str], str | None]) -> list[list[str]]:
    """Commands that may start a suitable Python, the newest first.

    Args:
        system: ``sys.platform``.
        which: finds a program on PATH, e.g. ``shutil.which``.
    """
    minors = range(HIGHEST[1], LOWEST[1] - 1, -1)
    found: list[list[str]] = []
    if system == "win32":
        launcher = which("py")
        found += [[launcher, f"-3.{minor}"] for minor in minors if launcher]
    names = [f"python3.{minor}" for minor in minors] + ["python3", "python"]
    found += [[path] for path in map(which, names) if path]
    return found


def choose(
    commands: Iterable[list[str]], version_of: Callable[[list[str]], tuple[int, ...] | None]
) -> list[str] | None:
    """The first command whose Python is suitable, or None."""
    for command in commands:
        version = version_of(command)
        if version is not None and suitable(version):
            return command
    return None


def version_of(command: list[str]) -> tuple[int, ...] | None:
    """Asks a Python for its version; None when it does not answer (the Store's stub on Windows)."""
    try:
        answer = subprocess.run(
            [*command, "-c", "import sys; print(*sys.version_info[:2])"],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
        return tuple(int(part) for part in answer.stdout.split())
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def hand_over(arguments: Sequence[str]) -> int:
    """Runs this file again under a suitable Python, when the present one is not.

    Raises:
        Stop: there is none on this computer.
    """
    command = choose(candidates(sys.platform, shutil.which), version_of)
    if command is None:
        present = ".".join(map(str, sys.version_info[:2]))
        raise Stop(
            f"Python 3.{LOWEST[1]} to 3.{HIGHEST[1]} is needed; this is {present} and no other was found.\n"
            f"Install one (python.org, or your system's packages) and run the same command again."
        )
    return subprocess.run([*command, str(Path(__file__).resolve()), *arguments], check=False).returncode


# The environment


def inside(environment: Path, program: str, system: str = sys.platform) -> Path:
    """Where a program of a virtual environment lies."""
    return (
        environment
        / ("Scripts" if system == "win32" else "bin")
        / (f"{program}.exe" if system == "win32" else program)
    )


def identity(place: Path, version: Sequence[int]) -> str:
    """What an environment is bound to: scripts hold its place, packages its Python."""
    return f"{place} {version[0]}.{version[1]}"


def fingerprint(project: bytes, extra: str) -> str:
    """What was installed: the project file and the extras."""
    return hashlib.sha256(project + b"\0" + extra.encode()).hexdigest()


def environment(extra: str = "") -> Path:
    """A virtual environment with the project in it, made or reused; returns its folder.

    One with the ``dev`` extra serves for everything.
    """
    folder = ROOT / ".venv"
    stamp = folder / STAMP
    project = (ROOT / "pyproject.toml").read_bytes()
    bound = identity(ROOT, sys.version_info[:2])
    was_bound, _, was_made = (
        stamp.read_text(encoding="utf-8").partition("\n") if stamp.is_file() else ("", "", "")
    )
    if was_bound == bound and was_made in {fingerprint(project, known) for known in (extra, "dev")}:
        return folder
    print(f"Preparing {folder.name} (the first time takes some minutes) ...", flush=True)
    python = inside(folder, "python")
    # One that a person made, without our stamp, is used as it is.
    if not python.exists() or (was_bound and was_bound != bound):
        make_environment(folder)
    stamp.unlink(missing_ok=True)
    install(python, "-e", f".[{extra}]" if extra else ".")
    stamp.write_text(f"{bound}\n{fingerprint(project, extra)}", encoding="utf-8")
    return folder


def make_environment(folder: Path) -> None:
    """Makes a fresh virtual environment.

    Debian and Ubuntu ship Python without the part that makes one; it is
    installed where that may be done.

    Raises:
        Stop: it may not, or Python failed.
    """
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info[1]}-venv"
        prefix = may_install()
        if prefix is None:
            raise Stop(
                f"This Python cannot make a virtual environment. Run:\n  sudo apt-get install -y {package}"
            )
        apt(prefix, (package,))
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=False).returncode:
        raise Stop(f"No virtual environment could be made in {folder.name} (see above).")


def progress(line: str) -> str | None:
    """What to show of a line of pip's: the package being fetched or built, or nothing."""
    words = line.split()
    if words[:1] == ["Collecting"]:
        return f"  fetching {words[1]}"
    if words[:2] == ["Installing", "collected"]:
        return "  installing"
    if words[:1] == ["Building"] and "wheel" in words:
        return "  building"
    return None


def install(python: Path, *what: str) -> None:
    """Runs pip, a line a package; its whole output only when it fails.

    Raises:
        Stop: pip failed.
    """
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *what]
    said: list[str] = []
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            said.append(line)
            shown = progress(line)
            if shown:
                print(shown, flush=True)
    if process.returncode:
        raise Stop("".join(said[-25:]) + "\nThe packages could not be installed (see above).")


# Tesseract


def install_line(which: Callable[[str], str | None], system: str) -> str:
    """The command that installs Tesseract with simplified Chinese on this kind of computer.

    Args:
        which: finds a program on PATH.
        system: ``sys.platform``.
    """
    if system == "win32":
        # Its installer offers the languages: tick Chinese (Simplified).
        return "winget install -e --id UB-Mannheim.TesseractOCR --interactive"
    lines = {
        "apt-get": f"sudo apt-get install -y {' '.join(APT)}",
        "dnf": "sudo dnf install -y tesseract tesseract-langpack-chi_sim",
        "brew": "brew install tesseract tesseract-lang",
    }
    order = ("brew",) if system == "darwin" else ("apt-get", "dnf", "brew")
    for program in order:
        if which(program):
            return lines[program]
    return lines["brew"] if system == "darwin" else "Install Tesseract with its chi_sim language data."


def languages(listing: str) -> set[str]:
    """The languages in the output of ``tesseract --list-langs``."""
    return {line.strip() for line in listing.splitlines()[1:] if line.strip()}


def find_tesseract(
    which: Callable[[str], str | None], variables: Mapping[str, str], system: str
) -> Path | None:
    """The Tesseract program; on Windows its installer does not put it on PATH."""
    found = which("tesseract")
    if found:
        return Path(found)
    if system == "win32":
        for name in ("ProgramFiles", "LOCALAPPDATA"):
            for middle in ("", "Programs"):
                path = Path(variables.get(name, ""), middle, "Tesseract-OCR", "tesseract.exe")
                if path.is_file():
                    return path
    return None


def has_chinese() -> bool:
    """Whether Tesseract is here with chi_sim; puts it on PATH for what runs after."""
    program = find_tesseract(shutil.which, os.environ, sys.platform)
    if program is None:
        return False
    os.environ["PATH"] = os.pathsep.join((os.environ.get("PATH", ""), str(program.parent)))
    try:
        answer = subprocess.run(
            [str(program), "--list-langs"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return False
    # Version 4 lists on stderr, 5 on stdout.
    return "chi_sim" in languages(answer.stdout) | languages(answer.stderr)


def may_install() -> list[str] | None:
    """The prefix under which apt may be run: nothing for root, sudo without a password, or None."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["env"]
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", "env"]
    return None


def apt(prefix: Sequence[str], packages: Sequence[str]) -> None:
    """Installs Debian packages without a question; the package lists are renewed first.

    Raises:
        Stop: apt failed.
    """
    print(f"Installing {' '.join(packages)} ...", flush=True)
    quiet = [*prefix, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    # A failing update may concern a foreign list; the install decides.
    subprocess.run([*quiet, "update"], check=False, stdout=subprocess.DEVNULL)
    # What a browser recommends is a whole desktop.
    install = [*quiet, "install", "-y", "--no-install-recommends", *packages]
    done = subprocess.run(install, check=False, stdout=subprocess.DEVNULL)
    if done.returncode:
        raise Stop(f"apt-get could not install {' '.join(packages)}.")


def need_tesseract() -> None:
    """Sees to it that Tesseract can read Chinese.

    Raises:
        Stop: it cannot, with the line that mends it.
    """
    if has_chinese():
        return
    prefix = may_install()
    if prefix is not None:
        apt(prefix, APT)
        if has_chinese():
            return
    raise Stop(
        "The tests need Tesseract with simplified Chinese (chi_sim). Run:\n  "
        + install_line(shutil.which, sys.platform)
    )


# Chromium


def browsers(which: Callable[[str], str | None], variables: Mapping[str, str], system: str) -> list[Path]:
    """Programs that may be Chromium, Chrome or Edge; the one that ``DOSSIER_CHROMIUM`` names goes alone."""
    named = variables.get("DOSSIER_CHROMIUM")
    if named:
        return [Path(named)]
    found = [Path(path) for path in map(which, BROWSERS) if path]
    if system == "win32":
        ends = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
        roots = ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")
        found += [Path(variables[root], end) for end in ends for root in roots if variables.get(root)]
    elif system == "darwin":
        places = (Path("/Applications"), Path(variables.get("HOME", "/"), "Applications"))
        names = ("Chromium", "Google Chrome", "Microsoft Edge")
        found += [place / f"{name}.app" / "Contents" / "MacOS" / name for name in names for place in places]
    return found


def starts(program: Path, system: str = sys.platform) -> bool:
    """Whether a browser is really there: Ubuntu's ``chromium`` may only say that a snap is wanted."""
    if system == "win32":
        return program.is_file()  # asked for its version, it would open a window there
    try:
        answer = subprocess.run([str(program), "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return answer.returncode == 0 and any(name in answer.stdout for name in (b"Chrom", b"Edge"))


def find_chromium() -> Path | None:
    """The first Chromium, Chrome or Edge of this computer that starts."""
    return next(filter(starts, browsers(shutil.which, os.environ, sys.platform)), None)


def is_ubuntu(release: Path = Path("/etc/os-release")) -> bool:
    """Whether this is Ubuntu, whose package of Chromium is a snap: in a container it does not run."""
    try:
        return "ID=ubuntu" in release.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False


def browser_line(which: Callable[[str], str | None], system: str, *, ubuntu: bool) -> str:
    """The command that installs Chromium or Chrome on this kind of computer.

    Args:
        which: finds a program on PATH.
        system: ``sys.platform``.
        ubuntu: whether Debian's package is missing here.
    """
    if system == "win32":
        return "winget install -e --id Google.Chrome"
    if system == "darwin":
        return "brew install --cask google-chrome"
    if ubuntu:
        package = "google-chrome-stable_current_amd64.deb"
        return f"wget https://dl.google.com/linux/direct/{package} && sudo apt-get install -y ./{package}"
    for program in ("apt-get", "dnf"):
        if which(program):
            return f"sudo {program} install -y chromium"
    return "Install Chromium or Chrome."


def chromium() -> Path:
    """The browser that the tests of the review page drive.

    Raises:
        Stop: there is none, with the line that mends it.
    """
    program = find_chromium()
    if program is not None:
        return program
    named = os.environ.get("DOSSIER_CHROMIUM")
    if named:
        raise Stop(f"DOSSIER_CHROMIUM names {named}, which does not start.")
    raise Stop(
        "The tests of the review page need Chromium, Chrome or Edge. Run:\n  "
        + browser_line(shutil.which, sys.platform, ubuntu=is_ubuntu())
        + "\nor name the program in DOSSIER_CHROMIUM."
    )


def need_chromium() -> None:
    """Sees to it that there is a browser for the tests.

    Raises:
        Stop: there is none, with the line that mends it.
    """
    if find_chromium() is None and not is_ubuntu() and "DOSSIER_CHROMIUM" not in os.environ:
        prefix = may_install()
        if prefix is not None:
            try:
                apt(prefix, (HEADLESS,))
            except Stop:  # an older Debian has the whole browser only
                apt(prefix, ("chromium",))
    chromium()


# The commands


def run(*command: object) -> None:
    """Runs one step in the project's folder.

    Raises:
        Stop: it failed, with its exit code.
    """
    code = subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
    if code:
        raise Stop("", code)


def sample(arguments: Sequence[str]) -> None:
    """Builds the packet of a sample case and says where it lies."""
    name = arguments[0] if arguments else SAMPLE
    known = sorted(path.name for path in (ROOT / "samples").iterdir() if is_case(path))
    if name not in known:
        raise Stop(f"There is no sample {name!r}. Samples: {', '.join(known) or 'none'}", 2)
    out = ROOT / "out" / name
    run(inside(environment(), "dossier"), "build", Path("samples") / name, "-o", Path("out") / name)
    for path in sorted(out.rglob("*.pdf")):
        print(f"The packet is here / 投诉材料在这里: {path.relative_to(ROOT)}")


def is_case(folder: Path) -> bool:
    """Whether a folder of ``samples`` is a case, and not the code that draws them."""
    return folder.is_dir() and folder.name[:1] not in "._" and not any(folder.glob("*.py"))


def lint(_arguments: Sequence[str] = ()) -> None:
    """Ruff, then mypy."""
    python = inside(environment("dev"), "python")
    run(python, "-m", "ruff", "check", ".")
    run(python, "-m", "mypy")


def test(arguments: Sequence[str]) -> None:
    """Ruff, mypy and pytest; the first that fails ends the run."""
    need_tesseract()
    need_chromium()
    lint()
    # The whole suite takes its time; a file goes to one process, which reads its samples once.
    given = arguments or ("-n", "auto", "--dist", "loadfile")
    run(inside(environment("dev"), "python"), "-m", "pytest", *given)


def bench(arguments: Sequence[str]) -> None:
    """Runs the measurements."""
    need_chromium()
    run(inside(environment("dev"), "python"), "bench", *arguments)


COMMANDS: dict[str, Callable[[Sequence[str]], None]] = {
    "sample": sample,
    "test": test,
    "lint": lint,
    "bench": bench,
}


def main(arguments: Sequence[str]) -> int:
    """Runs one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks Chinese shows ? and goes on
    name = arguments[0] if arguments else ""
    if name not in COMMANDS:
        print(__doc__ or "", file=sys.stdout if name in {"-h", "--help"} else sys.stderr)
        return 0 if name in {"-h", "--help"} else 2
    try:
        if not suitable(sys.version_info[:2]):
            return hand_over(arguments)
        COMMANDS[name](arguments[1:])
    except Stop as stop:
        if str(stop):
            print(stop, file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
