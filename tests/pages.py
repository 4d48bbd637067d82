"""Pages of HTML as a parser reads them."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def parsed(text: str) -> Element:
    """The tree of a page; raises where the parser would have to mend anything."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    assert isinstance(tree, Element)
    return tree


def elements(tree: Element, *names: str) -> Iterator[Element]:
    """The elements of these names in order, whatever their namespace; all where no name is given."""
    for element in tree.iter():
        if not names or local(element) in names:
            yield element


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def words(element: Element) -> str:
    """All text in an element."""
    return "".join(element.itertext())


def shape(tree: Element) -> list[tuple[str, tuple[str, ...]]]:
    """The elements with the names of their attributes, without the marks that Chinese in English gets."""
    every = [(local(element), tuple(sorted(element.keys()))) for element in elements(tree)]
    return [one for one in every if one != ("span", ("lang",))]


def cells(tree: Element) -> list[list[list[str]]]:
    """The body of the first table: each cell of each row as its lines."""
    body = next(elements(tree, "tbody"))
    return [[lines(cell) for cell in row] for row in body]


def lines(cell: Element) -> list[str]:
    """The lines of a cell of the report, without the spaces that align numbers."""
    return [re.sub("[\u2007\u2008]+$", "", words(line)) for line in cell]
