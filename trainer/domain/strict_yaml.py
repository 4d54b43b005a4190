"""Content files read strictly: inert YAML, no guessed types, every problem listed as "file: key: found ...; allowed ..."."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from trainer.domain.errors import ContentError

M = TypeVar("M", bound=BaseModel)

MAX_CHARACTERS = 400_000
MAX_DEPTH = 24

# libyaml reads the same language some ten times faster; the plain reader is the same grammar where it is not built in.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NOT_TEXT = re.compile(r"[\ud800-\udfff]")
_INT = re.compile(r"-?(0|[1-9]\d*)")
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.\d+")
_TRAPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"yes|no|on|off|y|n", re.IGNORECASE), "true or false, or the word in quotes"),
    (re.compile(r"True|TRUE|False|FALSE"), "true or false in small letters, or the word in quotes"),
    (re.compile(r"Null|NULL"), "null in small letters, or the word in quotes"),
    (re.compile(r"\d+:\d\d(:\d\d)?"), 'a time in quotes, such as "21:00"'),
    (re.compile(r"\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?"), 'a date in quotes, such as "2026-07-15"'),
    (re.compile(r"[-+]?0\d+"), "a number without leading zeros, or the digits in quotes"),
    (re.compile(r"[-+]?(0[xob][\da-f_]+|\d[\d_]*_[\d_]*|\.\d+|\d+\.|\d+(\.\d*)?e[-+]?\d+|\+\d+(\.\d+)?|\.inf|\.nan)", re.IGNORECASE),
     "a plain number such as 12 or 0.5, or the text in quotes"),
)


def read_yaml(text: str, where: str) -> Any:
    """Read one YAML document into dicts, lists, strings, ints, floats, booleans and None.

    Only what stands there counts: no tags, anchors, merge keys or second document; a key comes once; what YAML would read as
    something else than it looks (no, 21:00, 010, 2026-07-15) must be quoted.

    Args:
        text: The document, at most 400,000 characters.
        where: Name of the file as it is to stand in messages.

    Raises:
        ContentError: with every problem of the document.
    """
    if len(text) > MAX_CHARACTERS:
        raise ContentError([f"{where}: found {len(text)} characters; allowed: at most {MAX_CHARACTERS}"])
    broken = _NOT_TEXT.search(text)
    if broken:
        line = text.count("\n", 0, broken.start()) + 1
        raise ContentError([f"{where}: line {line}: found half a character (U+{ord(broken.group()):04X}); allowed: whole Unicode characters"])
    try:
        problems = list(_foreign_events(text, where))
        if problems:
            raise ContentError(problems)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise ContentError([f"{where}: {_syntax_sentence(error)}"]) from error
    if root is None:
        raise ContentError([f"{where}: found an empty file; allowed: one YAML document"])
    value = _value(root, "", where, problems)
    if problems:
        raise ContentError(problems)
    return value


def read_model(text: str, where: str, model: type[M]) -> M:
    """Read one YAML document into a validated model.

    Money and shares (`Decimal` fields) must be quoted strings, so that no binary fraction gets in.

    Args:
        text: The document.
        where: Name of the file as it is to stand in messages.
        model: What the document must be.

    Raises:
        ContentError: with every problem of the document.
    """
    return build_model(read_yaml(text, where), where, model)


def read_model_file(path: Path, where: str, model: type[M]) -> M:
    """Read one UTF-8 file into a validated model; `where` is its name in messages.

    Raises:
        ContentError: with every problem of the file, also where it is missing or no UTF-8.
    """
    return read_model(read_text(path, where), where, model)


def read_text(path: Path, where: str) -> str:
    """The text of a UTF-8 content file.

    Raises:
        ContentError: the file is missing or no UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ContentError([f"{where}: found no such file; allowed: an existing file"]) from error
    except UnicodeDecodeError as error:
        raise ContentError([f"{where}: found bytes that are not UTF-8 at position {error.start}; allowed: UTF-8 text"]) from error


def build_model(value: Any, where: str, model: type[M]) -> M:
    """Validate what `read_yaml` returned (or a part of it) against a model.

    Raises:
        ContentError: with every problem.
    """
    problems = [f"{where}: {path}: found {_shown(found)}; allowed: a decimal in quotes, such as \"1842.50\""
                for path, found in _unquoted_decimals(model, value, "")]
    built: M | None = None
    try:
        built = model.model_validate(value)
    except ValidationError as error:
        problems.extend(_sentence(item, where, model) for item in error.errors(include_url=False))
    if problems or built is None:
        raise ContentError(problems)
    return built


def key_path(parts: Iterable[str | int]) -> str:
    """Keys and indexes as one path: ("facts", 0, "text") is "facts[0].text"."""
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else (f".{part}" if path else str(part))
    return path


