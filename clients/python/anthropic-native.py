"""The Anthropic SDK by itself, which traces its calls since version 2.0; in the cases `content-…` with prompts and completions."""

import sys

import corpus

corpus.export_to_hivecore()

from opentelemetry import trace

traces = corpus.tracer_provider("anthropic-native")
content = any(name.startswith("content-") for name in sys.argv[1:])
options = {"conversation_id": corpus.SESSION, "traces": {"content_mode": "content" if content else "metadata_only"}}
client = corpus.anthropic_client(open_telemetry=options)
MODEL = {"model": "claude-sonnet-4-5", "max_tokens": 64}


def ask(text: str, **options):
    return client.messages.create(**MODEL, system=corpus.SYSTEM, messages=[{"role": "user", "content": text}], **options)


def stream() -> None:
    for _ in ask(corpus.STREAM, stream=True):
        pass


def tools() -> None:
    with trace.get_tracer("app").start_as_current_span("answer a question"):
        corpus.ask_claude_with_tools(client)


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT),
        "stream": stream,
        "tools": tools,
        "cached": lambda: ask(corpus.CACHED),
        "content-stream": stream,
        "content-tools": tools,
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
    },
    traces.shutdown,
)
