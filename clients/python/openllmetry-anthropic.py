"""OpenLLMetry's instrumentation of the Anthropic client by itself, as one more instrumentation of an OpenTelemetry set-up."""

import corpus

corpus.export_to_hivecore()

from opentelemetry import trace
from opentelemetry.instrumentation.anthropic import AnthropicInstrumentor

traces = corpus.tracer_provider("openllmetry-anthropic")
AnthropicInstrumentor().instrument(tracer_provider=traces)
client = corpus.anthropic_client()
MODEL = {"model": "claude-sonnet-4-5", "max_tokens": 64}


def ask(text: str, **options):
    messages = [{"role": "user", "content": text}]
    return client.messages.create(**MODEL, system=corpus.SYSTEM, messages=messages, metadata={"user_id": corpus.USER}, **options)


def stream():
    for _ in ask(corpus.STREAM, stream=True):
        pass


def tools():
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
    traces.shutdown,
)
