"""Saves a run's work: atomic writing of states and weights, and stopping by signals."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def whole(path: str | os.PathLike) -> Iterator[str]:
    """Yields the name of a temporary file beside `path`, which replaces it at the end unless an exception is raised."""
    written = f"{path}.tmp"
    yield written
    os.replace(written, path)


def save_state(path: str, **state: Any) -> None:
    import torch
    with whole(path) as written:
        torch.save(state, written)


def asked_to_stop() -> Callable[[], bool]:
    """Returns a function that says whether SIGTERM or Ctrl-C has arrived since; neither ends the process anymore."""
    received: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _: received.append(got))
    return lambda: bool(received)
