"""OpenTelemetry's instrumentation of the OpenAI client. The cases `latest-*` opt into the newest conventions, the others get the old ones,
where content travels as log events only."""

import json
import os
import sys

import corpus

LATEST = {  # case -> where the content goes
    "latest-chat": "span_only",
    "latest-stream": "span_only",
    "latest-tools": "span_and_event",
    "latest-events": "event_only",
    "latest-no-content": "no_content",
    "latest-error": "span_only",
}

latest = [name for name in sys.argv[1:] if name in LATEST]
if latest:  # it is read once for the whole process: run one such case at a time
    os.environ["OTEL_SEMCONV_STABILITY_OPT_IN"] = "gen_ai_latest_experimental"
    os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = LATEST[latest[0]]
    os.environ["OTEL_INSTRUMENTATION_GENAI_EMIT_EVENT"] = str("event" in LATEST[latest[0]]).lower()
else:
    os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true"

corpus.export_to_hivecore()

from opentelemetry import trace
from opentelemetry.instrumentation.openai_v2 import OpenAIInstrumentor

providers = corpus.all_signals("openai-otel", compression="gzip")
OpenAIInstrumentor().instrument()
client = corpus.openai_client()


def ask(text: str, model: str = "gpt-4o-mini", **options):
    return client.chat.completions.create(model=model, messages=corpus.messages(text), **options)


def chat():
    ask(corpus.CHAT, temperature=0.2, max_tokens=64, seed=7, user=corpus.USER)


def stream():
    for _ in ask(corpus.STREAM, stream=True, stream_options={"include_usage": True}):
        pass


def stream_without_usage():
    for _ in ask(corpus.STREAM, stream=True):
        pass


def tools():
    with trace.get_tracer("app").start_as_current_span("answer a question"):
        conversation = corpus.messages(corpus.TOOLS)
        offered = [{"type": "function", "function": corpus.WEATHER_TOOL}]
        first = client.chat.completions.create(model="gpt-4o-mini", messages=conversation, tools=offered).choices[0].message
        call = first.tool_calls[0]
        result = corpus.get_weather(**json.loads(call.function.arguments))
        conversation += [first.to_dict(), {"role": "tool", "tool_call_id": call.id, "content": result}]
        client.chat.completions.create(model="gpt-4o-mini", messages=conversation, tools=offered)


plain = {
    "chat": chat,
    "stream": stream,
    "stream-without-usage": stream_without_usage,
    "tools": tools,
    "cached": lambda: ask(corpus.CACHED),
    "reasoning": lambda: ask(corpus.REASONING, model="o4-mini"),
    "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
    "embeddings": lambda: client.embeddings.create(model="text-embedding-3-small", input=corpus.TEXTS),
}
newest = {
    "latest-chat": chat,
    "latest-stream": stream,
    "latest-tools": tools,
    "latest-events": chat,
    "latest-no-content": chat,
    "latest-error": plain["error"],
}
if __name__ == "__main__":
    corpus.run(newest if latest else plain, lambda: corpus.shut_down(providers))
