"""Anthropic's wire: /v1/messages, plain and streamed. Its input_tokens leave out what went through the cache."""

import json

import script
from openai_wire import model, pieces


def question(messages: list) -> tuple[str, set[str]]:
    """The last user text, and the names of the tools whose results follow it (results are content of a user message)."""
    text, used, names = "", set(), {}
    for message in messages:
        content = message["content"]
        blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
        names |= {block["id"]: block["name"] for block in blocks if block["type"] == "tool_use"}
        results = {names.get(block["tool_use_id"], "") for block in blocks if block["type"] == "tool_result"}
        if results:
            used |= results
        elif message["role"] == "user":
            text, used = script.said(block.get("text", "") for block in blocks), set()
    return text, used


def failure(status: int, message: str, id: str) -> dict:
    kind = {400: "invalid_request_error", 429: "rate_limit_error", 529: "overloaded_error"}.get(status, "api_error")
    return {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_" + id}


def message(request: dict, id: str, answer: script.Answer) -> dict:
    return _frame(request, id) | {
        "content": [_block(id, answer)],
        "stop_reason": _stop(answer),
        "stop_sequence": None,
        "usage": usage(answer),
    }


def stream(request: dict, id: str, answer: script.Answer):
    """The events of a streamed message; the usage of message_delta replaces that of message_start."""
    begun = _frame(request, id) | {"content": [], "stop_reason": None, "stop_sequence": None, "usage": usage(answer) | {"output_tokens": 1}}
    block = _block(id, answer)
    yield {"type": "message_start", "message": begun}
    yield {"type": "content_block_start", "index": 0, "content_block": block | ({"input": {}} if answer.tool else {"text": ""})}
    yield {"type": "ping"}
    for piece in pieces(answer.arguments or answer.text):
        delta = {"type": "input_json_delta", "partial_json": piece} if answer.tool else {"type": "text_delta", "text": piece}
        yield {"type": "content_block_delta", "index": 0, "delta": delta}
    yield {"type": "content_block_stop", "index": 0}
    whole = {key: value for key, value in usage(answer).items() if key.endswith("_tokens")}
    yield {"type": "message_delta", "delta": {"stop_reason": _stop(answer), "stop_sequence": None}, "usage": whole}
    yield {"type": "message_stop"}


def usage(answer: script.Answer) -> dict:
    return {
        "input_tokens": answer.fresh,
        "cache_creation_input_tokens": answer.cache_write,
        "cache_read_input_tokens": answer.cache_read,
        "cache_creation": {"ephemeral_5m_input_tokens": answer.cache_write, "ephemeral_1h_input_tokens": 0},
        "output_tokens": answer.output,
        "service_tier": "standard",
    }


def _frame(request: dict, id: str) -> dict:
    return {"id": "msg_" + id, "type": "message", "role": "assistant", "model": model(request)}


def _block(id: str, answer: script.Answer) -> dict:
    if answer.tool:
        return {"type": "tool_use", "id": "toolu_" + id, "name": answer.tool, "input": json.loads(answer.arguments)}
    return {"type": "text", "text": answer.text}


def _stop(answer: script.Answer) -> str:
    return "tool_use" if answer.tool else "end_turn"


def events(stream):
    for event in stream:
        yield f"event: {event['type']}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n"
