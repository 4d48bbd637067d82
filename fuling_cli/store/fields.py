"""The types of the keys of the two files, as pydantic checks them: strict and bounded, without any conversion."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from fuling_cli.core.decimals import LARGEST, MOST_DIGITS
from fuling_cli.language import Message, message

FIRST_YEAR, LAST_YEAR = 1900, 2099
LONGEST_TEXT = 2000
CONTRADICTION = "contradiction"
"""The type of an error that a rule reports; ``ctx["complaints"]`` has each with the key that it concerns."""

Complaint: TypeAlias = tuple[tuple[int | str, ...], Message]
"""Where in a table something is wrong (the keys that lead there), and what."""


def table_config(schema: Mapping[str, Any] | None = None) -> ConfigDict:
    """How a table is checked: strictly, without unknown keys; ``schema`` is what its JSON Schema says besides them."""
    return ConfigDict(strict=True, extra="forbid", json_schema_extra=dict(schema or {}))


def obeys(rule: Callable[[Any], Iterator[Complaint]]) -> AfterValidator:
    """A validator that reports everything a rule complains about at once."""

    def check(value: Any) -> Any:  # noqa: ANN401  whatever the annotated type is
        if complaints := [*rule(value)]:
            raise _contradiction_error(*complaints)
        return value

    return AfterValidator(check)


def _contradiction_error(*complaints: Complaint) -> PydanticCustomError:
    return PydanticCustomError(CONTRADICTION, "keys contradict each other", {"complaints": complaints})


def _int_to_decimal(value: object) -> object:
    """A whole number as a decimal, so that one type, and one error, covers both; True and False are no numbers."""
    return Decimal(value) if type(value) is int else value


def _check_moment(moment: datetime, field: ValidationInfo) -> datetime:
    """Refuse a moment without an offset, and one so far away that no later one could be written."""
    if moment.tzinfo is None:
        raise _contradiction_error(((), message("data.offset", key=field.field_name)))
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise _contradiction_error(((), message("data.out_of_range", key=field.field_name, value=moment)))
    return moment


TAGS = ("<plain>", "<table>")
"""What pydantic calls the two ways to write a key that may be a table, in the location of an error."""


def plain_or_table(value: object) -> str:
    """Which of `TAGS` a value is."""
    return TAGS[isinstance(value, dict)]


Slug: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
Year: TypeAlias = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Number: TypeAlias = Annotated[
    Decimal,
    Field(ge=-LARGEST, le=LARGEST, max_digits=MOST_DIGITS, allow_inf_nan=False),
    BeforeValidator(_int_to_decimal),
    WithJsonSchema({"type": "number", "minimum": -int(LARGEST), "maximum": int(LARGEST)}),
]
Multiple: TypeAlias = Annotated[
    Decimal,
    Field(gt=0, le=LARGEST, max_digits=MOST_DIGITS, allow_inf_nan=False),
    BeforeValidator(_int_to_decimal),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": int(LARGEST)}),
]
Day: TypeAlias = date
Moment: TypeAlias = Annotated[datetime, AfterValidator(_check_moment)]
