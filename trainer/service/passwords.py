"""Passwords: rules by length, argon2 hashes, and the same time spent whether a person exists or not."""
from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from trainer.domain.errors import TrainerError

SHORTEST = 12
LONGEST = 200
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody signs in with this")


def check_rules(password: str) -> None:
    """Refuse a password that is too short, too long or one character over and over.

    Raises:
        TrainerError: password_rules.

    Source:
        Length over composition, as NIST SP 800-63B recommends; the least length is a house choice.
    """
    if not SHORTEST <= len(password) <= LONGEST or len(set(password)) < 4:
        raise TrainerError("password_rules", shortest=SHORTEST, longest=LONGEST)


def hashed_password(password: str) -> str:
    """An argon2id hash with its own salt."""
    return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; without a stored one the same work is done and the answer is no."""
    try:
        _HASHER.verify(stored or _NOBODY, password[:LONGEST])
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None
