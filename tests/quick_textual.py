"""What Textual works out anew for every message, widget and program, worked out once for all tests of a process.

A real program is opened once; the tests open a thousand, and a third of their time went there. Nothing here changes
what is worked out: each is a pure function of classes and style sheets, which stay as they are while tests run.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from textual import _callback, screen
from textual.app import App
from textual.cache import LRUCache
from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget

PERIOD = 1 / 250
"""Seconds between two looks at what is to be laid out; a person needs no more than 60 in a second, a test waits."""


IN_HAND: set[MessagePump] = set()
"""Who is in the middle of a message."""
IN_THREADS: set[object] = set()
"""What programs have asked of threads that nobody has taken the answer of."""


def install(*, quick: bool) -> None:
    """Put all of it in place, for the rest of the process; where it need not be quick, only what tests wait by."""
    _know_who_is_busy()
    _know_what_threads_do()
    if not quick:
        return
    screen.UPDATE_PERIOD = PERIOD  # type: ignore[misc]
    RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign] # the identity, without a call
    _share_styles()
    _match_rules_once()
    _skip_the_deaf()
    _count_parameters_once()


def _share_styles() -> None:
    """Programs share what they read from the same style sheet under the same theme: it took each 40 ms."""
    begin, set_alone = Stylesheet.__init__, Stylesheet.set_variables
    known: dict[object, Any] = {}

    def share(sheet: Stylesheet) -> None:
        vars(sheet)["_parse_cache"] = known.setdefault(tuple(sorted(sheet._variables.items())), {})

    def __init__(self: Stylesheet, **options: Any) -> None:  # noqa: ANN401, N807 - passed on
        begin(self, **options)
        share(self)

    def set_variables(self: Stylesheet, variables: dict[str, str]) -> None:
        self._parse_cache = LRUCache(1)  # what is forgotten below is its own
        set_alone(self, variables)
        share(self)

    vars(stylesheet)["Stylesheet"].__init__ = __init__
    vars(stylesheet)["Stylesheet"].set_variables = set_variables


# --- which rules hold for a widget -------------------------------------------------------------------------------

_ASKED_OF_APP = ("app_focus", "is_inline", "native_ansi_color", "no_color")


def _match_rules_once() -> None:
    """Widgets that stand alike under the same style sheet get the same rules, in whatever program they are.

    Textual keeps what it found for as long as it goes through one screen; a fifth of the time went into finding it
    again. As Textual does, nothing is kept where a rule asks for the place among brothers or for the focus within.
    """
    apply_alone, replace_alone = Stylesheet.apply, Stylesheet.replace_rules
    found: dict[object, tuple[RulesMap | None, bool]] = {}
    given: dict[DOMNode, RulesMap] = {}
    sheets: dict[tuple[RuleSet, ...], int] = {}

    def apply(self: Stylesheet, node: DOMNode, *, animate: bool = False, cache: object = None) -> None:
        del cache
        standing = _standing(node, _number(self, sheets))
        if standing in found:
            rules, node._has_hover_style = found[standing]
            node._has_focus_within = node._has_order_style = node._has_odd_or_even = False
            if rules is not None:
                self.replace_rules(node, rules, animate=animate)
            self._process_component_classes(node)
            return
        given.pop(node, None)
        apply_alone(self, node, animate=animate)
        rules = given.pop(node, None)
        if standing and not (node._has_focus_within or node._has_order_style or node._has_odd_or_even):
            found[standing] = rules, node._has_hover_style

    def replace_rules(node: DOMNode, rules: RulesMap, animate: bool = False) -> None:  # noqa: FBT001, FBT002
        given[node] = rules
        replace_alone(node, rules, animate)

    vars(stylesheet)["Stylesheet"].apply = apply
    vars(stylesheet)["Stylesheet"].replace_rules = staticmethod(replace_rules)


def _number(sheet: Stylesheet, sheets: dict[tuple[RuleSet, ...], int]) -> int:
    """The number of the rules of a sheet, which are the same in all programs that have asked for the same ones."""
    rules, kept = sheet.rules, vars(sheet)
    if kept.get("_numbered") is not rules:
        kept["_numbered"], kept["_number"] = rules, sheets.setdefault(tuple(rules), len(sheets))
    number: int = kept["_number"]
    return number


def _standing(node: DOMNode, number: int) -> tuple[object, ...] | None:
    """All else that a rule can ask of a node and of those above it, up to the program; none of a node in no program."""
    path: list[object] = [number]
    at: MessagePump | None = node
    above = node
    while isinstance(at, DOMNode):
        state: tuple[object, ...] = ()
        if isinstance(at, Widget):
            state = (at.mouse_hover, at.has_focus, at.disabled, at.allow_focus())
        elif isinstance(at, App):
            state = (at.current_theme.dark, *(getattr(at, name) for name in _ASKED_OF_APP))
        path.append((type(at), at._id, frozenset(at._classes), state))
        above = at
        at = at._parent
    return tuple(path) if isinstance(above, App) else None


# --- who hears a message -----------------------------------------------------------------------------------------

Handlers = Iterable[tuple[type, Callable[[Message], Awaitable[None]]]]


def _skip_the_deaf() -> None:
    """Most messages reach widgets whose class has no ear for them: each was asked, with all its ancestors."""
    ask = MessagePump._get_dispatch_methods
    deaf: dict[tuple[type, type, str], bool] = {}

    def _get_dispatch_methods(self: MessagePump, method_name: str, message: Message) -> Handlers:
        kind = (type(self), type(message), method_name)
        if kind not in deaf:
            deaf[kind] = not any(_hears(one, method_name, type(message)) for one in type(self).__mro__)
        return () if deaf[kind] else ask(self, method_name, message)

    MessagePump._get_dispatch_methods = _get_dispatch_methods  # type: ignore[method-assign]


def _hears(one: type, method_name: str, message: type) -> bool:
    decorated = one.__dict__.get("_decorated_handlers") or {}
    return (
        method_name in one.__dict__
        or f"_{method_name}" in one.__dict__
        or not decorated.keys().isdisjoint(message.__mro__)
    )


def _count_parameters_once() -> None:
    """Textual asks a callback how many arguments it takes, and remembers it, but not for a closure or a partial."""
    count = _callback._count_parameters
    known: dict[object, int] = {}

    def _count_parameters(function: Callable[..., Any]) -> int:
        plain = getattr(function, "__func__", function)
        code = getattr(plain, "__code__", None)
        if code is None or hasattr(plain, "__wrapped__") or hasattr(plain, "__signature__"):
            return count(function)
        kind = (code, plain is function)
        if kind not in known:
            known[kind] = count(function)
        return known[kind]

    vars(_callback)["_count_parameters"] = _count_parameters


def _know_who_is_busy() -> None:
    """Note who has taken up a message and is not done with it: asking each in turn took a tenth of the time."""
    dispatch, flush = MessagePump._dispatch_message, MessagePump._flush_next_callbacks

    async def _dispatch_message(self: MessagePump, message: Message) -> None:
        IN_HAND.add(self)
        try:
            await dispatch(self, message)
        finally:
            IN_HAND.discard(self)

    async def _flush_next_callbacks(self: MessagePump) -> None:
        if self._next_callbacks:
            IN_HAND.add(self)
            try:
                await flush(self)
            finally:
                IN_HAND.discard(self)

    MessagePump._dispatch_message = _dispatch_message  # type: ignore[method-assign]
    MessagePump._flush_next_callbacks = _flush_next_callbacks  # type: ignore[method-assign]


def _know_what_threads_do() -> None:
    ask = asyncio.to_thread

    async def to_thread(function: Callable[..., Any], /, *given: object, **more: object) -> Any:  # noqa: ANN401
        asked = object()
        IN_THREADS.add(asked)
        try:
            return await ask(function, *given, **more)
        finally:
            IN_THREADS.discard(asked)

    vars(asyncio)["to_thread"] = to_thread