def _foreign_events(text: str, where: str) -> Iterator[str]:
    depth = 0
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark is not None else 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents == 2:
                yield f"{where}: line {line}: found a second document; allowed: one document"
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            yield f"{where}: line {line}: found the alias *{anchor}; allowed: plain values"
        elif anchor:
            yield f"{where}: line {line}: found the anchor &{anchor}; allowed: plain values"
        if tag not in (None, "!"):
            yield f"{where}: line {line}: found the tag {tag}; allowed: plain values"
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                yield f"{where}: line {line}: found more than {MAX_DEPTH} levels; allowed: at most {MAX_DEPTH}"
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _syntax_sentence(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark is not None else ""
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable characters"
    return f"{place}found broken YAML ({said}); allowed: one well-formed YAML document"


def _value(node: yaml.Node, path: str, where: str, problems: list[str]) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, where, problems)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, f"{path}[{index}]", where, problems) for index, child in enumerate(node.value)]
    return _scalar(node, path, where, problems)


def _mapping(node: yaml.MappingNode, path: str, where: str, problems: list[str]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(f"{where}: line {line}: found a list or mapping as a key; allowed: a word")
            continue
        key = str(key_node.value)
        here = f"{path}.{key}" if path else key
        if key == "<<" and _plain(key_node):
            problems.append(f"{where}: {here}: found a merge key (line {line}); allowed: plain keys")
            continue
        if key in result:
            problems.append(f"{where}: {here}: found this key a second time (line {line}); allowed: each key once")
            continue
        result[key] = _value(value_node, here, where, problems)
    return result


def _scalar(node: yaml.Node, path: str, where: str, problems: list[str]) -> Any:
    text = str(node.value)
    if not _plain(node):
        if _NOT_TEXT.search(text):
            problems.append(f"{where}: {path}: found half a character (line {node.start_mark.line + 1}); allowed: whole Unicode characters")
        return text
    for trap, allowed in _TRAPS:
        if trap.fullmatch(text):
            problems.append(f"{where}: {path}: found {text} without quotes (line {node.start_mark.line + 1}); allowed: {allowed}")
            return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INT.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text


def _plain(node: yaml.Node) -> bool:
    return not getattr(node, "style", None)  # the plain reader says None, libyaml an empty string


def _unquoted_decimals(annotation: Any, value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if annotation is Decimal:
        if isinstance(value, int | float):
            yield path, value
        return
    if not _holds_decimal(annotation):
        return
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if isinstance(value, Mapping):
            for name, field in annotation.model_fields.items():
                if name in value:
                    yield from _unquoted_decimals(field.annotation, value[name], f"{path}.{name}" if path else name)
        return
    parts = get_args(annotation)
    if isinstance(value, list):
        for index, item in enumerate(value):
            for part in parts:
                yield from _unquoted_decimals(part, item, f"{path}[{index}]")
    elif isinstance(value, Mapping) and not any(isinstance(part, type) and issubclass(part, BaseModel) for part in parts):
        for key, item in value.items():
            for part in parts:
                yield from _unquoted_decimals(part, item, f"{path}.{key}" if path else str(key))
    else:
        for part in parts:
            yield from _unquoted_decimals(part, value, path)


@cache
def _holds_decimal(annotation: Any) -> bool:
    """Whether a decimal may stand anywhere under this annotation."""
    seen: set[Any] = set()
    left = [annotation]
    while left:
        one = left.pop()
        if one is Decimal:
            return True
        if one in seen:
            continue
        seen.add(one)
        if isinstance(one, type) and issubclass(one, BaseModel):
            left.extend(field.annotation for field in one.model_fields.values())
        left.extend(part for part in get_args(one) if not isinstance(part, str | int))
    return False


def _shown(found: Any) -> str:
    if found is None:
        return "nothing"
    if isinstance(found, Mapping):
        return f"a mapping with {', '.join(map(str, list(found)[:6]))}" if found else "an empty mapping"
    if isinstance(found, list | tuple):
        return f"a list of {len(found)}"
    shown = repr(found)
    return shown if len(shown) <= 80 else shown[:77] + "..."


def _sentence(item: Any, where: str, model: type[BaseModel]) -> str:
    path = key_path(item["loc"]) or "(whole file)"
    kind = item["type"]
    context = item.get("ctx") or {}
    if kind == "missing":
        return f"{where}: {path}: found nothing; allowed: this key is required"
    if kind == "extra_forbidden":
        keys = _keys_at(model, item["loc"][:-1])
        near = get_close_matches(str(item["loc"][-1]), keys, n=1)
        hint = f" (did you mean {near[0]!r}?)" if near else ""
        if " " in str(item["loc"][-1]) and item["input"] is None:
            hint = " (text with a comma needs quotes inside { })"
        return f"{where}: {path}: found an unknown key{hint}; allowed: {', '.join(keys) or 'no such key'}"
    if "expected" in context:
        return f"{where}: {path}: found {_shown(item['input'])}; allowed: {context['expected']}"
    said = item["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    said = said.replace("String should match", "text that matches").removesuffix(" or instance of " + str(context.get("class_name", "")))
    return f"{where}: {path}: found {_shown(item['input'])}; allowed: {said[:1].lower()}{said[1:]}"


def _keys_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    annotation: Any = model
    for part in loc:
        annotation = _step(annotation, part)
    found = _models_in(annotation)
    return sorted({name for each in found for name in each.model_fields})


def _step(annotation: Any, part: str | int) -> Any:
    for each in _models_in(annotation) if isinstance(part, str) else []:
        if part in each.model_fields:
            return each.model_fields[part].annotation
    parts = get_args(annotation)
    inner = [each for each in parts if each is not Ellipsis]
    return inner[-1] if inner else None


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]
