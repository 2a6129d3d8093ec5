"""What a server has to conclude from each case. Written from script.py and from what the case asks for, never from what a client sent;
`check` holds the numbers against what the model server really served."""

from dataclasses import dataclass, field

GPT, O4, EMBEDDING = "gpt-4o-mini-2024-07-18", "o4-mini-2025-04-16", "text-embedding-3-small"
CLAUDE = "claude-sonnet-4-5-20250929"


def calls(number: int, input: int, output: int, model: str, prompt: str, completion: str, **more) -> dict:
    """Tokens count the cache as input and reasoning as output, whatever the client's arithmetic."""
    usage = {"calls": number, "input_tokens": input, "output_tokens": output, "cache_read": 0, "cache_write": 0, "reasoning": 0}
    texts = {"prompt_contains": prompt, "completion_contains": completion}
    return usage | {"models": [model], "errors": False} | texts | more


# One call each, then the two calls around a tool: 71 + 113 and 19 + 29; with a handoff before them 53 and 7 more.
CHAT = calls(1, 23, 11, GPT, "Say hello to the hive", "Hello, hive. 你好，蜂巢。")
STREAM = calls(1, 27, 13, GPT, "Count the bees", "One bee, two bees, three bees.")
CACHED = calls(1, 1577, 17, GPT, "According to the handbook", "Members of the hive may enter.", cache_read=1536)
REASONING = calls(1, 31, 137, O4, "how many legs", "Thirty-six legs.", reasoning=96)
EMBEDDINGS = calls(1, 10, 0, EMBEDDING, "honey", "")
TOOLS = calls(2, 184, 48, GPT, "What is the weather in Hangzhou", "It is 21 degrees", tools=[{"name": "get_weather"}])
FILE = calls(2, 682, 54, GPT, "What does the file hive.txt say", "The hive is full of honey.", cache_read=512)
RETRY = calls(1, 23, 11, GPT, "Please fail once", "Hello, hive.", errors=True)
HANDOFF = calls(3, 237, 55, GPT, "What is the weather in Hangzhou", "It is 21 degrees", tools=[{"name": "get_weather"}])
ERROR = calls(0, 0, 0, "gpt-4o-mini", "Please fail with 429", "", errors=True)
del EMBEDDINGS["completion_contains"], ERROR["completion_contains"]


def claude(answer: dict) -> dict:
    """The same answer from Anthropic, which also tells what it wrote to its cache: 41 + 1536 + 1024."""
    cached = {"input_tokens": 2601, "cache_write": 1024} if answer["cache_read"] == 1536 else {}
    return answer | {"models": [CLAUDE if answer["calls"] else "claude-sonnet-4-5"]} | cached


@dataclass
class Case:
    """Keys in `gaps` are not sent by the client, for the reason given, and so are not expected."""

    expect: dict
    gaps: dict[str, str] = field(default_factory=dict)
    note: str = ""

    def __post_init__(self):
        self.expect = {key: value for key, value in self.expect.items() if key not in self.gaps}


@dataclass
class Client:
    """`always` and `gaps` hold for each case; a case may say otherwise."""

    cases: dict[str, Case]
    always: dict = field(default_factory=dict)
    gaps: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        for name, case in self.cases.items():
            self.cases[name] = Case(self.always | case.expect, self.gaps | case.gaps, case.note)


SESSION = {"session": "corpus-session", "user": "corpus-user", "tags": ["corpus", "blue"]}
NO_SESSION = dict.fromkeys(("session", "user", "tags"), "this client has no way to set it")
NO_CACHE = dict.fromkeys(("cache_read", "cache_write"), "not read from the reply by this client")
NO_CACHE_WRITE = {"cache_write": "OpenAI does not tell it"}
NO_REASONING = {"reasoning": "not read from the reply by this client"}
NO_TOOLS = {"tools": "the client's own code runs the tool: only the calls that the model asked for are sent"}
NO_USAGE = dict.fromkeys(("input_tokens", "output_tokens"), "a stream without include_usage has no usage")
NO_CONTENT = dict.fromkeys(("prompt_contains", "completion_contains"), "content is not recorded")

