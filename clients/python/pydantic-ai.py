"""Pydantic AI with its own instrumentation. The cases `v2-…` and `v6-…` ask for other formats than the default, `alone-…` turn off what
the Anthropic SDK traces by itself."""

import asyncio
import sys

import corpus

corpus.export_to_hivecore()

from pydantic_ai import Agent, Embedder, InstrumentationSettings
from pydantic_ai.embeddings.openai import OpenAIEmbeddingModel
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.anthropic import AnthropicProvider
from pydantic_ai.providers.openai import OpenAIProvider

traces = corpus.tracer_provider("pydantic-ai")
case = next(iter(sys.argv[1:]), "")
version = int(case[1]) if case.startswith(("v2-", "v6-")) else 5
settings = InstrumentationSettings(tracer_provider=traces, version=version)
Agent.instrument_all(settings)

openai = OpenAIProvider(base_url=corpus.OPENAI_URL, api_key="scripted")
openai.client.max_retries = 0


def gpt(name: str = "gpt-4o-mini"):
    return OpenAIChatModel(name, provider=openai)


def claude():
    from anthropic import AsyncAnthropic

    options = {"open_telemetry": False} if case.startswith("alone-") else {}
    client = AsyncAnthropic(base_url=corpus.MODEL_URL, api_key="scripted", max_retries=0, **options)
    return AnthropicModel("claude-sonnet-4-5", provider=AnthropicProvider(anthropic_client=client))


def agent(model) -> Agent:
    return Agent(model, name="forecaster", instructions=corpus.SYSTEM, tools=[corpus.get_weather])


def ask(text: str, model=None) -> None:
    agent(model or gpt()).run_sync(text, conversation_id=corpus.SESSION)


def stream() -> None:
    async def run():
        async with agent(gpt()).run_stream(corpus.STREAM, conversation_id=corpus.SESSION) as result:
            await result.get_output()

    asyncio.run(run())


def embeddings() -> None:
    embedder = Embedder(OpenAIEmbeddingModel("text-embedding-3-small", provider=openai), instrument=settings)
    embedder.embed_documents_sync(corpus.TEXTS)


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT),
        "stream": stream,
        "tools": lambda: ask(corpus.TOOLS),
        "responses": lambda: ask(corpus.TOOLS, OpenAIResponsesModel("gpt-4o-mini", provider=openai)),
        "cached": lambda: ask(corpus.CACHED),
        "reasoning": lambda: ask(corpus.REASONING, gpt("o4-mini")),
        "embeddings": embeddings,
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
        "anthropic-tools": lambda: ask(corpus.TOOLS, claude()),
        "anthropic-cached": lambda: ask(corpus.CACHED, claude()),
        "alone-anthropic-cached": lambda: ask(corpus.CACHED, claude()),
        "v2-tools": lambda: ask(corpus.TOOLS),
        "v6-tools": lambda: ask(corpus.TOOLS),
    },
    traces.shutdown,
)
