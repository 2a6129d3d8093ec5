"""Writes corpus/handmade: log events of command-line agents as other versions send them, put together by hand from published
field lists; those of the versions at hand are captured.

    python3 handmade.py
"""

import json
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "server" / "src" / "test" / "resources" / "corpus" / "handmade"
START = 1767225600  # 2026-01-01T00:00:00Z


def value(given) -> dict:
    if isinstance(given, bool):
        return {"boolValue": given}
    if isinstance(given, int):
        return {"intValue": str(given)}
    return {"doubleValue": given} if isinstance(given, float) else {"stringValue": given}


def attributes(given: dict) -> list:
    return [{"key": key, "value": value(item)} for key, item in given.items()]


def logs(resource: dict, scope: dict, records: list[tuple[str, dict]]) -> dict:
    """Records without trace and span, a second apart, each with a body."""
    entries = [
        {
            "timeUnixNano": str((START + second) * 10**9),
            "observedTimeUnixNano": str((START + second) * 10**9),
            "body": {"stringValue": body},
            "attributes": attributes(fields),
        }
        for second, (body, fields) in enumerate(records)
    ]
    return {"resourceLogs": [{"resource": {"attributes": attributes(resource)}, "scopeLogs": [{"scope": scope, "logRecords": entries}]}]}


def delta(resource: dict, scope: dict, name: str, unit: str, points: list[tuple[float, dict]]) -> dict:
    """One counter as the increase since the last export."""
    data = [
        {
            "startTimeUnixNano": str(START * 10**9),
            "timeUnixNano": str((START + 60) * 10**9),
            "asDouble": amount,
            "attributes": attributes(fields),
        }
        for amount, fields in points
    ]
    metric = {"name": name, "unit": unit, "sum": {"aggregationTemporality": 1, "isMonotonic": True, "dataPoints": data}}
    return {"resourceMetrics": [{"resource": {"attributes": attributes(resource)}, "scopeMetrics": [{"scope": scope, "metrics": [metric]}]}]}


def claude_code() -> tuple[list, dict, str]:
    """Its input leaves the cache out. Numbers come as numbers or as texts, by version: here one call of each."""
    resource = {"service.name": "claude-code", "service.version": "2.1.0"}
    scope = {"name": "com.anthropic.claude_code.events", "version": "2.1.0"}
    session = {
        "session.id": "corpus-session",
        "user.id": "0123456789abcdef",  # of the installation, not of the person
        "user.email": "corpus-user@example.org",
        "user.account_uuid": "00000000-0000-4000-8000-000000000001",
        "organization.id": "00000000-0000-4000-8000-000000000002",
        "terminal.type": "xterm",
        "prompt.id": "00000000-0000-4000-8000-000000000003",
    }
    usage = {"input_tokens": 41, "output_tokens": 17, "cache_read_tokens": 1536, "cache_creation_tokens": 1024, "duration_ms": 1200}
    small = {"input_tokens": "23", "output_tokens": "11", "cache_read_tokens": "0", "cache_creation_tokens": "0", "duration_ms": "300"}
    sonnet, haiku = "claude-sonnet-4-5-20250929", "claude-haiku-4-5-20251001"
    events = [
        ("user_prompt", {"prompt_length": "40", "prompt": "According to the handbook, who may enter?"}),
        ("api_request", {"model": haiku, "cost_usd": "0.000078", **small}),
        ("api_request", {"model": sonnet, "cost_usd": 0.0046788, **usage}),
        ("tool_decision", {"tool_name": "Read", "decision": "accept", "source": "config"}),
        ("tool_result", {"tool_name": "Read", "success": "true", "duration_ms": "12", "tool_parameters": '{"file_path":"handbook.md"}'}),
        ("api_error", {"model": sonnet, "error": "Overloaded", "status_code": "529", "duration_ms": "90", "attempt": "1"}),
    ]
    records = [
        ("claude_code." + name, session | {"event.name": name, "event.timestamp": f"2026-01-01T00:00:{number:02}Z", "event.sequence": number} | fields)
        for number, (name, fields) in enumerate(events)
    ]
    kinds = {"input": 41, "output": 17, "cacheRead": 1536, "cacheCreation": 1024}
    points = [(float(amount), {"session.id": "corpus-session", "model": sonnet, "type": kind}) for kind, amount in kinds.items()]
    meter = {"name": "com.anthropic.claude_code", "version": "2.1.0"}
    expect = {
        "calls": 2,
        "input_tokens": 2624,  # 41 + 1536 + 1024, and 23
        "output_tokens": 28,
        "cache_read": 1536,
        "cache_write": 1024,
        "reported_cost_usd": 0.0047568,
        "models": [haiku, sonnet],
        "provider": "anthropic",
        "tools": [{"name": "Read"}],
        "session": "corpus-session",
        "user": "corpus-user@example.org",
        "errors": True,
        "prompt_contains": "According to the handbook",
    }
    bodies = [("logs", logs(resource, scope, records)), ("metrics", delta(resource, meter, "claude_code.token.usage", "tokens", points))]
    return bodies, expect, "The metric repeats the usage of one of the calls. There are no spans: a conversation is all that the events share."


