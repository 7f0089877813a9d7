"""What /metrics tells: counters and gauges of this process, in Prometheus' text form.

Holds numbers and short fixed words, never an id, a name or an address.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass
class Counts:
    """Counters since the start, and gauges that are asked when somebody looks."""

    requests: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    gauges: dict[str, tuple[str, Callable[[], Mapping[str, float]]]] = field(default_factory=dict)

    def gauge(self, name: str, help_text: str, label: str, ask: Callable[[], Mapping[str, float]]) -> None:
        """A gauge ``meetingsvc_<name>``; ``ask`` gives a number for each value of ``label``."""
        self.gauges[name] = (f"{label}\n{help_text}", ask)

    def text(self) -> str:
        """All of it as a scraper reads it."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield from _head("requests_total", "counter", "HTTP requests answered, by route and status.")
        for (method, route, status), count in sorted(self.requests.items()):
            labels = f'method="{method}",route="{_escaped(route)}",status="{status}"'
            yield f"meetingsvc_requests_total{{{labels}}} {count}"
        yield from _head("refusals_total", "counter", "Requests and commands refused, by code.")
        for code, count in sorted(self.refusals.items()):
            yield f'meetingsvc_refusals_total{{code="{_escaped(code)}"}} {count}'
        yield from _head("events_total", "counter", "Events written to the record, by type.")
        for kind, count in sorted(self.events.items()):
            yield f'meetingsvc_events_total{{type="{_escaped(kind)}"}} {count}'
        for name, (told, ask) in sorted(self.gauges.items()):
            label, _, help_text = told.partition("\n")
            yield from _head(name, "gauge", help_text)
            for value, number in sorted(ask().items()):
                labels = f'{{{label}="{_escaped(value)}"}}' if label else ""
                yield f"meetingsvc_{name}{labels} {number:g}"


def _head(name: str, kind: str, help_text: str) -> Iterator[str]:
    yield f"# HELP meetingsvc_{name} {help_text}"
    yield f"# TYPE meetingsvc_{name} {kind}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
