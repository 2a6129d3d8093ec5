"""AgentScope 2 with its tracing middleware. The cases `alone-…` turn off what the Anthropic SDK traces by itself."""

import asyncio
import sys

import corpus

corpus.export_to_hivecore()

from agentscope.agent import Agent, InjectionConfig
from agentscope.credential import AnthropicCredential, OpenAICredential
from agentscope.message import UserMsg
from agentscope.middleware import TracingMiddleware
from agentscope.model import AnthropicChatModel, OpenAIChatModel
from agentscope.permission import PermissionBehavior, PermissionDecision
from agentscope.state import AgentState
from agentscope.tool import FunctionTool, Toolkit

traces = corpus.tracer_provider("agentscope-2")
RETRIES = {"max_retries": 0, "client_kwargs": {"max_retries": 0}}


def gpt(name: str = "gpt-4o-mini", stream: bool = False):
    credential = OpenAICredential(api_key="scripted", base_url=corpus.OPENAI_URL)
    return OpenAIChatModel(credential, name, stream=stream, **RETRIES)


def claude():
    options = {"max_retries": 0}
    if any(name.startswith("alone-") for name in sys.argv[1:]):
        options["open_telemetry"] = False
    credential = AnthropicCredential(api_key="scripted", base_url=corpus.MODEL_URL)
    return AnthropicChatModel(credential, "claude-sonnet-4-5", stream=False, max_retries=0, client_kwargs=options)


def ask(text: str, model) -> None:
    allowed = PermissionDecision(behavior=PermissionBehavior.ALLOW, message="It harms nobody.")
    agent = Agent(
        name="forecaster",
        system_prompt=corpus.SYSTEM,
        model=model,
        toolkit=Toolkit(tools=[FunctionTool(corpus.get_weather, is_read_only=True, permission=allowed)]),
        middlewares=[TracingMiddleware()],
        state=AgentState(session_id=corpus.SESSION),
        injection_config=InjectionConfig(inject_runtime_state=False),  # it would follow the question
    )
    asyncio.run(agent.reply(UserMsg(name="keeper", content=text)))


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT, gpt()),
        "stream": lambda: ask(corpus.STREAM, gpt(stream=True)),
        "tools": lambda: ask(corpus.TOOLS, gpt()),
        "cached": lambda: ask(corpus.CACHED, gpt()),
        "reasoning": lambda: ask(corpus.REASONING, gpt("o4-mini")),
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR, gpt())),
        "anthropic-tools": lambda: ask(corpus.TOOLS, claude()),
        "anthropic-cached": lambda: ask(corpus.CACHED, claude()),
        "alone-anthropic-cached": lambda: ask(corpus.CACHED, claude()),
    },
    traces.shutdown,
)
