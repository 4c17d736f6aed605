"""Python's own parser of command lines, with every sentence that it would say in English said in Thai."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from ita_tui.thai.cells import cell_width

_INDENT = 24  # columns before the explanation of an option


class WrongUsage(Exception):
    """What was typed is no command of this program: ``sentence`` says why, ``usage`` how it is typed."""

    def __init__(self, sentence: str, usage: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.usage = usage


class HelpAsked(Exception):
    """``--help`` stood among what was typed; ``text`` is the answer."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class Topic:
    """What the help of a command says around its options: in few words, how it is typed, what it does, examples."""

    words: str
    usage: str
    about: str
    examples: tuple[str, ...] = ()
    more: str = ""


class AskHelp(argparse.Action):
    """The option that answers with the help instead of a value."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        raise HelpAsked(parser.format_help())


class ThaiParser(argparse.ArgumentParser):
    """A parser whose every word is Thai. Raises WrongUsage instead of leaving the program."""

    def __init__(self, prog: str, topic: Topic, **_: object) -> None:
        super().__init__(prog=prog, add_help=False, allow_abbrev=False)
        self.topic = topic
        self._explained: list[tuple[str, str]] = []

    def take(self, *names: str, words: str, **how: Any) -> None:  # noqa: ANN401 # argparse's own keywords
        """Add an argument and its explanation; a name of its value stands in ``metavar``."""
        action = self.add_argument(*names, **how)
        self._explained.append((_named(action), words))

    def explain(self, name: str, words: str) -> None:
        self._explained.append((name, words))

    def format_usage(self) -> str:
        return f"วิธีใช้: {self.topic.usage}\n"

    def format_help(self) -> str:
        parts = [self.format_usage(), self.topic.about, "\n".join(self._rows())]
        if self.topic.examples:
            parts.append("\n".join(("ตัวอย่าง:", *(f"  {example}" for example in self.topic.examples))))
        if self.topic.more:
            parts.append(self.topic.more)
        return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(in_thai(message), self.format_usage().strip())

    def _rows(self) -> Iterator[str]:
        for name, words in self._explained:
            first, *others = words.split("\n")
            gap = _INDENT - 2 - cell_width(name)
            if gap < 2:
                yield f"  {name}"
                yield " " * _INDENT + first
            else:
                yield f"  {name}{' ' * gap}{first}".rstrip()
            yield from (" " * _INDENT + line for line in others)


def _named(action: argparse.Action) -> str:
    value = str(action.metavar or "") if action.nargs != 0 else ""
    return " ".join(filter(None, (", ".join(action.option_strings), value)))


# What Python's parser says, and the same in Thai. A sentence that is not here gets the last one of all.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (?P<what>.+)", "ต้องระบุ {what}"),
    (r"argument (?P<what>[^:]+): expected .*", "{what} ต้องมีค่าตามหลัง"),
    (r"argument (?P<what>[^:]+): not allowed with argument (?P<other>.+)", "ใช้ {what} พร้อมกับ {other} ไม่ได้"),
    (r"argument (?P<what>[^:]+): ignored explicit argument .*", "{what} ไม่รับค่าใด"),
    (
        r"argument (?P<what>[^:]+): invalid choice: (?P<value>'.*?'|\S+)(?:,| \().*",
        "ไม่รู้จักคำสั่ง {value} · ดูคำสั่งทั้งหมดได้จาก ita-tui --help",
    ),
    (r"argument (?P<what>[^:]+): (?P<sentence>[^A-Za-z]*[ก-๛].*)", "{what}: {sentence}"),
    (r"(?P<sentence>.*[ก-๛].*)", "{sentence}"),
)
_UNKNOWN_SENTENCE = "พิมพ์คำสั่งไม่ถูกต้อง"


def in_thai(message: str) -> str:
    """One of the parser's English sentences in Thai; one of no known shape becomes a general one."""
    for pattern, sentence in _SENTENCES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return sentence.format_map({name: value or "" for name, value in found.groupdict().items()})
    return _UNKNOWN_SENTENCE
