"""OpenAI's wire: /v1/chat/completions, /v1/responses and /v1/embeddings, plain and streamed."""

import base64
import json
import struct

import script

CREATED = 1767225600  # fixed, so that a reply is the same whenever it is asked for


def question(messages: list) -> tuple[str, set[str]]:
    """The last user text of a chat or of a Responses input, and the names of the tools whose results follow it."""
    text, used, names = "", set(), {}
    for message in messages:
        role = message.get("role") or message.get("type")
        names |= {call["id"]: call["function"]["name"] for call in message.get("tool_calls") or []}
        if role == "user":
            text, used = _text(message.get("content")), set()
        elif role == "function_call":
            names[message["call_id"]] = message["name"]
        elif role in ("tool", "function_call_output"):
            used.add(names.get(message.get("tool_call_id") or message.get("call_id"), ""))
    return text, used


def _text(content) -> str:
    if isinstance(content, str):
        return content
    return " ".join(part.get("text", "") for part in content or [])


def tools(request: dict) -> list[str]:
    """Names of the offered tools: the chat nests them in `function`, Responses does not."""
    return [tool.get("function", tool).get("name", "") for tool in request.get("tools") or []]


def model(request: dict) -> str:
    return script.MODELS.get(request["model"], request["model"])


def failure(status: int, message: str) -> dict:
    kind = {400: "invalid_request_error", 429: "rate_limit_error"}.get(status, "server_error")
    return {"error": {"message": message, "type": kind, "param": None, "code": None}}


# --- chat completions


def chat(request: dict, id: str, answer: script.Answer) -> dict:
    message = {"role": "assistant", "content": answer.text or None, "refusal": None, "annotations": []}
    if answer.tool:
        message["tool_calls"] = [_tool_call(id, answer)]
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": _finish(answer)}
    return _chat_frame(request, id, "chat.completion", [choice]) | {"usage": chat_usage(answer)}


def chat_stream(request: dict, id: str, answer: script.Answer):
    """Chunks as OpenAI sends them: role, pieces, finish reason, then usage if it was asked for."""
    with_usage = (request.get("stream_options") or {}).get("include_usage")

    def chunk(delta, finish=None):
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        frame = _chat_frame(request, id, "chat.completion.chunk", [choice])
        return frame | {"usage": None} if with_usage else frame

    yield chunk({"role": "assistant", "content": None if answer.tool else "", "refusal": None})
    if answer.tool:
        call = _tool_call(id, answer) | {"index": 0}
        yield chunk({"tool_calls": [call | {"function": {"name": answer.tool, "arguments": ""}}]})
        for piece in pieces(answer.arguments):
            yield chunk({"tool_calls": [{"index": 0, "function": {"arguments": piece}}]})
    for piece in pieces(answer.text):
        yield chunk({"content": piece})
    yield chunk({}, _finish(answer))
    if with_usage:
        yield _chat_frame(request, id, "chat.completion.chunk", []) | {"usage": chat_usage(answer)}


def chat_usage(answer: script.Answer) -> dict:
    prompt = answer.fresh + answer.cache_read
    return {
        "prompt_tokens": prompt,
        "completion_tokens": answer.output,
        "total_tokens": prompt + answer.output,
        "prompt_tokens_details": {"cached_tokens": answer.cache_read, "audio_tokens": 0},
        "completion_tokens_details": {
            "reasoning_tokens": answer.reasoning,
            "audio_tokens": 0,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0,
        },
    }


def _chat_frame(request: dict, id: str, kind: str, choices: list) -> dict:
    return {
        "id": "chatcmpl-" + id,
        "object": kind,
        "created": CREATED,
        "model": model(request),
        "choices": choices,
        "service_tier": "default",
        "system_fingerprint": "fp_hivecore",
    }


def _tool_call(id: str, answer: script.Answer) -> dict:
    return {"id": "call_" + id, "type": "function", "function": {"name": answer.tool, "arguments": answer.arguments}}


def _finish(answer: script.Answer) -> str:
    return "tool_calls" if answer.tool else "stop"


def pieces(text: str) -> list[str]:
    """The text cut behind its blanks, as tokens would."""
    words = text.split(" ")
    return [word + " " for word in words[:-1]] + words[-1:] if text else []


