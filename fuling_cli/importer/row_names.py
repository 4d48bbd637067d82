"""The metric of a row: the one that its labels name, or the one that was asked for where they name none."""

from collections.abc import Sequence

from fuling_cli.importer.cells import plain_words, unquoted
from fuling_cli.importer.metrics import Named
from fuling_cli.importer.placed import LeftOut
from fuling_cli.importer.request import Choose, Where
from fuling_cli.importer.selection import Selection
from fuling_cli.importer.sheet import WrongCell, shortened
from fuling_cli.language import message


class RowNames:
    """Finds the metrics of the rows of a table; ``near`` keeps what only looks like the name of one."""

    def __init__(self, selection: Selection, left_out: LeftOut) -> None:
        self.table, _, self.shape, self.request, self.names, _ = selection
        self.left_out = left_out
        self.near: list[tuple[WrongCell, str]] = []
        self.only_named = False

    def look_at(self, rows: Sequence[int]) -> None:
        """Find out whether rows name the metric that was asked for; raises Choose where they only name others."""
        wanted = self.request.target
        if wanted is None:
            return
        named = [(row, found) for row in rows if (found := self.find(row)) is not None]
        self.only_named = any(found.target is wanted for _, found in named)
        if named and not self.only_named and not self._is_chosen():
            row, other = named[0]
            what = message("import.other_metric_row", name=self._label(row), metric=other.target.metric)
            where = Where(self.shape.labels[0].heading, self._label(rows[0]))
            raise Choose(what, self.request.command(where=(where,)))

    def find(self, row: int) -> Named | None:
        """The metric that one of the labels of a row names."""
        for column in self.shape.labels:
            if text := unquoted(self.table.label(row, column)).strip():
                named = self.names.find(text)
                if named is not None:
                    return named
        return None

    def of_row(self, row: int) -> Named | WrongCell | None:
        """The metric of a row; None where no target follows it, and the row is counted."""
        named = self.find(row)
        wanted = self.request.target
        if wanted is not None:
            if named is not None and named.target is wanted:
                return named
            if self.only_named:
                self.left_out.add("rows" if named is None else "other_rows", name=self._label(row))
                return None
            return Named(wanted)
        if named is not None:
            return named
        column = self.shape.labels[0] if self.shape.labels else None
        text = self._label(row)
        if column is None or not text:
            place = 0 if column is None else column.place
            return self.table.sheet.wrong(row, place, message("import.empty", name="metric"))
        near = next(
            (found for label in self.shape.labels if (found := self.names.near(self.table.label(row, label)))), None
        )
        if near is not None:
            where = (Where(column.heading, text),)
            command = self.request.command(metric=near.target.metric, where=where)
            why = message("import.near", word=shortened(text), metric=near.target.metric, command=command)
            cell = self.table.sheet.wrong(row, column.place, why)
            if near.is_certain:
                return cell
            self.near.append((cell, near.target.metric))
        self.left_out.add("rows", name=shortened(text))
        return None

    def _label(self, row: int) -> str:
        texts = (self.table.label(row, column).strip() for column in self.shape.labels)
        return next((shortened(text) for text in texts if text), "")

    def _is_chosen(self) -> bool:
        """Whether the rows were chosen by one of their labels, whatever it names."""
        asked = {plain_words(where.column) for where in self.request.where}
        return any(plain_words(column.heading) in asked for column in self.shape.labels)
