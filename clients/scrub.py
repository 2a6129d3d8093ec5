"""Takes what tells of a machine out of the JSON that command-line agents send: it cannot be turned off there."""

import json
import re
from pathlib import Path

CLIENTS = {"claude-code", "codex", "gemini-cli"}
ATTRIBUTES = re.compile(r"host\..*|process\..*|os\.version|os_version|os_release|os|phases")
HOME = re.compile(r"/[\w./-]*/corpus-\w{6}(?=/)")


def clean(folder: Path, home: Path) -> None:
    """Rewrites the bodies of a folder; `home` is where the client is installed."""
    for path in folder.glob("*.json"):
        body = json.dumps(_without(json.loads(path.read_text())), ensure_ascii=False, separators=(",", ":"))
        path.write_text(HOME.sub("/home/corpus", body).replace(str(home), "/opt/corpus"))


def _without(tree):
    """The same tree without the attributes of that kind, wherever they stand."""
    if isinstance(tree, dict):
        return {key: _without(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_without(item) for item in tree if not _tells(item)]
    return tree


def _tells(item) -> bool:
    return isinstance(item, dict) and set(item) == {"key", "value"} and bool(ATTRIBUTES.fullmatch(item["key"]))