# --- responses


def response(request: dict, id: str, answer: script.Answer) -> dict:
    return _response_frame(request, id, "completed") | {"output": [_item(id, answer)], "usage": response_usage(answer)}


def response_stream(request: dict, id: str, answer: script.Answer):
    """The events of a streamed response; each has its type and its number."""
    item = _item(id, answer)
    at = {"output_index": 0, "item_id": item["id"]}
    text_at = at | {"content_index": 0}
    begun = _response_frame(request, id, "in_progress") | {"output": [], "usage": None}
    empty = item | {"status": "in_progress"} | ({"arguments": ""} if answer.tool else {"content": []})
    events = [
        ("response.created", {"response": begun}),
        ("response.in_progress", {"response": begun}),
        ("response.output_item.added", {"output_index": 0, "item": empty}),
    ]
    if answer.tool:
        events += [("response.function_call_arguments.delta", at | {"delta": piece}) for piece in pieces(answer.arguments)]
        events += [("response.function_call_arguments.done", at | {"name": answer.tool, "arguments": answer.arguments})]
    else:
        part = item["content"][0]
        events += [("response.content_part.added", text_at | {"part": part | {"text": ""}})]
        events += [("response.output_text.delta", text_at | {"delta": piece, "logprobs": []}) for piece in pieces(answer.text)]
        events += [("response.output_text.done", text_at | {"text": answer.text, "logprobs": []})]
        events += [("response.content_part.done", text_at | {"part": part})]
    events += [
        ("response.output_item.done", {"output_index": 0, "item": item}),
        ("response.completed", {"response": response(request, id, answer)}),
    ]
    for number, (kind, body) in enumerate(events):
        yield {"type": kind, "sequence_number": number} | body


def response_usage(answer: script.Answer) -> dict:
    total = answer.fresh + answer.cache_read
    return {
        "input_tokens": total,
        "input_tokens_details": {"cached_tokens": answer.cache_read, "cache_write_tokens": 0},
        "output_tokens": answer.output,
        "output_tokens_details": {"reasoning_tokens": answer.reasoning},
        "total_tokens": total + answer.output,
    }


def _response_frame(request: dict, id: str, status: str) -> dict:
    asked = {key: request.get(key) for key in ("instructions", "metadata", "previous_response_id", "temperature", "top_p", "user")}
    return asked | {
        "id": "resp_" + id,
        "object": "response",
        "created_at": CREATED,
        "status": status,
        "error": None,
        "incomplete_details": None,
        "model": model(request),
        "parallel_tool_calls": True,
        "reasoning": {"effort": None, "summary": None},
        "service_tier": "default",
        "store": True,
        "text": {"format": {"type": "text"}},
        "tool_choice": "auto",
        "tools": request.get("tools") or [],
        "truncation": "disabled",
    }


def _item(id: str, answer: script.Answer) -> dict:
    if answer.tool:
        call = {"type": "function_call", "id": "fc_" + id, "call_id": "call_" + id, "status": "completed"}
        return call | {"name": answer.tool, "arguments": answer.arguments}
    text = {"type": "output_text", "text": answer.text, "annotations": [], "logprobs": []}
    return {"type": "message", "id": "msg_" + id, "role": "assistant", "status": "completed", "content": [text]}


# --- embeddings


def embeddings(request: dict) -> dict:
    texts = request["input"] if isinstance(request["input"], list) else [request["input"]]
    vector = [0.25, -0.5, 0.125]
    if request.get("encoding_format") == "base64":
        vector = base64.b64encode(struct.pack("<3f", *vector)).decode()
    tokens = script.TOKENS_PER_EMBEDDED_TEXT * len(texts)
    return {
        "object": "list",
        "data": [{"object": "embedding", "index": index, "embedding": vector} for index in range(len(texts))],
        "model": request["model"],
        "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
    }


def events(stream):
    """Server-sent events: Responses names each event by its type, chat does not and ends with a marker."""
    named = False
    for event in stream:
        named = "type" in event
        yield (f"event: {event['type']}\n" if named else "") + f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
    if not named:
        yield "data: [DONE]\n\n"
