"""The unit of a figure: where its row, its name, its column or its table states one, and which of them counts."""

import re
from collections.abc import Iterator
from functools import lru_cache

from fuling_cli.core.units import unit_factor
from fuling_cli.errors import WrongUsage
from fuling_cli.importer.cells import plain_words, split_bracket, unquoted
from fuling_cli.importer.metrics import Named
from fuling_cli.importer.request import Request
from fuling_cli.importer.shape import Shape, ValueColumn
from fuling_cli.importer.sheet import WrongCell
from fuling_cli.importer.stated_unit import is_bare_unit, names_unit, scaled_unit, stated_unit
from fuling_cli.importer.table import Table
from fuling_cli.importer.vocabulary import SCALES
from fuling_cli.language import Message, message


class RowUnits:
    """Finds the units of the figures of a table."""

    def __init__(self, table: Table, shape: Shape, request: Request) -> None:
        self.table, self.shape, self.request = table, shape, request
        self.columns = table.with_role("unit")
        self.roles = {column.role: column for column in reversed(table.columns) if column.role}

    def of_row(self, row: int, value: ValueColumn, named: Named) -> str | WrongCell:
        """The unit of a figure: of its row, name, column or table, else the option's or the target's, in this order."""
        wanted = named.target.unit
        is_export = "recorded" in self.roles  # of a ledger, where a unit stays as it was written
        for place, text, certain in self._stated(row, value, named):
            unit = stated_unit(text, wanted, certain=certain)
            if isinstance(unit, Message):
                if self.request.unit is not None and not is_bare_unit(text):
                    break
                return self.table.sheet.wrong(row, place, unit)
            scale = self.roles.get("scale")
            if unit is not None and not (scale and certain and self.table.cell(row, scale).strip()):
                return unit if is_export or unit_factor(unit, wanted) != 1 else wanted
        found = self._scaled_unit(row, wanted) or stated_unit(self.request.unit or "", wanted, certain=True)
        if isinstance(found, Message):
            raise WrongUsage(found)
        if isinstance(found, WrongCell) or found is None:
            return found or wanted
        return found if is_export or unit_factor(found, wanted) != 1 else wanted

    def _stated(self, row: int, value: ValueColumn, named: Named) -> Iterator[tuple[int, str, bool]]:
        """Where a unit is stated for a figure, the nearest first, and whether the text is nothing but that."""
        place = value.column.place
        yield from self._of_columns(row, place, named.target.unit)
        if named.unit is not None:
            yield place, named.unit, True
        elif value.named is None:
            yield from self._described(row, value)
        if value.unit is not None:
            yield place, value.unit, True
        if self.table.unit is not None:
            yield place, _unit_among(self.table.unit, named.target.unit), True

    def _of_columns(self, row: int, place: int, wanted: str) -> Iterator[tuple[int, str, bool]]:
        """What the columns of units say of a row: a code among them may be unknown, but no two may differ."""
        columns = [column for column in self.columns if column.place != place]
        texts = {column.place: unquoted(text) for column in columns if (text := self.table.label(row, column).strip())}
        units = {at: stated_unit(text, wanted, certain=True) for at, text in texts.items()}
        clear = {at: text for at, text in texts.items() if not isinstance(units[at], Message) or is_bare_unit(text)}
        factors = {str(unit_factor(str(units[at] or wanted), wanted)) for at in clear}
        told = clear or texts
        if told:
            yield next(iter(told)), next(iter(told.values())) if len(factors) < 2 else " / ".join(told.values()), True

    def _described(self, row: int, value: ValueColumn) -> Iterator[tuple[int, str, bool]]:
        """What the heading of a column and the labels of a row say of a unit, in brackets or not."""
        texts = [(value.column.place, part) for part in value.column.parts if value.period is None]
        texts += [(label.place, self.table.label(row, label).strip()) for label in self.shape.labels]
        for place, text in texts:
            if said := _said_of_unit(text):
                yield place, said, False

    def _scaled_unit(self, row: int, wanted: str) -> str | WrongCell | None:
        """The unit of a column of scales, with the noun of the column of units beside it."""
        column = self.roles.get("scale")
        text = plain_words(self.table.cell(row, column)) if column else ""
        if column is None or not text:
            return None
        power = SCALES.get(text)
        noun = next((told for _, told, _ in self._of_columns(row, column.place, wanted)), "")
        unit = (
            message("import.other_unit", unit=text, wanted=wanted)
            if power is None
            else scaled_unit(noun, power, wanted)
        )
        return self.table.sheet.wrong(row, column.place, unit) if isinstance(unit, Message) else unit


@lru_cache(maxsize=2048)
def _unit_among(text: str, wanted: str) -> str:
    """The one of several units above a table that converts, as in 单位：亿元、万人; else the text."""
    fitting = [unit for unit in re.split("[、，,；;]", text) if unit_factor(unit.strip(), wanted) is not None]
    return fitting[0].strip() if len(fitting) == 1 else text


@lru_cache(maxsize=2048)
def _said_of_unit(text: str) -> str:
    """What stands in brackets behind a name, or the whole where it speaks of a unit without them; else nothing."""
    return split_bracket(text)[1] or (text if names_unit(text) else "")
