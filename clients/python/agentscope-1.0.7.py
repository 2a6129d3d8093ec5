"""AgentScope as it was before it took up the GenAI conventions: everything is in `input`, `output` and `metadata`, as JSON."""

import asyncio
import os

import corpus

corpus.export_to_hivecore()  # its exporter has no setting for headers, but reads OpenTelemetry's
os.environ["OTEL_SERVICE_NAME"] = "agentscope-1.0.7"

import agentscope
from agentscope.agent import ReActAgent
from agentscope.formatter import AnthropicChatFormatter, OpenAIChatFormatter
from agentscope.memory import InMemoryMemory
from agentscope.message import Msg, TextBlock
from agentscope.model import AnthropicChatModel, OpenAIChatModel
from agentscope.tool import Toolkit, ToolResponse
from opentelemetry import trace

agentscope.init(project="corpus", name="weather report", tracing_url=corpus.HIVECORE_URL + "/v1/traces")


def get_weather(city: str) -> ToolResponse:
    """The weather in a city.

    Args:
        city (str): Its name.
    """
    return ToolResponse(content=[TextBlock(type="text", text=corpus.get_weather(city))])


def gpt(stream: bool = False):
    client = {"base_url": corpus.OPENAI_URL, "max_retries": 0}
    return OpenAIChatModel("gpt-4o-mini", api_key="scripted", stream=stream, client_args=client), OpenAIChatFormatter()


def claude():
    client = {"base_url": corpus.MODEL_URL, "max_retries": 0}
    return AnthropicChatModel("claude-sonnet-4-5", api_key="scripted", stream=False, client_args=client), AnthropicChatFormatter()


def ask(text: str, model) -> None:
    model, formatter = model
    toolkit = Toolkit()
    toolkit.register_tool_function(get_weather)
    agent = ReActAgent(
        name="forecaster", sys_prompt=corpus.SYSTEM, model=model, formatter=formatter, toolkit=toolkit, memory=InMemoryMemory()
    )
    asyncio.run(agent(Msg("keeper", text, "user")))


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT, gpt()),
        "stream": lambda: ask(corpus.STREAM, gpt(stream=True)),
        "tools": lambda: ask(corpus.TOOLS, gpt()),
        "anthropic-cached": lambda: ask(corpus.CACHED, claude()),
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR, gpt())),
    },
    lambda: trace.get_tracer_provider().shutdown(),
)
