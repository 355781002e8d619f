"""What one address can add to the numbers is bounded, and the address is kept nowhere."""

from __future__ import annotations

from coffeepress.adverts.limits import WINDOW_SECONDS, Hour


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_address_is_allowed_so_much_in_an_hour() -> None:
    clock = Clock()
    hour = Hour(clock=clock)
    assert [hour.allows("198.51.100.7", 2, most=5) for _ in range(3)] == [True, True, False]
    assert hour.allows("198.51.100.7", 1, most=5)
    assert hour.allows("198.51.100.8", 5, most=5)
    clock.now = WINDOW_SECONDS - 1
    assert not hour.allows("198.51.100.7", 1, most=5)
    clock.now = WINDOW_SECONDS
    assert hour.allows("198.51.100.7", 5, most=5)


def test_a_subscribers_network_is_one_address() -> None:
    hour = Hour()
    assert hour.allows("2001:db8:1:2::1", 1, most=1)
    assert not hour.allows("2001:db8:1:2::ffff", 1, most=1)
    assert hour.allows("2001:db8:1:3::1", 1, most=1)


def test_no_address_is_kept_and_the_hash_is_another_one_in_the_next_hour() -> None:
    clock = Clock()
    hour = Hour(clock=clock)
    names = []
    for _ in range(2):
        hour.allows("198.51.100.7", 1, most=5)
        names += list(hour._counts)
        clock.now += WINDOW_SECONDS
    assert len(set(names)) == 2
    assert "198.51.100.7" not in repr(vars(hour))


def test_memory_is_bounded_whoever_asks() -> None:
    hour = Hour(most_senders=10)
    for number in range(100):
        hour.allows(f"198.51.100.{number}", 1, most=5)
    assert len(hour._counts) <= 10
