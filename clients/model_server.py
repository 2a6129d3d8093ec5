"""A model server that answers from a script: OpenAI's, Anthropic's and Gemini's wire on loopback, deterministic texts, tokens and ids.

    python3 model_server.py --port 9000
"""

import argparse
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import anthropic_wire
import gemini_wire
import openai_wire
import script


class ModelServer(ThreadingHTTPServer):
    """Ids are `<name>-1`, `<name>-2`, …: different for each call, the same in each run. `served` keeps the usage of each answer."""

    daemon_threads = True

    def __init__(self, port: int = 0, name: str = "hivecore"):
        super().__init__(("127.0.0.1", port), Handler)
        self.name, self.calls, self.lock = name, 0, threading.Lock()
        self.served: list[dict] = []
        self.failed_once = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def next_id(self) -> str:
        with self.lock:
            self.calls += 1
            return f"{self.name}-{self.calls}"

    def answer(self, question: str, tools: list[str], used: set[str]) -> script.Answer | script.Failure:
        """As the script has it. What shall fail once fails when it is asked first."""
        if "fail once" in question and not self.failed_once:
            self.failed_once = True
            return script.Failure(500)
        return script.answer(question, tools, used)

    def record(self, model: str, input: int, output: int, cache_read: int = 0, cache_write: int = 0, reasoning: int = 0):
        with self.lock:
            usage = {"input_tokens": input, "output_tokens": output, "cache_read": cache_read}
            self.served.append({"model": model, **usage, "cache_write": cache_write, "reasoning": reasoning})


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "scripted", ""  # some clients send the headers of replies
    server: ModelServer

    def do_GET(self):
        if self.path.endswith("/models"):
            data = [{"id": name, "object": "model", "created": openai_wire.CREATED, "owned_by": "hivecore"} for name in script.MODELS]
            return self.reply(200, {"object": "list", "data": data})
        return self.reply(404, openai_wire.failure(404, "no such path"))

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        path = self.path.split("?")[0]
        id = self.server.next_id()
        if path.endswith("/chat/completions"):
            return self.openai_chat(request, id)
        if path.endswith("/responses"):
            return self.openai_responses(request, id)
        if path.endswith("/messages"):
            return self.anthropic_messages(request, id)
        if path.endswith("/embeddings"):
            body = openai_wire.embeddings(request)
            self.server.record(request["model"], body["usage"]["prompt_tokens"], 0)
            return self.reply(200, body)
        if path.endswith((":generateContent", ":streamGenerateContent")):
            return self.gemini(request, id, path)
        return self.reply(404, openai_wire.failure(404, "no such path"))

    def gemini(self, request: dict, id: str, path: str):
        model, _, method = path.rpartition("/")[2].partition(":")
        text, used = gemini_wire.question(request["contents"])
        answer = self.server.answer(text, gemini_wire.tools(request), used)
        if isinstance(answer, script.Failure):
            return self.reply(answer.status, gemini_wire.failure(answer.status, answer.message))
        self.server.record(model, answer.fresh + answer.cache_read, answer.output, answer.cache_read, 0, answer.reasoning)
        if method == "streamGenerateContent":
            return self.stream(gemini_wire.events(gemini_wire.stream(model, id, answer)))
        return self.reply(200, gemini_wire.reply(model, id, answer))

    def openai_chat(self, request: dict, id: str):
        answer = self.answer(request, openai_wire.question(request["messages"]))
        if isinstance(answer, script.Failure):
            return self.reply(answer.status, openai_wire.failure(answer.status, answer.message))
        self.record_openai(request, answer)
        if request.get("stream"):
            return self.stream(openai_wire.events(openai_wire.chat_stream(request, id, answer)))
        return self.reply(200, openai_wire.chat(request, id, answer))

    def openai_responses(self, request: dict, id: str):
        asked = request["input"]
        items = [{"role": "user", "content": asked}] if isinstance(asked, str) else asked
        answer = self.answer(request, openai_wire.question(items))
        if isinstance(answer, script.Failure):
            return self.reply(answer.status, openai_wire.failure(answer.status, answer.message))
        self.record_openai(request, answer)
        if request.get("stream"):
            return self.stream(openai_wire.events(openai_wire.response_stream(request, id, answer)))
        return self.reply(200, openai_wire.response(request, id, answer))

    def anthropic_messages(self, request: dict, id: str):
        answer = self.answer(request, anthropic_wire.question(request["messages"]))
        if isinstance(answer, script.Failure):
            return self.reply(answer.status, anthropic_wire.failure(answer.status, answer.message, id))
        total = answer.fresh + answer.cache_read + answer.cache_write
        self.server.record(openai_wire.model(request), total, answer.output, answer.cache_read, answer.cache_write, answer.reasoning)
        if request.get("stream"):
            return self.stream(anthropic_wire.events(anthropic_wire.stream(request, id, answer)), {"request-id": "req_" + id})
        return self.reply(200, anthropic_wire.message(request, id, answer))

    def answer(self, request: dict, question: tuple[str, set[str]]) -> script.Answer | script.Failure:
        text, used = question
        return self.server.answer(text, openai_wire.tools(request), used)

    def record_openai(self, request: dict, answer: script.Answer):
        total = answer.fresh + answer.cache_read
        self.server.record(openai_wire.model(request), total, answer.output, answer.cache_read, 0, answer.reasoning)

    def reply(self, status: int, body: dict):
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if status >= 400:
            self.send_header("x-should-retry", "false")  # the official SDKs would try again and send more spans
        self.end_headers()
        self.wfile.write(data)

    def stream(self, events, headers: dict | None = None):
        self.send_response(200)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in events:
            data = event.encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, format, *args):
        pass


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--name", default="hivecore", help="what the ids of the replies begin with")
    options = parser.parse_args()
    server = ModelServer(options.port, options.name)
    print(server.url, flush=True)
    server.serve_forever()
