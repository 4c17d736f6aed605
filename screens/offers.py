"""What can be done here and now: the commands of the screen on top and of what has the focus, then the program's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from ita_tui.thai.keyboard import english_key
from screens.keys import EVERYWHERE, PALETTE_ONLY, ROOMS, Command

_OF_THE_PROGRAM = (*ROOMS, *EVERYWHERE, *PALETTE_ONLY)
_OWN_ACTIONS = frozenset(command.action for command in _OF_THE_PROGRAM)


@dataclass(frozen=True)
class Offer:
    """A command, every key that does it as it is shown, and whose action it is."""

    command: Command
    keys: tuple[str, ...]
    node: DOMNode

    @property
    def action(self) -> str:
        return self.command.action


def offers_here(screen: Screen[object]) -> tuple[Offer, ...]:
    """The commands of a screen or dialog, those it promises first, then those of what has the focus."""
    promised = [
        Offer(command, (command.display,) if command.key else (), screen)
        for command in getattr(screen, "KEYS", ())
        if command.action not in _OWN_ACTIONS and _allowed(screen, command.action)
    ]
    return _each_once((*promised, *_bound(screen)))


def offers_everywhere(app: App[Any]) -> tuple[Offer, ...]:
    """The commands of the program that can be done now, with the keys that the screen has for them."""
    here = getattr(app.screen, "KEYS", ())
    return _each_once(
        Offer(
            command,
            tuple(one.display for one in (command, *here) if one.key and one.action == command.action),
            app,
        )
        for command in _OF_THE_PROGRAM
        if app.check_action(command.action.removeprefix("app.").partition("(")[0], ())
    )


def commands_here(screen: Screen[object]) -> tuple[Command, ...]:
    """Every key of a screen or dialog and of what has the focus that is explained, for the help."""
    bound = (offer.command for offer in _bound(screen))
    return (*getattr(screen, "KEYS", ()), *(command for command in bound if command.help))


def _allowed(screen: Screen[object], action: str) -> bool:
    """Whether a promised command can be done now, wherever the focus is."""
    allows = getattr(screen, "allows", None)
    return allows is None or bool(allows(action))


def _bound(screen: Screen[object]) -> Iterator[Offer]:
    """What the keys do now, but for the program's own; a widget of the framework that says nothing of its keys is silent."""
    for active in screen.active_bindings.values():
        binding, node = active.binding, active.node
        said = binding.tooltip or binding.show
        if node is screen.app or not active.enabled or not said or binding.action.startswith("app."):
            continue
        if english_key(f"ctrl+{binding.key}"):  # the Thai letter of a key that is listed by its English one
            continue
        inner = binding.action.removeprefix("screen.")
        owner = screen if inner != binding.action else node
        yield Offer(_command(binding, inner), (binding.key_display or binding.key,), owner)


def _command(binding: Binding, action: str) -> Command:
    return Command(binding.key, action, binding.description, binding.tooltip, shown=binding.show)


def _each_once(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """One of each action, with all its keys."""
    found: dict[str, Offer] = {}
    for offer in offers:
        known = found.get(offer.action)
        if known is None:
            found[offer.action] = offer
        else:
            keys = tuple(dict.fromkeys((*known.keys, *offer.keys)))
            found[offer.action] = Offer(known.command, keys, known.node)
    return tuple(found.values())
