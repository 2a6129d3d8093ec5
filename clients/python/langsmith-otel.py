"""LangChain and LangGraph through LangSmith's OpenTelemetry mode: HiveCore in LangSmith's place."""

import os

import corpus

os.environ["LANGSMITH_TRACING"] = "true"
os.environ["LANGSMITH_OTEL_ENABLED"] = "true"
os.environ["LANGSMITH_OTEL_ONLY"] = "true"
os.environ["LANGSMITH_ENDPOINT"] = corpus.HIVECORE_URL
os.environ["LANGSMITH_API_KEY"] = corpus.HIVECORE_KEY  # goes into x-api-key
os.environ["LANGSMITH_PROJECT"] = "corpus-project"
os.environ["OTEL_SERVICE_NAME"] = "langsmith-otel"

from langchain.agents import create_agent
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from langsmith import traceable
from langsmith.run_trees import get_cached_client
from opentelemetry import trace

DOOR = {"base_url": corpus.OPENAI_URL, "api_key": "scripted", "max_retries": 0}
context = {"metadata": {"session_id": corpus.SESSION, "user_id": corpus.USER, "plan": "blue"}, "tags": corpus.TAGS}


def gpt(name: str = "gpt-4o-mini", **options):
    return ChatOpenAI(model=name, **DOOR, **options)


def ask(text: str, model=None) -> None:
    (model or gpt()).invoke([("system", corpus.SYSTEM), ("user", text)], context)


def stream() -> None:
    for _ in gpt(stream_usage=True).stream([("system", corpus.SYSTEM), ("user", corpus.STREAM)], context):
        pass


@tool
def get_weather(city: str) -> str:
    """The weather in a city."""
    return corpus.get_weather(city)


def agent() -> None:
    graph = create_agent(gpt(), tools=[get_weather], system_prompt=corpus.SYSTEM, name="forecaster")
    graph.invoke({"messages": [("user", corpus.TOOLS)]}, context | {"configurable": {"thread_id": corpus.SESSION}})


@traceable(run_type="chain", name="weather report", tags=corpus.TAGS, metadata=context["metadata"])
def report() -> str:
    return gpt().invoke([("user", corpus.CHAT)]).content


def flush() -> None:
    get_cached_client().flush()
    trace.get_tracer_provider().shutdown()


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT),
        "stream": stream,
        "responses": lambda: ask(corpus.CHAT, gpt(use_responses_api=True)),
        "agent": agent,
        "traceable": report,
        "cached": lambda: ask(corpus.CACHED),
        "reasoning": lambda: ask(corpus.REASONING, gpt("o4-mini")),
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
    },
    flush,
)