NO_TAGS = {"tags": "this client has no way to set it"}
AGENT = TOOLS | {"agents": ["forecaster"]}
TWICE = "The Anthropic SDK traces itself too: each call comes as two spans with the same response id, the SDK's within the other."
SIBLINGS = (
    "The Anthropic SDK traces itself too, and the instrumentation does not make its span the current one: each call comes as two spans with"
    " the same response id, beside each other, and without a parent in two traces."
)

# Written by the application itself, not by the model server.
REPORTED = {"reported_cost_usd": 0.003}
SCORES = {"scores": [{"name": "politeness", "value": 0.9}, {"name": "answered", "value": 1}, {"name": "mood", "value": "sunny"}]}


# Command-line agents.
CLI = {"environment": "corpus"}
GPT_5, FLASH = {"models": ["gpt-5"]}, {"models": ["gemini-2.5-flash"]}
CLAUDE_FILE = {"tools": [{"name": "Bash"}], "reported_cost_usd": 0.0014736}
FAILS = {"prompt_contains": "Please fail with 400"}
SPANS_AGAIN = "The spans tell of the same calls as the log events."
CODEX_LAST = "The last event of a stream comes twice, once with the usage. The name of an event is an attribute: in its place stands a line of source."
GEMINI_TWICE = "Each call is also an event of the GenAI conventions when it begins and when it ends, and a span without usage."


def in_sessions(cases: dict[str, Case]) -> dict[str, Case]:
    """Each case in a session of its own, as node/cli.mjs names it."""

    def session(name: str) -> str:
        return "00000000-0000-4000-8000-" + name.encode().hex().rjust(12, "0")[-12:]

    return {name: Case(case.expect | {"session": session(name)}, case.gaps, case.note) for name, case in cases.items()}


def langfuse() -> dict[str, Case]:
    """The same cases for each version of the SDK."""
    return {
        "chat": Case(CHAT),
        "stream": Case(STREAM),
        "agent": Case(AGENT | {"trace_name": "weather report"}),
        "cached": Case(CACHED),
        "reasoning": Case(REASONING),
        "by-hand": Case(CACHED | REPORTED),
        "nested": Case(CHAT),
        "score": Case(CHAT | SCORES),
        "error": Case(ERROR),
    }


LANGFUSE = {
    "always": {"environment": "corpus"} | SESSION,
    "gaps": {"provider": "Langfuse sends none: it follows from the model"},
}

ANTHROPIC = {"provider": "anthropic"}
NO_EMBEDDED_TEXT = {"prompt_contains": "texts that are embedded are not recorded"}


def vercel(embeddings: Case) -> dict[str, Case]:
    """The same cases for each version of the SDK."""
    return {
        "chat": Case(CHAT),
        "stream": Case(STREAM),
        "responses": Case(CHAT),
        "tools": Case(TOOLS),
        "cached": Case(CACHED),
        "reasoning": Case(REASONING),
        "embeddings": embeddings,
        "error": Case(ERROR),
        "anthropic-chat": Case(claude(CHAT) | ANTHROPIC),
        "anthropic-stream": Case(claude(STREAM) | ANTHROPIC),
        "anthropic-tools": Case(claude(TOOLS) | ANTHROPIC),
        "anthropic-cached": Case(claude(CACHED) | ANTHROPIC),
    }


VERCEL = {"provider": "openai", "agents": ["forecaster"]} | SESSION
RAW_CACHE = "The cache is in ai.response.providerMetadata only, and input_tokens leave it out: 41."

NO_USER_OR_TAGS = dict.fromkeys(("user", "tags"), "this client has no way to set it")
NO_AGENT = {"agents": "no agent has part in it", "session": "no conversation has part in it"}

TEAM = HANDOFF | {"agents": ["receptionist", "forecaster"]}
ALIAS = {"models": "the model that was asked for is sent, not the one that answered"}


