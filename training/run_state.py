"""What keeps a run's work: states and weights that are written whole or not at all, and a run that can be asked to stop."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def whole(path: str | os.PathLike) -> Iterator[str]:
    """Inside, the name of a file beside `path` to write; it takes that one's place at the end, unless something fails."""
    written = f"{path}.tmp"
    yield written
    os.replace(written, path)


def save_state(path: str, **state: Any) -> None:
    import torch
    with whole(path) as written:
        torch.save(state, written)


def asked_to_stop() -> Callable[[], bool]:
    """Whether SIGTERM or Ctrl-C has come since; neither ends the process any more."""
    received: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _: received.append(got))
    return lambda: bool(received)
