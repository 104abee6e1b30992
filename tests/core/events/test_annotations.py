"""The fields of events carry their types as values, since types as text are compiled again at each start."""

from typing import get_args

import pytest

from rituals.core.events.any_event import AnyEvent
from rituals.core.events.base import Event


@pytest.mark.parametrize("kind", get_args(AnyEvent), ids=lambda kind: kind.__name__)
def test_a_start_compiles_no_type_of_an_events_fields(kind: type[Event]) -> None:
    types = [annotation for base in kind.__mro__ for annotation in vars(base).get("__annotations__", {}).values()]

    assert not [annotation for annotation in types if isinstance(annotation, str)]
