"""Google's Agent Development Kit, which traces itself, with a model of OpenAI through LiteLLM; the cases `latest-*` with the newest conventions."""

import asyncio
import os
import sys

import corpus

corpus.export_to_hivecore()
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # it would fetch prices from elsewhere

case = next(iter(sys.argv[1:]), "")
if case.startswith("latest-"):
    os.environ["OTEL_SEMCONV_STABILITY_OPT_IN"] = "gen_ai_latest_experimental"
    os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "SPAN_AND_EVENT"
else:
    os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true"
    os.environ["ADK_CAPTURE_MESSAGE_CONTENT_IN_SPANS"] = "true"

from google.adk.agents import LlmAgent
from google.adk.models.lite_llm import LiteLlm
from google.adk.runners import InMemoryRunner
from google.genai import types

providers = corpus.all_signals("google-adk")


def ask(text: str, model: str = "openai/gpt-4o-mini") -> None:
    asyncio.run(_run(text, LiteLlm(model=model, api_base=corpus.OPENAI_URL, api_key="scripted", num_retries=0, max_retries=0)))


async def _run(text: str, model: LiteLlm) -> None:
    agent = LlmAgent(name="forecaster", model=model, instruction=corpus.SYSTEM, tools=[corpus.get_weather])
    runner = InMemoryRunner(agent=agent, app_name="corpus")
    await runner.session_service.create_session(app_name="corpus", user_id=corpus.USER, session_id=corpus.SESSION)
    question = types.Content(role="user", parts=[types.Part(text=text)])
    async for _ in runner.run_async(user_id=corpus.USER, session_id=corpus.SESSION, new_message=question):
        pass


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT),
        "tools": lambda: ask(corpus.TOOLS),
        "cached": lambda: ask(corpus.CACHED),
        "reasoning": lambda: ask(corpus.REASONING, "openai/o4-mini"),
        "latest-tools": lambda: ask(corpus.TOOLS),
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
    },
    lambda: corpus.shut_down(providers),
)