def codex() -> tuple[list, dict, str]:
    resource = {"service.name": "codex_cli_rs", "service.version": "0.120.0", "env": "corpus"}
    scope = {"name": "codex_otel", "version": "0.120.0"}
    session = {
        "conversation.id": "corpus-session",
        "user.account_id": "corpus-user",
        "auth_mode": "ChatGPT",
        "model": "gpt-5",
        "slug": "gpt-5",
        "app.version": "0.120.0",
        "terminal.type": "xterm",
    }
    usage = {"input_token_count": 1577, "cached_token_count": 1536, "output_token_count": 137, "reasoning_token_count": 96}
    events = [
        ("conversation_starts", {"provider_name": "OpenAI", "approval_policy": "on-request", "sandbox_policy": "read-only"}),
        ("user_prompt", {"prompt_length": "40", "prompt": "According to the handbook, who may enter?"}),
        ("api_request", {"attempt": 0, "duration_ms": "900", "http.response.status_code": "200"}),
        ("sse_event", {"event.kind": "response.created", "duration_ms": "1"}),
        ("sse_event", {"event.kind": "response.completed", "cache_write_token_count": 0, "tool_token_count": 1714, **usage}),
        ("tool_decision", {"tool_name": "shell", "call_id": "call_1", "decision": "approved", "source": "Config"}),
        ("tool_result", {"tool_name": "shell", "call_id": "call_1", "arguments": '{"command":["date"]}', "duration_ms": "20", "success": "true"}),
    ]
    records = [
        ("", session | {"event.name": "codex." + name, "event.timestamp": f"2026-01-01T00:00:{number:02}.000Z"} | fields)
        for number, (name, fields) in enumerate(events)
    ]
    expect = {
        "calls": 1,
        "input_tokens": 1577,
        "output_tokens": 137,
        "cache_read": 1536,
        "cache_write": 0,
        "reasoning": 96,
        "models": ["gpt-5"],
        "provider": "openai",
        "tools": [{"name": "shell"}],
        "session": "corpus-session",
        "user": "corpus-user",
        "errors": False,
        "prompt_contains": "According to the handbook",
    }
    return [("logs", logs(resource, scope, records))], expect, "tool_token_count holds the total: it is no part of the usage."


def gemini_cli() -> tuple[list, dict, str]:
    """Its output leaves the thoughts out, its input has the cache in."""
    resource = {"service.name": "gemini-cli", "service.version": "0.30.0", "session.id": "corpus-session"}
    scope = {"name": "gemini-cli"}
    session = {"session.id": "corpus-session", "user.email": "corpus-user@example.org", "installation.id": "00000000-0000-4000-8000-000000000004"}
    usage = {
        "input_token_count": 1577,
        "output_token_count": 41,
        "cached_content_token_count": 1536,
        "thoughts_token_count": 96,
        "tool_token_count": 0,
        "total_token_count": 1714,
    }
    call = {"model": "gemini-2.5-pro", "prompt_id": "corpus-session########0", "auth_type": "oauth-personal"}
    again = {
        "gen_ai.operation.name": "generate_content",
        "gen_ai.provider.name": "gcp.gen_ai",
        "gen_ai.request.model": "gemini-2.5-pro",
        "gen_ai.response.model": "gemini-2.5-pro",
        "gen_ai.usage.input_tokens": 1577,
        "gen_ai.usage.output_tokens": 41,
        "gen_ai.response.finish_reasons": "stop",
    }
    events = [
        ("User prompt. Length: 40.", "gemini_cli.user_prompt", {"prompt_length": 40, "prompt": "According to the handbook, who may enter?"}),
        ("API request to gemini-2.5-pro.", "gemini_cli.api_request", call),
        ("API response from gemini-2.5-pro.", "gemini_cli.api_response", call | {"status_code": 200, "duration_ms": 900} | usage),
        ("GenAI operation details from gemini-2.5-pro.", "gen_ai.client.inference.operation.details", again),
        ("Tool call: read_file.", "gemini_cli.tool_call", {"function_name": "read_file", "function_args": "{}", "success": True, "duration_ms": 5}),
    ]
    records = [
        (body, session | {"event.name": name, "event.timestamp": f"2026-01-01T00:00:{number:02}.000Z"} | fields)
        for number, (body, name, fields) in enumerate(events)
    ]
    expect = {
        "calls": 1,
        "input_tokens": 1577,
        "output_tokens": 137,  # 41 and 96 thoughts
        "cache_read": 1536,
        "cache_write": 0,
        "reasoning": 96,
        "models": ["gemini-2.5-pro"],
        "provider": "google",
        "tools": [{"name": "read_file"}],
        "session": "corpus-session",
        "user": "corpus-user@example.org",
        "errors": False,
        "prompt_contains": "According to the handbook",
    }
    return [("logs", logs(resource, scope, records))], expect, "The event of the GenAI conventions repeats the call, and leaves the thoughts out."


def write(case: str, bodies: list, expect: dict, note: str) -> None:
    into = CORPUS / case
    into.mkdir(parents=True, exist_ok=True)
    requests = []
    for number, (kind, body) in enumerate(bodies, 1):
        name = f"{number:02}-{kind}.json"
        (into / name).write_text(json.dumps(body, indent=1, ensure_ascii=False) + "\n")
        requests.append({"file": name, "path": f"/v1/{kind}", "content_type": "application/json", "content_encoding": "identity", "headers": {}})
    about = {
        "client": "handmade",
        "versions": {},
        "case": case,
        "origin": "written by hand from published field lists",
        "requests": requests,
        "expect": expect,
        "gaps": {"completion_contains": "not sent", "tags": "this client has no way to set it"},
        "note": note,
    }
    (into / "about.json").write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write("claude-code", *claude_code())
    write("codex", *codex())
    write("gemini-cli", *gemini_cli())
