"""Logfire around the OpenAI client and OpenAI's Agents SDK, exporting to HiveCore instead of to its own service. The cases `v1-…` ask for
the attributes that it used before the GenAI conventions."""

import asyncio
import os
import sys

import corpus

corpus.export_to_hivecore()
# It tells of the machine by itself, and where in which file a span began: these take precedence.
machine = {"host.name": "hive", "host.id": "0", "os.version": "0", "process.runtime.description": "3.11"}
os.environ["OTEL_RESOURCE_ATTRIBUTES"] = ",".join(f"{name}={value}" for name, value in machine.items())
os.chdir(os.path.dirname(os.path.abspath(__file__)))

import logfire
from agents import Agent, OpenAIResponsesModel, Runner, function_tool, set_trace_processors
from openai import AsyncOpenAI

logfire.configure(
    send_to_logfire=False, console=False, metrics=False, service_name="logfire-openai", service_version="1.2.3", environment="corpus"
)
version = 1 if any(name.startswith("v1-") for name in sys.argv[1:]) else 2
client = corpus.openai_client()
logfire.instrument_openai(client, version=version)


def ask(text: str, model: str = "gpt-4o-mini", **options):
    return client.chat.completions.create(model=model, messages=corpus.messages(text), **options)


def stream() -> None:
    for _ in ask(corpus.STREAM, stream=True, stream_options={"include_usage": True}):
        pass


def agent() -> None:
    set_trace_processors([])  # its own exporter would try OpenAI
    logfire.instrument_openai_agents()
    models = AsyncOpenAI(base_url=corpus.OPENAI_URL, api_key="scripted", max_retries=0)
    model = OpenAIResponsesModel("gpt-4o-mini", openai_client=models)
    forecaster = Agent(name="forecaster", instructions=corpus.SYSTEM, model=model, tools=[function_tool(corpus.get_weather)])
    asyncio.run(Runner.run(forecaster, corpus.TOOLS))


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT, temperature=0.2, max_tokens=64),
        "stream": stream,
        "responses": lambda: client.responses.create(model="gpt-4o-mini", instructions=corpus.SYSTEM, input=corpus.CHAT),
        "agent": agent,
        "cached": lambda: ask(corpus.CACHED),
        "reasoning": lambda: ask(corpus.REASONING, model="o4-mini"),
        "embeddings": lambda: client.embeddings.create(model="text-embedding-3-small", input=corpus.TEXTS),
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
        "v1-chat": lambda: ask(corpus.CHAT),
        "v1-stream": stream,
    },
    logfire.shutdown,
)
