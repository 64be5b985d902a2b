"""How many requests an address may make: a bucket of tokens that fills with time.

Kept in the memory of each process, on purpose: a limit that asks the database for each request is itself
the load it should keep away. With several processes a visitor may get so many times the limit.
"""

import ipaddress
from collections import OrderedDict
from threading import Lock

MOST_ADDRESSES = 20_000
_NETWORK_BITS = 64  # one household or office of IPv6 holds that many addresses


class Buckets:
    """One bucket for each address: `burst` requests at once, refilled at `per_second`."""

    def __init__(self, per_second: float, burst: int) -> None:
        self.per_second, self.burst = per_second, burst
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, address: str, now: float) -> float:
        """Take one token at `now` (seconds of a steady clock): 0 when there was one, else seconds to wait."""
        key = network_of(address)
        with self._lock:
            level, at = self._levels.pop(key, (float(self.burst), now))
            level = min(self.burst, level + max(0.0, now - at) * self.per_second)
            waits = 0.0 if level >= 1 else (1 - level) / self.per_second
            self._levels[key] = (level if waits else level - 1, now)
            if len(self._levels) > MOST_ADDRESSES:
                self._levels.popitem(last=False)
            return waits


def network_of(address: str) -> str:
    """What counts as one visitor: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, _NETWORK_BITS), strict=False))
    return str(found)


def is_own_machine(address: str) -> bool:
    """Whether a request comes from this very machine: a proxy that was not named, a check, a measurement."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
