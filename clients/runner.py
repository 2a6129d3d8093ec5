"""Installs a client below a cache folder outside the repository and runs one of its cases."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOT_INSTALLED = "could not be installed"
CASE_WITHIN = 600  # seconds: some take minutes to import what they need on a busy machine
CACHE = Path(os.environ.get("HIVECORE_CLIENTS_CACHE", "~/.cache/hivecore-clients")).expanduser()


def clients() -> dict[str, "Client"]:
    found = [Python(path) for path in sorted(HERE.glob("python/*.requirements.txt"))]
    found += [Node(path) for path in sorted(HERE.glob("node/*.package.json"))]
    found += [Java(path) for path in sorted(HERE.glob("java/*/pom.xml"))]
    return {client.name: client for client in found}


class Failed(Exception):
    """A client that could not be installed or run, with the end of what it said."""

    def __init__(self, what: str, output: str):
        super().__init__(what)
        self.output = "\n".join(output.strip().splitlines()[-30:])
        self.add_note(self.output)  # for tracebacks


def quietly(command: list, failure: str, timeout: float | None = None, **options) -> str:
    """What a command says: of interest only when it fails, or does not do what it should."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=timeout, **options)
    except subprocess.TimeoutExpired as e:
        raise Failed(f"{failure}: not done within {timeout:.0f} seconds", (e.stdout or b"").decode(errors="replace")) from None
    except FileNotFoundError:
        raise Failed(f"{failure}: there is no {command[0]} on this machine", "") from None
    if done.returncode != 0:
        raise Failed(failure, done.stdout)
    return done.stdout


class Client:
    name: str
    home: Path

    @property
    def version(self) -> str:
        """The first of the pins, which is what the client is about."""
        package, version = next(iter(self.versions().items()))
        return f"{package.partition('[')[0]} {version}"

    def install(self) -> None: ...

    def command(self, case: str) -> list[str]: ...

    def versions(self) -> dict[str, str]: ...

    def run(self, case: str, hivecore_url: str, key: str, model_url: str) -> None:
        """A case gets a process of its own, because instrumentations read their settings once, and runs outside of this repository,
        because some send its revision."""
        hidden = {name for name in os.environ if name.startswith(("OTEL_", "LANGFUSE_", "LANGSMITH_", "TRACELOOP_", "OPENAI_", "ANTHROPIC_"))}
        environment = {name: value for name, value in os.environ.items() if name not in hidden}
        environment |= {"HIVECORE_URL": hivecore_url, "HIVECORE_KEY": key, "MODEL_URL": model_url, "PYTHONDONTWRITEBYTECODE": "1"}
        quietly(self.command(case), f"the case {case} did not run", timeout=CASE_WITHIN, env=environment, cwd=self.home)


class Python(Client):
    """A script and its pins; a virtual environment of its own, because the clients' dependencies contradict each other."""

    def __init__(self, requirements: Path):
        self.name = requirements.name.removesuffix(".requirements.txt")
        self.requirements, self.script = requirements, _script(requirements.parent, self.name, ".py")
        self.home = CACHE / "python" / self.name

    def install(self) -> None:
        def install():
            quietly([sys.executable, "-m", "venv", self.home], NOT_INSTALLED)
            quietly([self.home / "bin" / "pip", "install", "--quiet", "-r", self.requirements], NOT_INSTALLED)

        _once(self.home, self.requirements.read_text(), install)

    def versions(self) -> dict[str, str]:
        return dict(line.split("==") for line in self.requirements.read_text().split() if "==" in line)

    def command(self, case: str) -> list[str]:
        return [str(self.home / "bin" / "python"), str(self.script), case]


def _script(folder: Path, name: str, suffix: str) -> Path:
    """`<client>-<version>` has pins of its own and the script of `<client>`."""
    own = folder / (name + suffix)
    return own if own.exists() else folder / (name.rpartition("-")[0] + suffix)


class Node(Client):
    """A module and `<name>.package.json` with its pins."""

    def __init__(self, package: Path):
        self.name = package.name.removesuffix(".package.json")
        self.package, self.script = package, _script(package.parent, self.name, ".mjs")
        self.home = CACHE / "node" / self.name

    def install(self) -> None:
        def install():
            shutil.copy(self.package, self.home / "package.json")
            command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"]
            quietly(command, NOT_INSTALLED, cwd=self.home)

        _once(self.home, self.package.read_text(), install)

    def versions(self) -> dict[str, str]:
        return json.loads(self.package.read_text())["dependencies"]

    def command(self, case: str) -> list[str]:
        """Modules are looked up beside the script, so it runs from a copy beside what was installed."""
        for script in (self.script, self.script.with_name("corpus.mjs"), self.script.with_name("cli.mjs")):
            shutil.copy(script, self.home)
        return ["node", str(self.home / self.script.name), case]


class Java(Client):
    """A Maven project with one main class, packed with its dependencies beside it."""

    def __init__(self, pom: Path):
        self.name, self.pom, self.project = pom.parent.name, pom, pom.parent
        self.home = CACHE / "java" / self.name

    def install(self) -> None:
        sources = sorted(path for path in self.project.rglob("*") if path.is_file())

        def install():
            shutil.copytree(self.project, self.home, dirs_exist_ok=True)
            quietly(["mvn", "-q", "-B", "package"], NOT_INSTALLED, cwd=self.home)

        _once(self.home, "".join(path.read_text() for path in sources), install)

    def versions(self) -> dict[str, str]:
        return dict(re.findall(r"<([\w.-]+)\.version>([^<]+)<", self.pom.read_text()))

    def command(self, case: str) -> list[str]:
        jars = self.home / "target"
        return ["java", "-cp", f"{jars / 'classes'}:{jars / 'dependency'}/*", "Corpus", case]


def _once(home: Path, pins: str, install) -> None:
    """Installs again from nothing when the pins are others than those that are there."""
    done = home / "installed"
    if done.exists() and done.read_text() == pins:
        return
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    install()
    done.write_text(pins)
