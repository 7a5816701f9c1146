"""The heartbeat: at once, then evenly, one at a time, until it is told to stop."""

from __future__ import annotations

import os
import signal
import threading
import time

from jimflow.scheduler import Bell, beat_until, stopped_by_signal


def test_the_first_beat_comes_at_once_and_stopping_lets_it_finish() -> None:
    stop, finished = threading.Event(), threading.Event()

    def beat() -> None:
        stop.set()
        time.sleep(0.1)
        finished.set()

    beat_until(stop, beat, 3600)
    assert finished.is_set()


def test_beats_never_overlap_and_what_was_missed_is_made_up_for_once() -> None:
    stop = threading.Event()
    running, most, times = 0, 0, 0

    def beat() -> None:
        nonlocal running, most, times
        running += 1
        most = max(most, running)
        times += 1
        time.sleep(1.2)
        running -= 1
        if times == 3:
            stop.set()

    started = time.monotonic()
    beat_until(stop, beat, 1)
    assert (most, times) == (1, 3)
    assert time.monotonic() - started < 8


def test_a_bell_brings_the_next_beat_at_once_and_a_bell_that_nobody_hears_does_nothing() -> None:
    stop, bell, times = threading.Event(), Bell(), []

    def beat() -> None:
        times.append(time.monotonic())
        if len(times) == 2:
            stop.set()

    bell.ring()
    ringing = threading.Timer(0.3, bell.ring)
    ringing.start()
    beat_until(stop, beat, 3600, bell)
    ringing.join()
    bell.ring()
    assert len(times) == 2 and times[1] - times[0] < 5


def test_sigterm_stops_and_the_handler_before_it_comes_back() -> None:
    stop, before = threading.Event(), signal.getsignal(signal.SIGTERM)
    with stopped_by_signal(stop):
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(5)
    assert signal.getsignal(signal.SIGTERM) is before
