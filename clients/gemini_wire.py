"""Gemini's wire: /v1beta/models/<model>:generateContent and :streamGenerateContent. Its candidates leave the thoughts out, its prompt has the
cache in."""

import json

import script
from openai_wire import pieces


def question(contents: list) -> tuple[str, set[str]]:
    """The last user text, and the names of the tools whose results follow it (results are parts of a user's content)."""
    text, used = "", set()
    for content in contents:
        parts = content.get("parts", [])
        results = {part["functionResponse"]["name"] for part in parts if "functionResponse" in part}
        if results:
            used |= results
        elif content.get("role", "user") == "user":
            text, used = script.said(part.get("text", "") for part in parts), set()
    return text, used


def tools(request: dict) -> list[str]:
    return [function["name"] for tool in request.get("tools") or [] for function in tool.get("functionDeclarations") or []]


def failure(status: int, message: str) -> dict:
    kind = {400: "INVALID_ARGUMENT", 429: "RESOURCE_EXHAUSTED"}.get(status, "INTERNAL")
    return {"error": {"code": status, "message": message, "status": kind}}


def reply(model: str, id: str, answer: script.Answer) -> dict:
    return _frame(model, id) | _candidate(_part(answer), "STOP") | {"usageMetadata": usage(answer)}


def stream(model: str, id: str, answer: script.Answer):
    """Each chunk is a whole reply; the last one has the reason and the usage."""
    if answer.tool:
        yield reply(model, id, answer)
        return
    for piece in pieces(answer.text):
        yield _frame(model, id) | _candidate({"text": piece}, None)
    yield _frame(model, id) | _candidate({"text": ""}, "STOP") | {"usageMetadata": usage(answer)}


def usage(answer: script.Answer) -> dict:
    prompt = answer.fresh + answer.cache_read
    beside = {"thoughtsTokenCount": answer.reasoning} if answer.reasoning else {}
    cached = {"cachedContentTokenCount": answer.cache_read} if answer.cache_read else {}
    candidates = answer.output - answer.reasoning
    return {"promptTokenCount": prompt, "candidatesTokenCount": candidates, "totalTokenCount": prompt + answer.output} | cached | beside


def _frame(model: str, id: str) -> dict:
    return {"modelVersion": model, "responseId": id}


def _part(answer: script.Answer) -> dict:
    if answer.tool:
        return {"functionCall": {"name": answer.tool, "args": json.loads(answer.arguments)}}
    return {"text": answer.text}


def _candidate(part: dict, reason: str | None) -> dict:
    candidate = {"content": {"role": "model", "parts": [part]}, "index": 0}
    return {"candidates": [candidate | ({"finishReason": reason} if reason else {})]}


def events(stream):
    for event in stream:
        yield f"data: {json.dumps(event, ensure_ascii=False)}\r\n\r\n"
