"""Langfuse's SDK of the second generation, which knows nothing of OpenTelemetry: batches of events to /api/public/ingestion."""

import json
import os

import corpus

os.environ["LANGFUSE_HOST"] = corpus.HIVECORE_URL
os.environ["LANGFUSE_PUBLIC_KEY"] = "pk-lf-corpus"  # user name and password of Basic; only the key opens a door
os.environ["LANGFUSE_SECRET_KEY"] = corpus.HIVECORE_KEY
os.environ["LANGFUSE_TRACING_ENVIRONMENT"] = "corpus"
os.environ["LANGFUSE_RELEASE"] = "1.2.3"

from langfuse.decorators import langfuse_context, observe
from langfuse.openai import OpenAI, openai

client = OpenAI(base_url=corpus.OPENAI_URL, api_key="scripted", max_retries=0)
context = {"session_id": corpus.SESSION, "user_id": corpus.USER, "tags": corpus.TAGS}


def ask(text: str, model: str = "gpt-4o-mini", **options):
    messages = corpus.messages(text)
    return client.chat.completions.create(model=model, messages=messages, name="ask", metadata={"plan": "blue"}, **context, **options)


def stream() -> None:
    for _ in ask(corpus.STREAM, stream=True, stream_options={"include_usage": True}):
        pass


@observe(name="get_weather")
def get_weather(city: str) -> str:
    return corpus.get_weather(city)


@observe(name="weather report")
def weather_report() -> None:
    langfuse_context.update_current_trace(name="weather report", metadata={"plan": "blue"}, **context)
    conversation = corpus.messages(corpus.TOOLS)
    offered = [{"type": "function", "function": corpus.WEATHER_TOOL}]
    first = client.chat.completions.create(model="gpt-4o-mini", messages=conversation, tools=offered).choices[0].message
    call = first.tool_calls[0]
    result = get_weather(**json.loads(call.function.arguments))
    conversation += [first.to_dict(), {"role": "tool", "tool_call_id": call.id, "content": result}]
    client.chat.completions.create(model="gpt-4o-mini", messages=conversation, tools=offered)
    langfuse_context.score_current_trace(name="politeness", value=0.9, comment="Says hello.")


def flush() -> None:
    openai.flush_langfuse()
    langfuse_context.flush()


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT, temperature=0.2, max_tokens=64),
        "stream": stream,
        "tools": weather_report,
        "cached": lambda: ask(corpus.CACHED),
        "reasoning": lambda: ask(corpus.REASONING, model="o4-mini"),
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
    },
    flush,
)
