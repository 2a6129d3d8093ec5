"""OpenTelemetry's second instrumentation of the OpenAI client, which knows only the newest conventions, and the agent and tool spans that an
application makes with the helpers below it. In the case `events` content goes into log events."""

import json
import os
import sys

import corpus

corpus.export_to_hivecore()
events = "events" in sys.argv[1:]
os.environ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "event_only" if events else "span_only"
os.environ["OTEL_INSTRUMENTATION_GENAI_EMIT_EVENT"] = str(events).lower()

from opentelemetry.instrumentation.genai.openai import OpenAIInstrumentor
from opentelemetry.util.genai.handler import get_telemetry_handler

providers = corpus.all_signals("otel-genai-openai")
OpenAIInstrumentor().instrument()
client = corpus.openai_client()


def ask(text: str, model: str = "gpt-4o-mini", **options):
    return client.chat.completions.create(model=model, messages=corpus.messages(text), **options)


def stream() -> None:
    for _ in ask(corpus.STREAM, stream=True, stream_options={"include_usage": True}):
        pass


def respond(text: str, **options):
    return client.responses.create(model="gpt-4o-mini", instructions=corpus.SYSTEM, input=text, **options)


def responses_stream() -> None:
    for _ in respond(corpus.STREAM, stream=True):
        pass


def agent() -> None:
    handler = get_telemetry_handler()
    offered = [{"type": "function", "function": corpus.WEATHER_TOOL}]
    with handler.workflow("weather report"), handler.invoke_local_agent(agent_name="forecaster", conversation_id=corpus.SESSION):
        conversation = corpus.messages(corpus.TOOLS)
        first = client.chat.completions.create(model="gpt-4o-mini", messages=conversation, tools=offered).choices[0].message
        call = first.tool_calls[0]
        with handler.tool(call.function.name, tool_call_id=call.id, tool_type="function") as invocation:
            invocation.arguments = json.loads(call.function.arguments)
            invocation.tool_result = corpus.get_weather(**invocation.arguments)
        conversation += [first.to_dict(), {"role": "tool", "tool_call_id": call.id, "content": corpus.WEATHER}]
        client.chat.completions.create(model="gpt-4o-mini", messages=conversation, tools=offered)


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT, temperature=0.2, max_tokens=64),
        "events": lambda: ask(corpus.CHAT),
        "stream": stream,
        "responses": lambda: respond(corpus.CHAT),
        "responses-stream": responses_stream,
        "agent": agent,
        "cached": lambda: ask(corpus.CACHED),
        "reasoning": lambda: ask(corpus.REASONING, model="o4-mini"),
        "embeddings": lambda: client.embeddings.create(model="text-embedding-3-small", input=corpus.TEXTS),
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
    },
    lambda: corpus.shut_down(providers),
)
