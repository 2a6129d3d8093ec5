"""A HiveCore to ask: on a folder and a port of its own, with a tenant for each client."""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

LAUNCHER = Path(__file__).resolve().parent.parent / "hivecore"
# Ours are not the server's: it refuses to start with settings that it does not know.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("HIVECORE_")}
STARTS_WITHIN = 600  # seconds: it may have to be built first


class Server:
    def __init__(self, data: Path):
        self.data, self.url = data, ""

    def __enter__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        command = [LAUNCHER, "start", f"--data={self.data}", f"--port={port}"]
        # The doors of their own are for one server of a machine.
        doors = {"HIVECORE_OTLP_HTTP_PORT": "0", "HIVECORE_OTLP_GRPC_PORT": "0"}
        self.process = subprocess.Popen(command, env=ENVIRONMENT | doors, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + STARTS_WITHIN
        while not self._ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the server did not start")
            time.sleep(0.2)
        return self

    def _ready(self) -> bool:
        try:
            return urllib.request.urlopen(self.url + "/health/ready", timeout=2).status == 200
        except OSError:
            return False

    def key(self, tenant: str) -> str:
        """A key of a new tenant, once the server knows it. Dots, as in versions, are not for tenants' names."""
        command = [LAUNCHER, "key", "create", "--tenant", tenant.replace(".", "-"), f"--data={self.data}"]
        made = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT)
        if made.returncode != 0:
            raise RuntimeError(f"no key for the tenant {tenant}: {made.stderr.strip()}")
        key = made.stdout.strip()
        settled(lambda: [] if self._status("/api/v1/traces/", key) == 200 else ["not known yet"], within=30)
        return key

    def _status(self, path: str, key: str) -> int:
        try:
            return urllib.request.urlopen(urllib.request.Request(self.url + path, headers={"X-API-Key": key})).status
        except urllib.error.HTTPError as e:
            return e.code

    def get(self, path: str, key: str):
        return json.load(urllib.request.urlopen(urllib.request.Request(self.url + path, headers={"X-API-Key": key})))

    def ledger(self, key: str) -> dict:
        return self.get("/api/v1/observability/usage/summary/?days=30", key)["summary"]

    def traces(self, key: str) -> list[dict]:
        return self.get("/api/v1/traces/?page_size=1000", key)["results"]

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait(30)


def settled(wrong, within: float) -> list[str]:
    """What is still wrong when nothing is any more, or when the seconds are over: clients send on threads of their own."""
    deadline = time.monotonic() + within
    while (found := wrong()) and time.monotonic() < deadline:
        time.sleep(0.3)
    return found
