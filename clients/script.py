"""What the scripted model server answers: one row for each thing that a client can ask. The expected values of the corpus are sums of
these rows, so change a number here only together with expectations.py."""

import re
from dataclasses import dataclass, replace

# What the caller asks for -> what answers, as the providers do with an alias. Both names stand in the price lists.
MODELS = {
    "gpt-4o-mini": "gpt-4o-mini-2024-07-18",
    "o4-mini": "o4-mini-2025-04-16",
    "claude-sonnet-4-5": "claude-sonnet-4-5-20250929",
}
TOKENS_PER_EMBEDDED_TEXT = 5


@dataclass(frozen=True)
class Answer:
    """One reply of a model. Tokens are disjoint: the input is fresh + cache_read + cache_write."""

    text: str
    fresh: int
    output: int
    cache_read: int = 0
    cache_write: int = 0  # Anthropic only: OpenAI writes its cache without telling.
    reasoning: int = 0  # part of output
    tool: str = ""
    arguments: str = ""


@dataclass(frozen=True)
class Failure:
    status: int
    message: str = "The scripted server fails as it was asked to."


HELLO = Answer("Hello, hive. 你好，蜂巢。", fresh=23, output=11)
COUNT = Answer("One bee, two bees, three bees.", fresh=27, output=13)
HANDBOOK = Answer("Members of the hive may enter.", fresh=41, output=17, cache_read=1536, cache_write=1024)
THOUGHT = Answer("Thirty-six legs.", fresh=31, output=137, reasoning=96)
ASK_WEATHER = Answer("", fresh=71, output=19, tool="get_weather", arguments='{"city": "Hangzhou"}')
TELL_WEATHER = Answer("It is 21 degrees with light rain in Hangzhou.", fresh=113, output=29)
READERS = {  # by the tool that a coding agent has for it: what it is called with
    "Bash": '{"command": "cat hive.txt", "description": "Read the file"}',
    "exec_command": '{"cmd": "cat hive.txt"}',
    "shell_command": '{"command": "cat hive.txt"}',
    "shell": '{"command": ["cat", "hive.txt"]}',
    "read_file": '{"file_path": "hive.txt"}',
}
ASK_FILE = Answer("", fresh=67, output=23)
TELL_FILE = Answer("The hive is full of honey.", fresh=103, output=31, cache_read=512)
HAND_OFF = Answer("", fresh=53, output=7, tool="transfer_to_", arguments="{}")


def said(texts) -> str:
    """What a user says, without what a coding agent puts before it."""
    return " ".join(text for text in texts if not text.startswith(("<system-reminder>", "<session_context>")))


def answer(question: str, tools: list[str], used: set[str]) -> Answer | Failure:
    """The reply to a conversation: the text of its last user message, the tools offered, and those whose results came since."""
    text = question.lower()
    failure = re.search(r"fail with (\d{3})", text)
    if failure:
        return Failure(int(failure[1]))
    if "weather" in text:
        return _weather(tools, used)
    if "hive.txt" in text:
        return _file(tools, used)
    if "handbook" in text:
        return HANDBOOK
    if "think" in text:
        return THOUGHT
    if "count" in text:
        return COUNT
    return HELLO


def _weather(tools: list[str], used: set[str]) -> Answer:
    """The agent that has the tool uses it once; one that has none hands over to one that has."""
    if ASK_WEATHER.tool in tools:
        return TELL_WEATHER if ASK_WEATHER.tool in used else ASK_WEATHER
    handoff = next((tool for tool in tools if tool.startswith(HAND_OFF.tool)), None)
    if handoff:
        return Answer("", HAND_OFF.fresh, HAND_OFF.output, tool=handoff, arguments=HAND_OFF.arguments)
    return TELL_WEATHER


def _file(tools: list[str], used: set[str]) -> Answer:
    """A coding agent reads the file with the tool that it has for it, and tells of it then."""
    tool = next((reader for reader in READERS if reader in tools), "")
    return replace(ASK_FILE, tool=tool, arguments=READERS[tool]) if tool and tool not in used else TELL_FILE