def openai_agents() -> dict[str, Case]:
    """Its own exporter: a call through the Responses API is an id and a usage, nothing else."""
    session = {"session": "corpus-session", "agents": ["forecaster"], "trace_name": "weather report"}
    gaps = NO_USER_OR_TAGS | {"provider": "it is OpenAI's own format: it follows from the door"}
    sparse = gaps | {"models": "not sent for a response"} | dict.fromkeys(("prompt_contains", "completion_contains"), "not sent for a response")
    return {
        "chat": Case(session | CHAT, gaps | ALIAS),
        "chat-tools": Case(session | AGENT, gaps | ALIAS),
        "tools": Case(session | AGENT, sparse),
        "handoff": Case(session | TEAM, sparse),
        "stream": Case(session | STREAM, gaps | ALIAS),
        "cached": Case(session | CACHED, sparse),
        "reasoning": Case(session | REASONING, sparse),
        "error": Case(session | ERROR, sparse),
    }


def openai_agents_otel() -> dict[str, Case]:
    """Through OpenInference."""
    always = {"provider": "openai", "agents": ["forecaster"]} | SESSION
    note = "The root span has the kind AGENT and the workflow's name: it is no agent. A handoff is a span of the kind TOOL."
    return {
        "chat": Case(always | CHAT, ALIAS, note),
        "chat-tools": Case(always | AGENT, ALIAS, note),
        "tools": Case(always | AGENT, note=note),
        "handoff": Case(always | TEAM, note=note),
        "stream": Case(always | STREAM, ALIAS, note),
        "cached": Case(always | CACHED, note=note),
        "reasoning": Case(always | REASONING, note=note),
        "error": Case(always | ERROR, dict.fromkeys(("models", "prompt_contains"), "a failed response is sent without its request"), note),
    }


NO_AGENT_OR_SESSION = dict.fromkeys(("agents", "session", "user", "tags"), "embedMany sends neither function nor runtime context")

EXCLUSIVE = "Its input leaves the cache out: 41, beside 1536 read and 1024 written."
NOTHING_BUT_RUN = dict.fromkeys(("agents", "session", "user", "tags", "provider"), "nothing but the run is registered")
STUDIO = "init(studio_url=…) registers the run and fails where it cannot open a Socket.IO connection, so nothing follows."

LITELLM = dict.fromkeys(("session", "tags"), "the callback leaves the caller's metadata out")
LITELLM_DETAILS = dict.fromkeys(("cache_read", "cache_write", "reasoning"), "only as the text of a Python dict, in metadata.usage_object")
LITELLM_ID = "gen_ai.response.id is LiteLLM's own, not Anthropic's."

LOGFIRE_STREAM = (
    "One call, two spans in two traces: the request without usage, and a span of no length that tells the answer and the usage. Neither has"
    " the id of the response."
)

GENERATE_RESPONSE = "This version ends each reply with a tool of its own, generate_response, which no model asked for."

UNSET = "The status is unset: only an exception event tells the failure. The failed call has an id and 0 tokens, made up by the client."

ADK_LOGS = "The content and the user stand in the log events only, which repeat the usage of the spans."

