"""What a service counts, for Prometheus; with several workers, over all of them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prometheus_client import Gauge

    from caveat.api.following import Look
    from caveat.screening.health import Health

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Where prometheus-client looks, when it is imported, for the folder that workers share."""

_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)


def share(folder: Path) -> None:
    """Count in files of a folder; to be called before anything here is made."""
    folder.mkdir(exist_ok=True)
    os.environ[SHARED] = str(folder)


_FOLLOWING = {
    "looked_seconds": "When what is published was last seen, in seconds since 1970; 0: never.",
    "good": "1 while what is published can be seen and had; else 0.",
    "number": "Number of the publication that the library has; 0 for none.",
}


class Metrics:
    """The counters of a process."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        self._registry = CollectorRegistry()
        self._following: dict[str, Gauge] = {}
        labels = ("method", "route", "status")
        own = self._registry
        self.requests = Counter("caveat_requests", "Requests answered.", labels, registry=own)
        self.seconds = Histogram(
            "caveat_request_seconds",
            "How long requests took.",
            ("route",),
            buckets=_SECONDS,
            registry=own,
        )
        self.names = Counter("caveat_names", "Names screened.", ("route",), registry=own)
        self.hits = Counter("caveat_hits", "Hits given.", ("route",), registry=own)
        self.reloads = Counter(
            "caveat_reloads", "Editions put in force.", ("outcome",), registry=own
        )
        self.age = Gauge(
            "caveat_list_age_days",
            "Days since a list was last confirmed.",
            ("list",),
            multiprocess_mode="mostrecent",
            registry=own,
        )
        self.stale = Gauge(
            "caveat_list_stale",
            "1 for a list that is stale today, else 0.",
            ("list",),
            multiprocess_mode="mostrecent",
            registry=own,
        )
        self.parties = Gauge(
            "caveat_list_parties",
            "Parties in the newest version of a list.",
            ("list",),
            multiprocess_mode="mostrecent",
            registry=own,
        )
        self.ready = Gauge(
            "caveat_ready",
            "1 where there is an edition that answers, else 0.",
            multiprocess_mode="mostrecent",
            registry=own,
        )
        self.newest = Gauge(
            "caveat_edition_age_days",
            "Days since the newest version in the edition that answers came out.",
            multiprocess_mode="mostrecent",
            registry=own,
        )
        self.opened = Gauge(
            "caveat_edition_opened_seconds",
            "When an edition was opened, in seconds since 1970; 0 for one that answers no more.",
            ("edition",),
            multiprocess_mode="mostrecent",
            registry=own,
        )
        self._edition = ""

    def edition(self, id: str, now: float) -> None:
        """Note which edition answers from now on."""
        if self._edition and self._edition != id:
            self.opened.labels(self._edition).set(0)
        self._edition = id
        self.opened.labels(id).set(now)

    def request(
        self, method: str, route: str, status: int, seconds: float, names: int, hits: int
    ) -> None:
        """Count a request."""
        self.requests.labels(method, route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)
        if names:
            self.names.labels(route).inc(names)
        if hits:
            self.hits.labels(route).inc(hits)

    def follows(self, look: Look, good: bool) -> None:
        """Note how it stands with the published edition."""
        if not self._following:  # made only now: who follows nothing has no such figures
            from prometheus_client import Gauge

            for name, what in _FOLLOWING.items():
                self._following[name] = Gauge(
                    f"caveat_follow_{name}",
                    what,
                    multiprocess_mode="mostrecent",
                    registry=self._registry,
                )
        self._following["looked_seconds"].set(look.good)
        self._following["good"].set(good)
        self._following["number"].set(look.number)

    def lists(self, states: Iterable[Health], today: date) -> None:
        """Note how old the lists are, and the edition that they make."""
        published = []
        for state in states:
            if state.published is not None:
                published.append(state.published)
                self.age.labels(state.source).set(state.age or 0)
                self.stale.labels(state.source).set(state.health == "stale")
                self.parties.labels(state.source).set(state.parties)
        self.ready.set(bool(published))
        if published:
            self.newest.set((today - max(published)).days)

    def page(self) -> tuple[bytes, str]:
        """What Prometheus reads, and its media type."""
        from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
        from prometheus_client.multiprocess import MultiProcessCollector

        registry = self._registry
        if SHARED in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry), CONTENT_TYPE_LATEST
