"""How often one may try to sign in: counted by username and by address, in a moving window, and kept nowhere else."""

from __future__ import annotations

import hashlib
import math
import time
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from api.account_problems import TooManyAttempts
from api.problems import StoreUnavailable

WINDOW_MINUTES = 15
BY_USERNAME = RateLimitItemPerMinute(8, WINDOW_MINUTES, namespace="sign-in-username")
BY_ADDRESS = RateLimitItemPerMinute(40, WINDOW_MINUTES, namespace="sign-in-address")  # an office may share one address
IPV6_NETWORK_BITS = 64


class Attempts:
    """The attempts of the last minutes. All methods block when the storage is another server."""

    def __init__(self, storage_url: str) -> None:
        storage = storage_from_string(storage_url, wrap_exceptions=True)
        assert isinstance(storage, Storage)
        self._limiter = MovingWindowRateLimiter(storage)

    def count(self, username: str, address: str) -> None:
        """Count one attempt. Raises TooManyAttempts, or StoreUnavailable when they cannot be counted."""
        try:
            for limit, key in ((BY_ADDRESS, _network(address)), (BY_USERNAME, _key(username))):
                if not self._limiter.hit(limit, key):
                    raise TooManyAttempts(self._wait(limit, key))
        except StorageError as error:
            raise StoreUnavailable(f"attempts to sign in cannot be counted: {error}") from error

    def forget(self, username: str) -> None:
        """The person was let in: their earlier mistakes count no more."""
        try:
            self._limiter.clear(BY_USERNAME, _key(username))
        except StorageError as error:
            raise StoreUnavailable(f"attempts to sign in cannot be counted: {error}") from error

    def _wait(self, limit: RateLimitItem, key: str) -> int:
        return math.ceil(self._limiter.get_window_stats(limit, key).reset_time - time.time())


def _key(username: str) -> str:
    return hashlib.sha256(username.strip().casefold().encode("utf-8", "replace")).hexdigest()


def _network(address: str) -> str:
    """The address; of an IPv6 address only the network, for a person has all addresses of one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(IPv6Address(int(parsed) >> IPV6_NETWORK_BITS << IPV6_NETWORK_BITS))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)
