"""OpenLLMetry through Traceloop's SDK: its decorators around the OpenAI client. The cases `events-*` send content as log events."""

import json
import sys

import corpus

from traceloop.sdk import Instruments, Traceloop
from traceloop.sdk.decorators import agent, task, tool, workflow

events = any(name.startswith("events-") for name in sys.argv[1:])
if events:
    from opentelemetry._logs import set_logger_provider
    from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
    from opentelemetry.sdk._logs import LoggerProvider
    from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
    from opentelemetry.sdk.resources import Resource

    logs = LoggerProvider(resource=Resource.create({"service.name": "openllmetry-openai"}))
    exporter = OTLPLogExporter(endpoint=corpus.HIVECORE_URL + "/v1/logs", headers={"Authorization": f"Bearer {corpus.HIVECORE_KEY}"})
    logs.add_log_record_processor(BatchLogRecordProcessor(exporter))
    set_logger_provider(logs)

Traceloop.init(
    app_name="openllmetry-openai",
    api_endpoint=corpus.HIVECORE_URL,
    api_key=corpus.HIVECORE_KEY,
    telemetry_enabled=False,  # its own, about itself
    instruments={Instruments.OPENAI},
    resource_attributes={"deployment.environment.name": "corpus"},
    **({"use_attributes": False} if events else {}),  # older versions do not know it
)
client = corpus.openai_client()


def identify():
    Traceloop.set_association_properties({"session_id": corpus.SESSION, "user_id": corpus.USER, "plan": "blue"})


def ask(text: str, model: str = "gpt-4o-mini", **options):
    identify()
    return client.chat.completions.create(model=model, messages=corpus.messages(text), **options)


def stream():
    for _ in ask(corpus.STREAM, stream=True, stream_options={"include_usage": True}):
        pass


def responses():
    identify()
    client.responses.create(model="gpt-4o-mini", instructions=corpus.SYSTEM, input=corpus.CHAT)


@tool(name="get_weather")
def get_weather(city: str) -> str:
    return corpus.get_weather(city)


@task(name="ask_model")
def ask_model(conversation: list) -> object:
    offered = [{"type": "function", "function": corpus.WEATHER_TOOL}]
    return client.chat.completions.create(model="gpt-4o-mini", messages=conversation, tools=offered).choices[0].message


@agent(name="forecaster")
def forecaster(question: str) -> str:
    conversation = corpus.messages(question)
    first = ask_model(conversation)
    call = first.tool_calls[0]
    result = get_weather(**json.loads(call.function.arguments))
    conversation += [first.to_dict(), {"role": "tool", "tool_call_id": call.id, "content": result}]
    return ask_model(conversation).content


@workflow(name="weather_report")
def weather_report() -> str:
    identify()
    return forecaster(corpus.TOOLS)


def embeddings():
    identify()
    client.embeddings.create(model="text-embedding-3-small", input=corpus.TEXTS)


def flush():
    from opentelemetry import metrics, trace

    trace.get_tracer_provider().shutdown()
    metrics.get_meter_provider().shutdown()
    if events:
        logs.shutdown()


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT, temperature=0.2, max_tokens=64),
        "stream": stream,
        "responses": responses,
        "agent": weather_report,
        "cached": lambda: ask(corpus.CACHED),
        "reasoning": lambda: ask(corpus.REASONING, model="o4-mini"),
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
        "embeddings": embeddings,
        "events-chat": lambda: ask(corpus.CHAT),
    },
    flush,
)
