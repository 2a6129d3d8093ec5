"""What the Python clients share: where to send, what to ask, and how to export and run."""

import os
import sys
import traceback

HIVECORE_URL = os.environ["HIVECORE_URL"].rstrip("/")
HIVECORE_KEY = os.environ["HIVECORE_KEY"]
MODEL_URL = os.environ["MODEL_URL"].rstrip("/")
OPENAI_URL = MODEL_URL + "/v1"

CHAT = "Say hello to the hive."
STREAM = "Count the bees, please."
TOOLS = "What is the weather in Hangzhou?"
CACHED = "According to the handbook, who may enter?"
REASONING = "Think well: how many legs have six bees?"
ERROR = "Please fail with 429."
TEXTS = ["hive", "honey"]

SYSTEM = "You are a bee."
SESSION, USER, TAGS = "corpus-session", "corpus-user", ["corpus", "blue"]
WEATHER = "21 degrees, light rain"
WEATHER_TOOL = {
    "name": "get_weather",
    "description": "The weather in a city.",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}

ANTHROPIC_TOOLS = [{"name": "get_weather", "description": "The weather in a city.", "input_schema": WEATHER_TOOL["parameters"]}]


def get_weather(city: str) -> str:
    """The weather in a city."""
    return WEATHER


def export_to_hivecore(base: str = HIVECORE_URL, **headers: str) -> None:
    """Points every OTLP exporter at HiveCore. To be called before OpenTelemetry is imported."""
    pairs = headers or {"X-API-Key": HIVECORE_KEY}
    os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] = base
    os.environ["OTEL_EXPORTER_OTLP_HEADERS"] = ",".join(f"{name}={value.replace(' ', '%20')}" for name, value in pairs.items())
    os.environ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf"


def tracer_provider(service: str, compression: str | None = None):
    """A provider that exports in batches over OTLP/HTTP protobuf, set as the global one."""
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http import Compression
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": service, "deployment.environment.name": "corpus"}))
    exporter = OTLPSpanExporter(compression=Compression(compression) if compression else None)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    return provider


def all_signals(service: str, compression: str | None = None) -> list:
    """Providers of traces, logs and metrics with one resource, each the global one."""
    from opentelemetry._logs import set_logger_provider
    from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    from opentelemetry.metrics import set_meter_provider
    from opentelemetry.sdk._logs import LoggerProvider
    from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader

    traces = tracer_provider(service, compression)
    logs = LoggerProvider(resource=traces.resource)
    logs.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
    set_logger_provider(logs)
    metrics = MeterProvider(resource=traces.resource, metric_readers=[PeriodicExportingMetricReader(OTLPMetricExporter())])
    set_meter_provider(metrics)
    return [traces, logs, metrics]


def shut_down(providers: list) -> None:
    for provider in providers:
        provider.shutdown()


def openai_client():
    from openai import OpenAI

    return OpenAI(base_url=OPENAI_URL, api_key="scripted", max_retries=0)


def anthropic_client(**options):
    """Since 2.0 it traces itself whenever there is a tracer provider; a case `alone-…` turns that off."""
    from anthropic import Anthropic

    if any(name.startswith("alone-") for name in sys.argv[1:]):
        options["open_telemetry"] = False
    return Anthropic(base_url=MODEL_URL, api_key="scripted", max_retries=0, **options)


def ask_claude_with_tools(client) -> None:
    """Two calls: the model asks for the tool, and answers from its result."""
    model = {"model": "claude-sonnet-4-5", "max_tokens": 64, "tools": ANTHROPIC_TOOLS}
    conversation = [{"role": "user", "content": TOOLS}]
    first = client.messages.create(**model, messages=conversation)
    use = first.content[0]
    result = {"type": "tool_result", "tool_use_id": use.id, "content": get_weather(**use.input)}
    conversation += [{"role": "assistant", "content": first.content}, {"role": "user", "content": [result]}]
    client.messages.create(**model, messages=conversation)


def messages(text: str) -> list[dict]:
    return [{"role": "system", "content": SYSTEM}, {"role": "user", "content": text}]


def expecting_failure(call, saying: str = "scripted server fails") -> None:
    """Runs what has to fail, and for the right reason; a case whose failure did not happen is no case."""
    try:
        call()
    except Exception as failure:
        if saying not in str(failure):
            raise
        print(f"failed as asked: {type(failure).__name__}", file=sys.stderr)
    else:
        raise AssertionError("the model server did not fail")


def run(cases: dict, flush=lambda: None) -> None:
    """Runs the cases that the command line names, or all, and flushes."""
    _shorten_tracebacks()
    for name in sys.argv[1:] or list(cases):
        cases[name]()
    flush()


def _shorten_tracebacks() -> None:
    """Stack traces are exported: file names in them begin behind the folders of this machine."""
    folders = [os.path.dirname(os.__file__), os.path.dirname(os.path.abspath(__file__))]
    folders += [path for path in sys.path if path.endswith("site-packages")]
    frame = traceback.StackSummary.format_frame_summary

    def shortened(self, summary, **options):
        text = frame(self, summary, **options)
        for folder in sorted(folders, key=len, reverse=True):
            text = text.replace(folder + os.sep, "")
        return text

    traceback.StackSummary.format_frame_summary = shortened
