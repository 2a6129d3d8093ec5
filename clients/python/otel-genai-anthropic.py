"""OpenTelemetry's instrumentation of the Anthropic client. The cases `alone-…` turn off what the client traces by itself."""

import os

import corpus

corpus.export_to_hivecore()
os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "span_only"

from opentelemetry import trace
from opentelemetry.instrumentation.genai.anthropic import AnthropicInstrumentor

providers = corpus.all_signals("otel-genai-anthropic")
AnthropicInstrumentor().instrument()
client = corpus.anthropic_client()
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
        "alone-chat": lambda: ask(corpus.CHAT),
        "alone-stream": stream,
        "alone-cached": lambda: ask(corpus.CACHED),
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
    },
    lambda: corpus.shut_down(providers),
)
