"""Makes the elements of Word's XML."""

from functools import cache
from typing import TypeAlias, cast

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement

Element: TypeAlias = BaseOxmlElement

_WORD = {"w": nsmap["w"]}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(name: str, /, *inside: Element, **attributes: str | int) -> Element:
    """The element ``w:name`` with the attributes ``w:…`` and what stands inside it."""
    made = oxml_parser.makeelement(
        qualified(name), {qualified(key): str(value) for key, value in attributes.items()}, _WORD
    )
    made.extend(inside)
    return cast("Element", made)


def run(text: str, style: str = "") -> Element:
    """A run of text, its tabs and line ends as Word has them; ``style`` is a character style."""
    made = element("r")
    if style:
        made.append(element("rPr", element("rStyle", val=style)))
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        for at, words in enumerate(line.split("\t")):
            if at:
                made.append(element("tab"))
            if words:
                made.append(written("t", words))
    return made


def written(name: str, words: str) -> Element:
    """An element that holds words, with the blanks around them."""
    made = element(name)
    made.set(_SPACE, "preserve")
    made.text = words
    return made


@cache
def qualified(name: str) -> str:
    """The name with its namespace, as lxml has it."""
    return qn(f"w:{name}")
