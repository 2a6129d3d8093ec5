"""OpenInference's instrumentation of the OpenAI client, with its context for session, user, tags and metadata."""

import json

import corpus

corpus.export_to_hivecore(Authorization=f"Bearer {corpus.HIVECORE_KEY}")

from openinference.instrumentation import OITracer, TraceConfig, using_attributes
from openinference.instrumentation.openai import OpenAIInstrumentor

traces = corpus.tracer_provider("openinference-openai")
OpenAIInstrumentor().instrument(tracer_provider=traces)
tracer = OITracer(traces.get_tracer("app"), config=TraceConfig())
client = corpus.openai_client()
context = {"session_id": corpus.SESSION, "user_id": corpus.USER, "tags": corpus.TAGS, "metadata": {"plan": "blue", "attempt": 1}}


def ask(text: str, model: str = "gpt-4o-mini", **options):
    with using_attributes(**context):
        return client.chat.completions.create(model=model, messages=corpus.messages(text), **options)


def stream():
    for _ in ask(corpus.STREAM, stream=True, stream_options={"include_usage": True}):
        pass


def respond(text: str, **options):
    with using_attributes(**context):
        return client.responses.create(model="gpt-4o-mini", instructions=corpus.SYSTEM, input=text, **options)


def responses_stream():
    for _ in respond(corpus.STREAM, stream=True):
        pass


@tracer.tool(name="get_weather", description="The weather in a city.")
def get_weather(city: str) -> str:
    return corpus.get_weather(city)


@tracer.agent(name="forecaster")
def forecaster(question: str) -> str:
    conversation = corpus.messages(question)
    offered = [{"type": "function", "function": corpus.WEATHER_TOOL}]
    first = client.chat.completions.create(model="gpt-4o-mini", messages=conversation, tools=offered).choices[0].message
    call = first.tool_calls[0]
    result = get_weather(**json.loads(call.function.arguments))
    conversation += [first.to_dict(), {"role": "tool", "tool_call_id": call.id, "content": result}]
    return client.chat.completions.create(model="gpt-4o-mini", messages=conversation, tools=offered).choices[0].message.content


def agent():
    with using_attributes(**context):
        forecaster(corpus.TOOLS)


def embeddings():
    with using_attributes(**context):
        client.embeddings.create(model="text-embedding-3-small", input=corpus.TEXTS)


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT, temperature=0.2, max_tokens=64),
        "stream": stream,
        "responses": lambda: respond(corpus.CHAT),
        "responses-stream": responses_stream,
        "agent": agent,
        "cached": lambda: ask(corpus.CACHED),
        "reasoning": lambda: ask(corpus.REASONING, model="o4-mini"),
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
        "embeddings": embeddings,
    },
    traces.shutdown,
)
