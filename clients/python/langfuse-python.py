"""Langfuse's own SDK: its OpenAI wrapper, its decorators, an observation made by hand, and a score."""

import json
import os
import urllib.request

import corpus

os.environ["LANGFUSE_HOST"] = os.environ["LANGFUSE_BASE_URL"] = corpus.HIVECORE_URL
os.environ["LANGFUSE_PUBLIC_KEY"] = "pk-lf-corpus"  # user name and password of Basic; only the key opens a door
os.environ["LANGFUSE_SECRET_KEY"] = corpus.HIVECORE_KEY
os.environ["LANGFUSE_TRACING_ENVIRONMENT"] = "corpus"
os.environ["LANGFUSE_RELEASE"] = "1.2.3"
os.environ["OTEL_SERVICE_NAME"] = "langfuse-python"

from langfuse import get_client, observe, propagate_attributes
from langfuse.openai import OpenAI

langfuse = get_client()
client = OpenAI(base_url=corpus.OPENAI_URL, api_key="scripted", max_retries=0)
context = {"session_id": corpus.SESSION, "user_id": corpus.USER, "tags": corpus.TAGS, "metadata": {"plan": "blue"}}


def ask(text: str, model: str = "gpt-4o-mini", **options):
    with propagate_attributes(**context):
        return client.chat.completions.create(model=model, messages=corpus.messages(text), **options)


def stream():
    for _ in ask(corpus.STREAM, stream=True, stream_options={"include_usage": True}):
        pass


@observe(as_type="tool")
def get_weather(city: str) -> str:
    return corpus.get_weather(city)


@observe(as_type="agent", name="forecaster")
def forecaster(question: str) -> str:
    conversation = corpus.messages(question)
    offered = [{"type": "function", "function": corpus.WEATHER_TOOL}]
    first = client.chat.completions.create(model="gpt-4o-mini", messages=conversation, tools=offered).choices[0].message
    call = first.tool_calls[0]
    result = get_weather(**json.loads(call.function.arguments))
    conversation += [first.to_dict(), {"role": "tool", "tool_call_id": call.id, "content": result}]
    return client.chat.completions.create(model="gpt-4o-mini", messages=conversation, tools=offered).choices[0].message.content


@observe(name="weather report")
def weather_report() -> str:
    with propagate_attributes(**context, trace_name="weather report"):
        return forecaster(corpus.TOOLS)


def reply_without_wrapper() -> dict:
    """Importing the wrapper changes every OpenAI client of the process, so this asks without one."""
    body = {"model": "gpt-4o-mini", "messages": corpus.messages(corpus.CACHED)}
    request = urllib.request.Request(corpus.OPENAI_URL + "/chat/completions", json.dumps(body).encode())
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)


def by_hand():
    """A generation whose usage the application fills in, in Langfuse's disjoint buckets and with its cost."""
    with propagate_attributes(**context):
        with langfuse.start_as_current_observation(
            as_type="generation", name="read handbook", model="gpt-4o-mini", input=corpus.CACHED, model_parameters={"temperature": 0.5}
        ) as generation:
            reply = reply_without_wrapper()
            usage = reply["usage"]
            cached = usage["prompt_tokens_details"]["cached_tokens"]
            generation.update(
                model=reply["model"],
                output=reply["choices"][0]["message"]["content"],
                usage_details={
                    "input": usage["prompt_tokens"] - cached,
                    "input_cached_tokens": cached,
                    "output": usage["completion_tokens"],
                    "total": usage["total_tokens"],
                },
                cost_details={"input": 0.001, "output": 0.002, "total": 0.003},
                metadata={"shelf": 3, "open": True},
                version="7",
            )


def nested():
    """A generation around the wrapper's generation, both with the same usage: an application that reports what is reported already."""
    with propagate_attributes(**context):
        with langfuse.start_as_current_observation(as_type="generation", name="answer", model="gpt-4o-mini") as generation:
            usage = ask(corpus.CHAT).usage
            generation.update(usage_details={"input": usage.prompt_tokens, "output": usage.completion_tokens})


def score():
    with propagate_attributes(**context):
        with langfuse.start_as_current_observation(as_type="span", name="scored", input=corpus.CHAT) as span:
            reply = client.chat.completions.create(model="gpt-4o-mini", messages=corpus.messages(corpus.CHAT))
            span.update(output=reply.choices[0].message.content)
            span.score(name="politeness", value=0.9, comment="Says hello.")
            span.score_trace(name="answered", value=1, data_type="BOOLEAN")
            langfuse.create_score(name="mood", value="sunny", trace_id=span.trace_id, data_type="CATEGORICAL")
            langfuse.create_event(name="greeted", level="WARNING", status_message="A bee looked up.", metadata={"bees": 1})


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT, temperature=0.2, max_tokens=64),
        "stream": stream,
        "agent": weather_report,
        "cached": lambda: ask(corpus.CACHED),
        "reasoning": lambda: ask(corpus.REASONING, model="o4-mini"),
        "by-hand": by_hand,
        "nested": nested,
        "score": score,
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
    },
    langfuse.shutdown,
)
