"""LiteLLM's callback `otel`, in the cases `latest-*` with the newest conventions, in `langfuse-*` its callback `langfuse_otel`."""

import os
import sys
import time

import corpus

corpus.export_to_hivecore()
os.environ["OTEL_SERVICE_NAME"] = "litellm-otel"
os.environ["OTEL_ENVIRONMENT_NAME"] = "corpus"
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # it would fetch prices from elsewhere
os.environ["LITELLM_OTEL_INTEGRATION_ENABLE_METRICS"] = "true"

case = next(iter(sys.argv[1:]), "")
if case.startswith("latest-"):
    os.environ["OTEL_SEMCONV_STABILITY_OPT_IN"] = "gen_ai_latest_experimental"
    os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "SPAN_AND_EVENT"
    os.environ["LITELLM_OTEL_INTEGRATION_ENABLE_EVENTS"] = "true"
if case.startswith("langfuse-"):
    os.environ["LANGFUSE_PUBLIC_KEY"] = "pk-lf-corpus"
    os.environ["LANGFUSE_SECRET_KEY"] = corpus.HIVECORE_KEY
    os.environ["LANGFUSE_OTEL_HOST"] = os.environ["LANGFUSE_HOST"] = corpus.HIVECORE_URL

import litellm
from opentelemetry import _logs, metrics, trace

litellm.callbacks = ["langfuse_otel" if case.startswith("langfuse-") else "otel"]
litellm.telemetry = False
OPENAI = {"api_base": corpus.OPENAI_URL, "api_key": "scripted", "num_retries": 0, "max_retries": 0}
ANTHROPIC = OPENAI | {"api_base": corpus.MODEL_URL}
metadata = {"session_id": corpus.SESSION, "trace_user_id": corpus.USER, "tags": corpus.TAGS, "plan": "blue"}


def ask(text: str, model: str = "openai/gpt-4o-mini", door: dict = OPENAI, **options):
    return litellm.completion(model, corpus.messages(text), user=corpus.USER, metadata=dict(metadata), **door, **options)


def stream() -> None:
    for _ in ask(corpus.STREAM, stream=True, stream_options={"include_usage": True}):
        pass


def tools() -> None:
    """Two traces: the callback runs on a thread of its own and finds no span around it."""
    offered = [{"type": "function", "function": corpus.WEATHER_TOOL}]
    conversation = corpus.messages(corpus.TOOLS)
    first = litellm.completion("openai/gpt-4o-mini", conversation, tools=offered, user=corpus.USER, **OPENAI).choices[0].message
    conversation += [first.to_dict(), {"role": "tool", "tool_call_id": first.tool_calls[0].id, "content": corpus.WEATHER}]
    litellm.completion("openai/gpt-4o-mini", conversation, tools=offered, user=corpus.USER, **OPENAI)


def flush() -> None:
    time.sleep(2)  # its callbacks run on a thread that nothing waits for
    for provider in (trace.get_tracer_provider(), metrics.get_meter_provider(), _logs.get_logger_provider()):
        if hasattr(provider, "force_flush"):
            provider.force_flush()


claude = "anthropic/claude-sonnet-4-5"
corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT, temperature=0.2, max_tokens=64),
        "stream": stream,
        "tools": tools,
        "cached": lambda: ask(corpus.CACHED),
        "reasoning": lambda: ask(corpus.REASONING, "openai/o4-mini"),
        "embeddings": lambda: litellm.embedding("openai/text-embedding-3-small", corpus.TEXTS, metadata=dict(metadata), **OPENAI),
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
        "anthropic-cached": lambda: ask(corpus.CACHED, claude, ANTHROPIC),
        "latest-chat": lambda: ask(corpus.CHAT),
        "latest-anthropic-cached": lambda: ask(corpus.CACHED, claude, ANTHROPIC),
        "langfuse-chat": lambda: ask(corpus.CHAT),
    },
    flush,
)
