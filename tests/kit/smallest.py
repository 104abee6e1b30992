"""Events with no more in them than they must have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import inspect

from rituals.core.events import Event


def smallest(event: type[Event]) -> Any:
    """Such an event, with no more in it than it must have."""
    info = inspect.type_info(event)
    assert isinstance(info, inspect.StructType)
    return msgspec.convert({f.name: _VALUES[type(f.type)] for f in info.fields if f.required}, event, strict=False)


_VALUES: Mapping[type[inspect.Type], object] = {
    inspect.StrType: "x",
    inspect.BoolType: True,
    inspect.DateType: "2026-03-01",
    inspect.DateTimeType: "2026-03-01T12:00:00Z",
    inspect.VarTupleType: ["x"],
    inspect.DictType: {"x": 1},
    inspect.UnionType: {"type": "quota", "times": 1, "per": "week"},
}
