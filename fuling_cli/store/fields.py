"""What the tables of the two files may hold: typed dictionaries whose keys carry the schema that pydantic checks.

The schemas are those of pydantic-core, the part of pydantic that validates. The rest of pydantic would build the same
ones from the same annotations; importing it for that takes longer than all else that a command does.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, NotRequired, TypeAlias, get_args, get_origin

from pydantic_core import CoreSchema, SchemaValidator
from pydantic_core.core_schema import (
    CoreConfig,
    bool_schema,
    date_schema,
    datetime_schema,
    decimal_schema,
    int_schema,
    list_schema,
    no_info_before_validator_function,
    str_schema,
    typed_dict_field,
    typed_dict_schema,
)

STRICT = CoreConfig(strict=True, extra_fields_behavior="forbid")
LARGEST = Decimal(10**18)
FIRST_YEAR, LAST_YEAR = 1900, 2099


def _decimal(value: object) -> object:
    """A whole number as a decimal, so that one type, and one error, covers both; True and False are no numbers."""
    return Decimal(value) if type(value) is int else value


Slug: TypeAlias = Annotated[str, str_schema(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Text: TypeAlias = Annotated[str, str_schema(min_length=1, max_length=2000)]
Year: TypeAlias = Annotated[int, int_schema(ge=FIRST_YEAR, le=LAST_YEAR)]
Number: TypeAlias = Annotated[
    Decimal,
    no_info_before_validator_function(
        _decimal, decimal_schema(ge=-LARGEST, le=LARGEST, max_digits=28, allow_inf_nan=False)
    ),
]
Multiple: TypeAlias = Annotated[
    Decimal,
    no_info_before_validator_function(
        _decimal, decimal_schema(gt=Decimal(0), le=LARGEST, max_digits=28, allow_inf_nan=False)
    ),
]
Switch: TypeAlias = Annotated[bool, bool_schema()]
Day: TypeAlias = Annotated[date, date_schema()]
Moment: TypeAlias = Annotated[datetime, datetime_schema()]


@cache
def validator(shape: type) -> SchemaValidator:
    """What checks a document against a typed dictionary: strictly, and no key may stand in it that has no name there.

    >>> from typing import TypedDict
    >>> class Named(TypedDict):
    ...     id: Slug
    ...     by: NotRequired[Year]
    >>> validator(Named).validate_python({"id": "gdp"})
    {'id': 'gdp'}
    """
    return SchemaValidator(schema_of(shape))


def schema_of(shape: Any) -> CoreSchema:  # noqa: ANN401  a type has none
    """The schema of a type: the one that it carries, that of a list, or that of a typed dictionary."""
    match get_origin(shape):
        case origin if origin is Annotated:
            schema: CoreSchema = shape.__metadata__[0]
            return schema
        case origin if origin is list:
            return list_schema(schema_of(*get_args(shape)))
    fields = {}
    for key, kind in shape.__annotations__.items():
        optional = get_origin(kind) is NotRequired
        fields[key] = typed_dict_field(schema_of(get_args(kind)[0] if optional else kind), required=not optional)
    return typed_dict_schema(fields, config=STRICT)
