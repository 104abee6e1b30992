"""What is sealed with a secret of 32 bytes: a nonce of 24 random bytes, then an XChaCha20-Poly1305 box, bound to its
place by the associated data.

Imported by those only who have something to seal or to open.
"""

from __future__ import annotations

import os

NONCE = 24
AUTHENTICATOR = 16


def sealed(secret: bytes, place: bytes, content: bytes) -> bytes:
    """A content, sealed for its place."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt  # loads libsodium

    nonce = os.urandom(NONCE)
    return nonce + encrypt(content, place, nonce, secret)


def opened(secret: bytes, place: bytes, box: bytes) -> bytes | None:
    """What is in a box; None if it is damaged, or was sealed with another secret or for another place."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt  # loads libsodium
    from nacl.exceptions import CryptoError

    try:
        return decrypt(box[NONCE:], place, box[:NONCE], secret)
    except (ValueError, CryptoError):
        return None