CLIENTS: dict[str, Client] = {
    "openai-otel": Client(
        always={"provider": "openai"},
        gaps=NO_SESSION | NO_CACHE | NO_REASONING | NO_TOOLS,
        cases={
            "chat": Case(CHAT),
            "stream": Case(STREAM),
            "stream-without-usage": Case(STREAM, NO_USAGE),
            "tools": Case(TOOLS),
            "cached": Case(CACHED),
            "reasoning": Case(REASONING),
            "error": Case(ERROR),
            "embeddings": Case(EMBEDDINGS, {"prompt_contains": "texts that are embedded are not recorded"}),
            "latest-chat": Case(CHAT),
            "latest-stream": Case(STREAM),
            "latest-tools": Case(TOOLS),
            "latest-events": Case(CHAT),
            "latest-no-content": Case(CHAT, NO_CONTENT),
            "latest-error": Case(ERROR),
        },
    ),
    "openinference-openai": Client(
        always={"provider": "openai"} | SESSION,
        cases={
            "chat": Case(CHAT),
            "stream": Case(STREAM),
            "responses": Case(CHAT),
            "responses-stream": Case(STREAM),
            "agent": Case(AGENT),
            "cached": Case(CACHED),
            "reasoning": Case(REASONING),
            "error": Case(ERROR, {"models": "a failed call has its model in llm.invocation_parameters only"}),
            "embeddings": Case(EMBEDDINGS),
        },
    ),
    "openinference-anthropic": Client(
        always={"provider": "anthropic"} | SESSION,
        cases={
            "chat": Case(claude(CHAT), note=TWICE),
            "stream": Case(claude(STREAM), note=TWICE),
            "stream-helper": Case(claude(STREAM), note="As chat, but the SDK's span has no parent: the two are in two traces."),
            "agent": Case(claude(AGENT), note=TWICE),
            "cached": Case(claude(CACHED), note=TWICE),
            "alone-chat": Case(claude(CHAT)),
            "alone-stream": Case(claude(STREAM)),
            "alone-cached": Case(claude(CACHED)),
            "error": Case(claude(ERROR), note=TWICE),
        },
    ),
    "openllmetry-openai": Client(
        always={"provider": "openai", "session": "corpus-session", "user": "corpus-user"},
        gaps=NO_TAGS,
        cases={
            "chat": Case(CHAT),
            "stream": Case(STREAM),
            "responses": Case(CHAT),
            "agent": Case(AGENT),
            "cached": Case(CACHED),
            "reasoning": Case(REASONING),
            "error": Case(ERROR),
            "embeddings": Case(EMBEDDINGS),
            "events-chat": Case(CHAT),
        },
    ),
    "openllmetry-anthropic": Client(
        always={"provider": "anthropic"},
        gaps=NO_SESSION | NO_TOOLS,
        cases={
            "chat": Case(claude(CHAT), note=SIBLINGS),
            "stream": Case(claude(STREAM), note=SIBLINGS + " OpenLLMetry's says 14 output tokens, see alone-stream."),
            "tools": Case(claude(TOOLS), note=SIBLINGS),
            "cached": Case(claude(CACHED), note=SIBLINGS),
            "alone-chat": Case(claude(CHAT)),
            "alone-stream": Case(
                claude(STREAM), {"output_tokens": "14 arrive: the 1 of message_start is added to the 13 of message_delta, which include it"}
            ),
            "alone-cached": Case(claude(CACHED)),
            "error": Case(claude(ERROR), note=SIBLINGS),
        },
    ),
    "langfuse-python": Client(langfuse(), **LANGFUSE),
    "langfuse-python-4": Client(langfuse(), **LANGFUSE),
    "langfuse-python-3": Client(langfuse(), **LANGFUSE),
    "langfuse-js": Client(
        {
            "chat": Case(CHAT),
            "stream": Case(STREAM, {"models": "a stream is sent with the model that was asked for"}),
            "agent": Case(AGENT),
            "cached": Case(CACHED),
            "reasoning": Case(REASONING),
            "by-hand": Case(CACHED | REPORTED),
            "score": Case(CHAT | SCORES),
            "error": Case(ERROR),
        },
        **LANGFUSE,
    ),
    "vercel-ai-5": Client(
        vercel(Case(EMBEDDINGS))
        | {
            "proto-chat": Case(CHAT),
            "cached": Case(CACHED, {"cache_read": "generateText sends the sums alone"}),
            "reasoning": Case(REASONING, {"reasoning": "generateText sends the sums alone"}),
            "anthropic-cached": Case(claude(CACHED) | ANTHROPIC, note=RAW_CACHE),
        },
        always=VERCEL,
    ),
    "vercel-ai-6": Client(vercel(Case(EMBEDDINGS)) | {"proto-chat": Case(CHAT)}, always=VERCEL),
    "vercel-ai-7": Client(
        vercel(Case(EMBEDDINGS, NO_AGENT_OR_SESSION | NO_EMBEDDED_TEXT))
        | {
            "reasoning": Case(REASONING, {"reasoning": "not sent by default"}),
            "plain-tools": Case(TOOLS, dict.fromkeys(("session", "user", "tags"), "the runtime context is not sent by default")),
            "full-tools": Case(TOOLS),
            "full-anthropic-cached": Case(claude(CACHED) | ANTHROPIC),
            "full-embeddings": Case(EMBEDDINGS, NO_AGENT_OR_SESSION),
            "legacy-tools": Case(TOOLS),
        },
        always=VERCEL,
    ),
    "pydantic-ai": Client(
        always={"provider": "openai", "session": "corpus-session", "agents": ["forecaster"]},
        gaps=NO_USER_OR_TAGS,
        cases={
            "chat": Case(CHAT),
            "stream": Case(STREAM),
            "tools": Case(TOOLS | {"reported_cost_usd": 0.0000564}),
            "responses": Case(TOOLS),
            "cached": Case(CACHED),
            "reasoning": Case(REASONING),
            "embeddings": Case(EMBEDDINGS, NO_AGENT),
            "error": Case(ERROR),
            "anthropic-tools": Case(claude(TOOLS) | ANTHROPIC, note=TWICE),
            "anthropic-cached": Case(claude(CACHED) | ANTHROPIC, note=TWICE),
            "alone-anthropic-cached": Case(claude(CACHED) | ANTHROPIC),
            "v2-tools": Case(TOOLS),
            "v6-tools": Case(TOOLS),
        },
    ),
    "openai-agents": Client(
        openai_agents() | {"otel-" + name: case for name, case in openai_agents_otel().items()},
    ),
    "agentscope-2": Client(
        always={"provider": "openai", "session": "corpus-session", "agents": ["forecaster"]},
        gaps=NO_USER_OR_TAGS,
        cases={
            "chat": Case(CHAT, ALIAS),
            "stream": Case(STREAM, ALIAS),
            "tools": Case(TOOLS, ALIAS),
            "cached": Case(CACHED, ALIAS),
            "reasoning": Case(REASONING, ALIAS | NO_REASONING),
            "error": Case(ERROR),
            "anthropic-tools": Case(claude(TOOLS) | ANTHROPIC, note=TWICE),
            "anthropic-cached": Case(claude(CACHED) | ANTHROPIC, note=TWICE + " They differ: AgentScope's input leaves the cache out."),
            "alone-anthropic-cached": Case(claude(CACHED) | ANTHROPIC, ALIAS, note=EXCLUSIVE),
        },
    ),
    "agentscope-1": Client(
        always={"provider": "openai", "session": "corpus-session", "agents": ["forecaster"]},
        gaps=NO_USER_OR_TAGS,
        cases={
            "chat": Case(CHAT, ALIAS),
            "stream": Case(STREAM, ALIAS),
            "tools": Case(TOOLS, ALIAS),
            "cached": Case(CACHED, ALIAS | NO_CACHE),
            "reasoning": Case(REASONING, ALIAS | NO_REASONING),
            "error": Case(ERROR),
            "anthropic-tools": Case(claude(TOOLS) | ANTHROPIC, ALIAS),
            "anthropic-cached": Case(
                claude(CACHED) | ANTHROPIC, ALIAS | NO_CACHE | {"input_tokens": "41 arrive: what went through the cache is left out"}
            ),
            "studio": Case({"calls": 0, "trace_name": "weather report"}, NOTHING_BUT_RUN, STUDIO),
        },
    ),
    "langchain-openinference": Client(
        always={"provider": "openai"} | SESSION,
        cases={
            "chat": Case(CHAT),
            "stream": Case(STREAM, ALIAS),
            "responses": Case(CHAT),
            "agent": Case(AGENT, note="The agent is a span of the kind CHAIN; that it is one says only lc_agent_name in its metadata."),
            "cached": Case(CACHED),
            "reasoning": Case(REASONING),
            "retriever": Case(EMBEDDINGS, dict.fromkeys(("calls", "input_tokens", "models", "provider"), "LangChain does not trace embeddings")),
            "error": Case(ERROR),
        },
    ),
    "langsmith-otel": Client(
        always={"provider": "openai"} | SESSION,
        gaps={"models": "the model that answered is only within gen_ai.completion"},
        cases={
            "chat": Case(CHAT),
            "stream": Case(STREAM),
            "responses": Case(CHAT),
            "agent": Case(AGENT, note="LangGraph adds tags of its own to the spans below the root. Only lc_agent_name tells the agent."),
            "traceable": Case(CHAT | {"trace_name": "weather report"}),
            "cached": Case(CACHED),
            "reasoning": Case(REASONING),
            "error": Case(ERROR),
        },
    ),
    "litellm-otel": Client(
        always={"provider": "openai", "session": "corpus-session", "user": "corpus-user", "tags": ["corpus", "blue"]},
        cases={
            "chat": Case(CHAT | {"reported_cost_usd": 0.00001005}, LITELLM),
            "stream": Case(STREAM, LITELLM | ALIAS),
            "tools": Case(TOOLS, LITELLM | NO_TOOLS, "Two traces. The second tells the tool's result, both leave out what the model asked it."),
            "cached": Case(CACHED, LITELLM | LITELLM_DETAILS),
            "reasoning": Case(REASONING, LITELLM | LITELLM_DETAILS),
            "embeddings": Case(EMBEDDINGS, LITELLM | {"user": "embeddings are sent without it", "provider": "sent empty"}),
            "error": Case(ERROR, LITELLM),
            "anthropic-cached": Case(claude(CACHED) | ANTHROPIC, LITELLM | LITELLM_DETAILS, LITELLM_ID),
            "latest-chat": Case(CHAT, LITELLM),
            "latest-anthropic-cached": Case(claude(CACHED) | ANTHROPIC, LITELLM, LITELLM_ID),
            "langfuse-chat": Case(CHAT | {"reported_cost_usd": 0.00001005}),
        },
    ),
    "otel-genai-openai": Client(
        always={"provider": "openai"},
        gaps=NO_USER_OR_TAGS,
        cases={
            "chat": Case(CHAT),
            "events": Case(CHAT),
            "stream": Case(STREAM),
            "responses": Case(CHAT),
            "responses-stream": Case(STREAM),
            "agent": Case(AGENT | {"session": "corpus-session", "trace_name": "weather report"}),
            "cached": Case(CACHED),
            "reasoning": Case(REASONING),
            "embeddings": Case(EMBEDDINGS, NO_EMBEDDED_TEXT),
            "error": Case(ERROR),
        },
    ),
    "otel-genai-anthropic": Client(
        always=ANTHROPIC,
        gaps=NO_SESSION | NO_TOOLS,
        cases={
            "chat": Case(claude(CHAT), note=TWICE),
            "stream": Case(claude(STREAM), note=TWICE),
            "tools": Case(claude(TOOLS), note=TWICE),
            "cached": Case(claude(CACHED), note=TWICE),
            "alone-chat": Case(claude(CHAT)),
            "alone-stream": Case(claude(STREAM)),
            "alone-cached": Case(claude(CACHED)),
            "error": Case(claude(ERROR), note=TWICE),
        },
    ),
    "anthropic-native": Client(
        always=ANTHROPIC | {"session": "corpus-session"},
        gaps=NO_USER_OR_TAGS | NO_TOOLS,
        cases={
            "chat": Case(claude(CHAT), NO_CONTENT),
            "stream": Case(claude(STREAM), NO_CONTENT),
            "tools": Case(claude(TOOLS), NO_CONTENT),
            "cached": Case(claude(CACHED), NO_CONTENT),
            "content-stream": Case(claude(STREAM), {"completion_contains": "of a stream only the prompt is recorded"}),
            "content-tools": Case(claude(TOOLS)),
            "error": Case(claude(ERROR), NO_CONTENT),
        },
    ),
    "agentscope-java": Client(
        always={"agents": ["forecaster"]},
        gaps=NO_SESSION | NO_CACHE | NO_REASONING | NO_CONTENT | ALIAS | {"provider": "not sent"},
        cases={
            "chat": Case(CHAT),
            "stream": Case(STREAM),
            "tools": Case(TOOLS),
            "cached": Case(CACHED),
            "error": Case(ERROR),
        },
    ),
    "openllmetry-openai-0.53": Client(
        always={"provider": "openai", "session": "corpus-session", "user": "corpus-user"},
        gaps=NO_TAGS,
        cases={
            "chat": Case(CHAT),
            "stream": Case(STREAM),
            "agent": Case(AGENT),
            "cached": Case(CACHED),
            "reasoning": Case(REASONING),
            "error": Case(ERROR),
            "embeddings": Case(EMBEDDINGS),
        },
    ),
    "spring-ai": Client(
        always={"provider": "openai", "session": "corpus-session"},
        gaps=NO_USER_OR_TAGS | NO_CONTENT | NO_CACHE_WRITE | NO_REASONING,
        cases={
            "chat": Case(CHAT),
            "stream": Case(STREAM, note="The HTTP client's span of a stream is in a trace of its own."),
            "tools": Case(TOOLS),
            "cached": Case(CACHED),
            "embeddings": Case(EMBEDDINGS, {"session": "no conversation has part in it"}),
            "error": Case(ERROR, note="gen_ai.response.model says `none`."),
        },
    ),
    "logfire-openai": Client(
        always={"provider": "openai", "environment": "corpus"},
        gaps=NO_SESSION,
        cases={
            "chat": Case(CHAT),
            "stream": Case(STREAM, ALIAS, LOGFIRE_STREAM),
            "responses": Case(CHAT),
            "agent": Case(AGENT | {"trace_name": "Agent workflow"}),
            "cached": Case(CACHED),
            "reasoning": Case(REASONING),
            "embeddings": Case(EMBEDDINGS, NO_EMBEDDED_TEXT),
            "error": Case(ERROR),
            "v1-chat": Case(CHAT),
            "v1-stream": Case(STREAM, ALIAS, LOGFIRE_STREAM),
        },
    ),
    "langfuse-python-2": Client(
        {
            "chat": Case(CHAT),
            "stream": Case(STREAM),
            "tools": Case(
                TOOLS | {"trace_name": "weather report", "scores": [{"name": "politeness", "value": 0.9}]},
                {"tools": "this version knows spans and generations only"},
            ),
            "cached": Case(CACHED),
            "reasoning": Case(REASONING),
            "error": Case(ERROR),
        },
        **LANGFUSE,
    ),
    "agentscope-1.0.7": Client(
        always={"agents": ["forecaster"]},
        gaps=NO_USER_OR_TAGS | ALIAS | NO_CACHE | NO_REASONING | {"provider": "not sent", "session": "an id that the client makes up"},
        cases={
            "chat": Case(CHAT),
            "stream": Case(STREAM),
            "tools": Case(TOOLS, note=GENERATE_RESPONSE),
            "anthropic-cached": Case(claude(CACHED), {"input_tokens": "41 arrive: what went through the cache is left out"}),
            "error": Case(ERROR),
        },
    ),
    "agentscope-java-1": Client(
        always={"provider": "openai", "agents": ["forecaster"]},
        gaps=NO_SESSION | NO_CACHE | NO_REASONING | ALIAS,
        cases={
            "chat": Case(CHAT),
            "stream": Case(STREAM),
            "tools": Case(TOOLS),
            "error": Case(ERROR | {"prompt_contains": "Please fail with 400"}, note=UNSET),
        },
    ),
    "claude-code": Client(
        always={"provider": "anthropic", "agents": ["claude_code"], "user": "corpus-user"} | CLI,
        gaps=NO_TAGS,
        cases=in_sessions(
            {
                "chat": Case(claude(CHAT) | {"reported_cost_usd": 0.000234}),
                "cached": Case(claude(CACHED), {"reported_cost_usd": "a sum of doubles: 0.0046787999999999995 arrive instead of 0.0046788"}),
                "tools": Case(claude(FILE) | CLAUDE_FILE),
                "traces-tools": Case(claude(FILE) | CLAUDE_FILE, note=SPANS_AGAIN),
                "quiet-chat": Case(claude(CHAT), NO_CONTENT),
                "error": Case(claude(ERROR) | FAILS),
            }
        ),
    ),
    "codex": Client(
        always={"provider": "openai", "agents": ["codex"]} | CLI,
        gaps=NO_TAGS
        | {
            "session": "an id that the client makes up",
            "user": "only of who has logged in",
            "completion_contains": "not sent",
        },
        cases={
            "chat": Case(CHAT | GPT_5, note=CODEX_LAST),
            "cached": Case(CACHED | GPT_5),
            "reasoning": Case(REASONING | GPT_5),
            "tools": Case(FILE | GPT_5 | {"tools": [{"name": "exec_command"}]}),
            "retry": Case(RETRY | GPT_5, note="A run that fails for good ends without sending anything: this one tries again."),
        },
    ),
    "gemini-cli": Client(
        always={"provider": "google", "agents": ["gemini_cli"]} | CLI,
        gaps=NO_TAGS | {"user": "only of who has logged in"},
        cases=in_sessions(
            {
                "chat": Case(CHAT | FLASH, note=GEMINI_TWICE),
                "cached": Case(CACHED | FLASH),
                "reasoning": Case(REASONING | FLASH, note="The thoughts are counted beside the output."),
                "tools": Case(FILE | FLASH | {"tools": [{"name": "read_file"}]}),
                "traces-tools": Case(FILE | FLASH | {"tools": [{"name": "read_file"}]}, note=SPANS_AGAIN),
                "error": Case(ERROR | FLASH | FAILS),
            }
        ),
    ),
    "google-adk": Client(
        always={"provider": "openai", "session": "corpus-session", "user": "corpus-user", "agents": ["forecaster"]},
        gaps=NO_TAGS | {"models": "the name that LiteLLM was given is sent: openai/gpt-4o-mini"},
        cases={
            "chat": Case(CHAT, note=ADK_LOGS),
            "tools": Case(TOOLS, note=ADK_LOGS),
            "cached": Case(CACHED, note=ADK_LOGS),
            "reasoning": Case(REASONING, {"output_tokens": "233 arrive: the 96 of the reasoning are added to the 137, which include them"}),
            "latest-tools": Case(TOOLS, note="The user stands in the log events only."),
            "error": Case(ERROR, note=ADK_LOGS),
        },
    ),
}


def check(case: Case, served: list[dict]) -> None:
    """The sums that are expected have to be what the model server served."""
    totals = {key: sum(call[key] for call in served) for key in ("input_tokens", "output_tokens", "cache_read", "cache_write", "reasoning")}
    totals |= {"calls": len(served)} | ({"models": sorted({call["model"] for call in served})} if served else {})
    wrong = {key: (case.expect[key], value) for key, value in totals.items() if case.expect.get(key, value) != value}
    if wrong:
        raise AssertionError(f"expected and served differ: {wrong}")


def texts(case: Case) -> list[str]:
    """The texts among what is expected."""
    single = [case.expect[key] for key in ("session", "user", "trace_name", "prompt_contains", "completion_contains") if key in case.expect]
    lists = [text for key in ("models", "agents", "tags") for text in case.expect.get(key, [])]
    return single + lists + [item["name"] for key in ("tools", "scores") for item in case.expect.get(key, [])]
