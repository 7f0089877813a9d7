"""The voluntary details of a request, as an event seals them.

That an accommodation was asked for, or granted, may not show in the record (R11): its fields are
sealed in every event that could hold them, empty or not, so that their being there says nothing.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from . import events as e
from .requests import Request, Secret

DETAILS = ("name", "topic", "pronunciation", "contact", "interpreter", "accommodation")
SHOWN_ONCE_PASSED = ("name", "topic")

_OPEN = tuple(
    field
    for field in e.RequestEdited.__struct_fields__
    if field in Request.__struct_fields__ and field not in (*DETAILS, "extra", "rank")
)
"""What an edit says openly."""


def sealed(given: Mapping[str, Secret], name_passed: bool) -> dict[str, e.Sealed]:
    """The details given, each with its class; what is empty is left out, but for the accommodation."""
    return {
        field: e.Sealed(text, "public" if name_passed and field in SHOWN_ONCE_PASSED else "staff")
        for field, text in given.items()
        if isinstance(text, str) and (text or field == "accommodation")
    }


def kept(value: e.Hidden | None) -> Secret:
    """What an event seals, as the state keeps it."""
    return value.value if isinstance(value, e.Sealed) else value or ""


def reclassified(request: Request, readers: e.Class) -> tuple[e.Reclassified, ...]:
    """The name and topic, as last given, for other readers than now (R2)."""
    return tuple(
        e.Reclassified(request.details_seq, field, readers)
        for field in SHOWN_ONCE_PASSED
        if getattr(request, field) != ""
    )


def restated(request: Request, extra: str) -> e.RequestEdited:
    """R11: the same details again, so that what is new of the extra time looks like any edit by staff."""
    event = e.RequestEdited(
        **{field: getattr(request, field) for field in _OPEN},
        reclassified=reclassified(request, "staff") if request.name_passed else (),
        extra=e.Sealed(extra, "staff"),
    )
    given = {field: getattr(request, field) for field in DETAILS}
    return replace(event, **sealed(given, request.name_passed))
