"""Takes telemetry as a server would, answers as one would, and keeps each body with what its request said about it.

    python3 collector.py --port 8000 --into captured
"""

import argparse
import gzip
import json
import re
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

KEPT_HEADERS = re.compile(r"content-type|content-encoding|user-agent|x-langfuse-.*|langsmith-project|openai-beta")
OTLP = ("traces", "logs", "metrics")


class Collector(ThreadingHTTPServer):
    """Writes the body of the n-th POST to `<into>/NN-<kind>.<pb|json>`; `requests` describes them in order."""

    daemon_threads = True

    def __init__(self, into: Path, port: int = 0):
        super().__init__(("127.0.0.1", port), Handler)
        self.into, self.lock, self.requests = into, threading.Lock(), []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def keep(self, path: str, headers, body: bytes):
        encoding = headers.get("Content-Encoding", "identity").lower()
        content = _decoded(body, encoding)
        with self.lock:
            name = f"{len(self.requests) + 1:02}-{kind(path)}.{_extension(headers)}"
            (self.into / name).write_bytes(content)
            self.requests.append(
                {
                    "file": name,
                    "path": path,
                    "content_type": headers.get("Content-Type", ""),
                    "content_encoding": encoding,  # as it was sent; the file is not encoded
                    "headers": _kept(headers),
                }
            )


def kind(path: str) -> str:
    """The last word of the path: traces, logs, metrics, ingestion, …; LangSmith posts traces to a bare /otel."""
    last = path.split("?")[0].rstrip("/").split("/")[-1]
    return "traces" if last == "otel" else last or "root"


def _decoded(body: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        return gzip.decompress(body)
    return zlib.decompress(body) if encoding == "deflate" else body


def _extension(headers) -> str:
    return "json" if "json" in headers.get("Content-Type", "") else "pb"


def _kept(headers) -> dict:
    kept = {name.lower(): value for name, value in headers.items() if KEPT_HEADERS.fullmatch(name.lower())}
    if "Authorization" in headers:
        kept["authorization"] = headers["Authorization"].split(" ")[0]  # the scheme; never the secret
    if "X-API-Key" in headers:
        kept["x-api-key"] = ""
    return dict(sorted(kept.items()))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Collector

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/api/public/projects":
            organization = {"id": "hivecore", "name": "hivecore"}
            return self.reply(200, {"data": [{"id": "corpus", "name": "corpus", "organization": organization, "metadata": {}}]})
        if path == "/api/public/health":
            return self.reply(200, {"status": "OK", "version": "3.0.0"})
        if path == "/info":
            return self.reply(200, {"version": "0", "batch_ingest_config": {"use_multipart_endpoint": True}})
        return self.reply(404, {"message": "not found", "error": "LangfuseNotFoundError"})

    def do_POST(self):
        body = self.body()
        self.server.keep(self.path, self.headers, body)
        last = kind(self.path)
        if last in OTLP:
            return self.reply_otlp()
        if last == "ingestion":
            events = json.loads(_decoded(body, self.headers.get("Content-Encoding", "identity")))["batch"]
            return self.reply(207, {"successes": [{"id": event["id"], "status": 201} for event in events], "errors": []})
        if last == "scores":  # Langfuse 5 and later
            return self.reply(202, {"message": "Accepted"})
        if last == "media":
            return self.reply(201, {"mediaId": "media-1", "uploadUrl": None})
        if self.path.startswith("/trpc/"):
            return self.reply(200, {"result": {"data": {"success": True}}})
        return self.reply(200, {})

    do_PUT = do_PATCH = do_POST

    def body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def reply_otlp(self):
        """An empty response message is `{}` in JSON and no bytes in protobuf."""
        content_type = self.headers.get("Content-Type", "")
        self.send(200, content_type, b"{}" if "json" in content_type else b"")

    def reply(self, status: int, body: dict):
        self.send(status, "application/json", json.dumps(body).encode())

    def send(self, status: int, content_type: str, data: bytes):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format, *args):
        pass


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--into", type=Path, required=True)
    options = parser.parse_args()
    options.into.mkdir(parents=True, exist_ok=True)
    collector = Collector(options.into, options.port)
    print(collector.url, flush=True)
    collector.serve_forever()
