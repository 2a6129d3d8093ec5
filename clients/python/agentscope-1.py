"""AgentScope 1, which exports by itself to a tracing URL. In the case `studio` it takes HiveCore for AgentScope Studio."""

import asyncio
import functools
import os
import sys

import corpus

corpus.export_to_hivecore()  # its exporter has no setting for headers, but reads OpenTelemetry's
os.environ["OTEL_SERVICE_NAME"] = "agentscope-1"

import agentscope
from agentscope.agent import ReActAgent
from agentscope.formatter import AnthropicChatFormatter, OpenAIChatFormatter
from agentscope.memory import InMemoryMemory
from agentscope.message import Msg, TextBlock
from agentscope.model import AnthropicChatModel, OpenAIChatModel
from agentscope.tool import Toolkit, ToolResponse
from opentelemetry import trace

start = functools.partial(agentscope.init, project="corpus", name="weather report", run_id=corpus.SESSION)
if "studio" not in sys.argv[1:]:
    start(tracing_url=corpus.HIVECORE_URL + "/v1/traces")
CLIENT = {"base_url": corpus.OPENAI_URL, "max_retries": 0}


def get_weather(city: str) -> ToolResponse:
    """The weather in a city.

    Args:
        city (str): Its name.
    """
    return ToolResponse(content=[TextBlock(type="text", text=corpus.get_weather(city))])


def gpt(name: str = "gpt-4o-mini", stream: bool = False):
    return OpenAIChatModel(name, api_key="scripted", stream=stream, client_kwargs=CLIENT), OpenAIChatFormatter()


def claude():
    client = {"base_url": corpus.MODEL_URL, "max_retries": 0, "open_telemetry": False}
    return AnthropicChatModel("claude-sonnet-4-5", api_key="scripted", stream=False, client_kwargs=client), AnthropicChatFormatter()


def ask(text: str, model) -> None:
    model, formatter = model
    toolkit = Toolkit()
    toolkit.register_tool_function(get_weather)
    agent = ReActAgent(
        name="forecaster", sys_prompt=corpus.SYSTEM, model=model, formatter=formatter, toolkit=toolkit, memory=InMemoryMemory()
    )
    asyncio.run(agent(Msg("keeper", text, "user")))


def studio() -> None:
    """It registers its run, and gives up where it cannot open a Socket.IO connection. It sends no header of ours, but the key in its URL."""
    url = corpus.HIVECORE_URL.replace("://", f"://any:{corpus.HIVECORE_KEY}@")
    corpus.expecting_failure(lambda: start(studio_url=url), saying="Studio")


def flush() -> None:
    provider = trace.get_tracer_provider()
    if hasattr(provider, "shutdown"):
        provider.shutdown()


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT, gpt()),
        "stream": lambda: ask(corpus.STREAM, gpt(stream=True)),
        "tools": lambda: ask(corpus.TOOLS, gpt()),
        "studio": studio,
        "cached": lambda: ask(corpus.CACHED, gpt()),
        "reasoning": lambda: ask(corpus.REASONING, gpt("o4-mini")),
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR, gpt())),
        "anthropic-tools": lambda: ask(corpus.TOOLS, claude()),
        "anthropic-cached": lambda: ask(corpus.CACHED, claude()),
    },
    flush,
)
