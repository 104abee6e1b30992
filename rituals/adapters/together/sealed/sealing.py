"""Sealed lines, of which everything in the couple's folder is made, so that its provider reads nothing.

    rituals/couple-<couple>-<epoch>        checks the words: the line "rituals-couple 1", and a sealed constant
    rituals/log/<device>/00000000.rlog …   what a device wrote: the line "rituals-log 1 <epoch>", and sealed lines
    rituals/state/<device>                 the line "rituals-state 1 <epoch>", and one sealed line

A sealed line is base64(nonce ‖ box), the nonce 24 random bytes, the box XChaCha20-Poly1305 of a JSON list of at most
1,000 documents, padded with blanks to a multiple of 64 bytes. It is bound to its place by the associated data
"rituals1|couple|epoch|device|segment|line", lines counted from 0; in the other two files device and segment are
"couple" and "couple", or the device and "state". With the twelve words on its input, this reads a folder:

    import base64, hashlib, json, pathlib, sys
    from mnemonic import Mnemonic
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as opened

    folder = pathlib.Path(sys.argv[1], "rituals")
    files = [path.name.split("-") for path in folder.glob("couple-*-*")]
    _, couple, epoch = max(files, key=lambda name: int(name[2]))
    entropy = bytes(Mnemonic("english").to_entropy(sys.stdin.read().split()))
    key = hashlib.blake2b(entropy, digest_size=32, key=b"rituals couple", salt=couple.encode()).digest()
    for path in sorted(folder.glob("log/*/*.rlog")):
        for number, line in enumerate(path.read_text().splitlines()[1:]):
            sealed = base64.b64decode(line)
            place = f"rituals1|{couple}|{epoch}|{path.parent.name}|{path.stem}|{number}"
            for document in json.loads(opened(sealed[24:], place.encode(), sealed[:24], key)):
                print(json.dumps(document))
"""

from __future__ import annotations

import base64
from collections.abc import Sequence

import msgspec
from msgspec import Raw

from rituals.adapters.sealing import AUTHENTICATOR, NONCE, opened, sealed

PADDED_TO = 64
_documents = msgspec.json.Decoder(list[Raw])


def seal_line(secret: bytes, place: str, documents: Sequence[Raw]) -> bytes:
    """The sealed line of some documents, without its end."""
    payload = msgspec.json.encode(documents)
    padded = payload + b" " * (-len(payload) % PADDED_TO)
    return base64.b64encode(sealed(secret, place.encode(), padded))


def open_line(secret: bytes, place: str, line: bytes) -> list[Raw] | None:
    """The documents in a sealed line; None if it is damaged, or was sealed with another key or for another place."""
    try:
        content = opened(secret, place.encode(), base64.b64decode(line, validate=True))
        return None if content is None else _documents.decode(content)
    except (ValueError, RecursionError):
        return None


def sealed_size(size: int) -> int:
    """How long a line gets whose documents have this size as JSON."""
    box = NONCE + size + -size % PADDED_TO + AUTHENTICATOR
    return 4 * -(-box // 3)
