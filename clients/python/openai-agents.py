"""OpenAI's Agents SDK: with its own exporter, which is not OTLP, and in the cases `otel-…` through OpenInference."""

import asyncio
import sys

import corpus

corpus.export_to_hivecore(Authorization=f"Bearer {corpus.HIVECORE_KEY}")

from agents import Agent, ModelSettings, OpenAIChatCompletionsModel, OpenAIResponsesModel, RunConfig, Runner, function_tool
from agents import set_trace_processors, trace
from agents.tracing.processors import BackendSpanExporter, BatchTraceProcessor
from openai import AsyncOpenAI

client = AsyncOpenAI(base_url=corpus.OPENAI_URL, api_key="scripted", max_retries=0)

if any(name.startswith("otel-") for name in sys.argv[1:]):
    from openinference.instrumentation import using_attributes
    from openinference.instrumentation.openai_agents import OpenAIAgentsInstrumentor

    traces = corpus.tracer_provider("openai-agents")
    OpenAIAgentsInstrumentor().instrument(tracer_provider=traces)
    context = using_attributes(session_id=corpus.SESSION, user_id=corpus.USER, tags=corpus.TAGS)
    flush = traces.shutdown
else:
    from contextlib import nullcontext

    exporter = BackendSpanExporter(api_key=corpus.HIVECORE_KEY, endpoint=corpus.HIVECORE_URL + "/v1/traces/ingest")
    processor = BatchTraceProcessor(exporter)
    set_trace_processors([processor])
    context = nullcontext()
    flush = processor.shutdown


@function_tool
def get_weather(city: str) -> str:
    """The weather in a city."""
    return corpus.get_weather(city)


def responses(model: str = "gpt-4o-mini"):
    return OpenAIResponsesModel(model, openai_client=client)


def chat(model: str = "gpt-4o-mini"):
    return OpenAIChatCompletionsModel(model, openai_client=client)


def ask(text: str, model, *, streamed: bool = False, team: bool = False) -> None:
    settings = ModelSettings(include_usage=True)
    agent = Agent(name="forecaster", instructions=corpus.SYSTEM, model=model, tools=[get_weather], model_settings=settings)
    if team:
        agent = Agent(name="receptionist", instructions=corpus.SYSTEM, model=model, handoffs=[agent], model_settings=settings)
    asyncio.run(_run(agent, text, streamed))


async def _run(agent: Agent, text: str, streamed: bool) -> None:
    with context, trace("weather report", group_id=corpus.SESSION, metadata={"plan": "blue"}):
        if streamed:
            async for _ in Runner.run_streamed(agent, text).stream_events():
                pass
        else:
            await Runner.run(agent, text, run_config=RunConfig(trace_include_sensitive_data=True))


cases = {
    "tools": lambda: ask(corpus.TOOLS, responses()),
    "handoff": lambda: ask(corpus.TOOLS, responses(), team=True),
    "chat": lambda: ask(corpus.CHAT, chat()),
    "chat-tools": lambda: ask(corpus.TOOLS, chat()),
    "stream": lambda: ask(corpus.STREAM, chat(), streamed=True),
    "cached": lambda: ask(corpus.CACHED, responses()),
    "reasoning": lambda: ask(corpus.REASONING, responses("o4-mini")),
    "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR, responses())),
}
corpus.run(cases | {"otel-" + name: case for name, case in cases.items()}, flush)
