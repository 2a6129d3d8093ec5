"""OpenInference's instrumentation of the Anthropic client."""

import corpus

corpus.export_to_hivecore(Authorization=f"Bearer {corpus.HIVECORE_KEY}")

from openinference.instrumentation import OITracer, TraceConfig, using_attributes
from openinference.instrumentation.anthropic import AnthropicInstrumentor

traces = corpus.tracer_provider("openinference-anthropic")
AnthropicInstrumentor().instrument(tracer_provider=traces)
tracer = OITracer(traces.get_tracer("app"), config=TraceConfig())
client = corpus.anthropic_client()
context = {"session_id": corpus.SESSION, "user_id": corpus.USER, "tags": corpus.TAGS, "metadata": {"plan": "blue", "attempt": 1}}
MODEL = {"model": "claude-sonnet-4-5", "max_tokens": 64}


def ask(text: str, **options):
    with using_attributes(**context):
        return client.messages.create(**MODEL, system=corpus.SYSTEM, messages=[{"role": "user", "content": text}], **options)


def stream():
    for _ in ask(corpus.STREAM, stream=True):
        pass


def stream_helper():
    with using_attributes(**context):
        with client.messages.stream(**MODEL, messages=[{"role": "user", "content": corpus.STREAM}]) as events:
            events.get_final_message()


@tracer.tool(name="get_weather", description="The weather in a city.")
def get_weather(city: str) -> str:
    return corpus.get_weather(city)


@tracer.agent(name="forecaster")
def forecaster(question: str) -> str:
    conversation = [{"role": "user", "content": question}]
    first = client.messages.create(**MODEL, tools=corpus.ANTHROPIC_TOOLS, messages=conversation)
    use = first.content[0]
    result = {"type": "tool_result", "tool_use_id": use.id, "content": get_weather(**use.input)}
    conversation += [{"role": "assistant", "content": first.content}, {"role": "user", "content": [result]}]
    return client.messages.create(**MODEL, tools=corpus.ANTHROPIC_TOOLS, messages=conversation).content[0].text


def agent():
    with using_attributes(**context):
        forecaster(corpus.TOOLS)


corpus.run(
    {
        "chat": lambda: ask(corpus.CHAT),
        "stream": stream,
        "stream-helper": stream_helper,
        "agent": agent,
        "cached": lambda: ask(corpus.CACHED),
        "alone-chat": lambda: ask(corpus.CHAT),
        "alone-stream": stream,
        "alone-cached": lambda: ask(corpus.CACHED),
        "error": lambda: corpus.expecting_failure(lambda: ask(corpus.ERROR)),
    },
    traces.shutdown,
)
