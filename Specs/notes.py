"""Hashes, the trees of RFC 6962, Ed25519 by RFC 8032, and C2SP signed notes.
Used by verify.py and draws.py; written from the texts in this folder.
"""
import base64, hashlib, os
from datetime import datetime, timezone


def sha(data):
    return hashlib.sha256(data).digest()


# ---- trees ----

class Frontier:
    """The roots of the complete subtrees, largest first: all that a growing tree needs to keep."""
    def __init__(self):
        self.size, self.peaks = 0, []

    def append(self, leaf):
        self.size += 1
        self.peaks.append(leaf)
        for _ in range((self.size & -self.size).bit_length() - 1):
            right, left = self.peaks.pop(), self.peaks.pop()
            self.peaks.append(sha(b"\1" + left + right))

    def root(self, *tail):
        """The root; `tail` is that of what stands to the right of a frontier of equal blocks."""
        peaks = [*self.peaks, *tail]
        root = peaks.pop() if peaks else sha(b"")
        for left in reversed(peaks):
            root = sha(b"\1" + left + root)
        return root


def block_root(hashes):
    """The root over some leaf hashes at once, level by level: an odd one moves up as it is."""
    while len(hashes) > 1:
        each = iter(hashes)
        odd = hashes[-1:] if len(hashes) % 2 else []
        hashes = [sha(b"\1" + left + right) for left, right in zip(each, each)] + odd
    return hashes[0]


# ---- Ed25519 ----

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(a, b):
    product = D * a[0] * b[0] * a[1] * b[1] % P
    return ((a[0] * b[1] + b[0] * a[1]) * pow(1 + product, -1, P) % P,
            (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, P) % P)


def times(number, point):
    result = (0, 1)
    while number:
        result = add(result, point) if number & 1 else result
        point, number = add(point, point), number >> 1
    return result


def point(data):
    number = int.from_bytes(data, "little")
    y, sign = number % 2**255, number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square or y >= P or (x == 0 and sign):
        raise ValueError("not a point of the curve")
    return (x if x % 2 == sign else P - x), y


def is_signed(key, message, signature):
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    base, (x, y) = point((4 * pow(5, -1, P) % P).to_bytes(32, "little")), point(key)
    x, y = add(times(s, base), times(h, (P - x, y)))
    encoded = (y + (x % 2 << 255)).to_bytes(32, "little")
    return len(signature) == 64 and s < ORDER and encoded == signature[:32]


# ---- signed notes ----

def unbase64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("not canonical base64")
    return data


def key_id(name, key, kind=1):
    return sha(name.encode() + b"\n" + bytes([kind]) + key)[:4]


def read_vkey(text, kind=1):
    name, number, data = text.split("+", 2)
    data = unbase64(data)
    if len(data) != 33 or data[0] != kind or number != key_id(name, data[1:], kind).hex():
        raise ValueError("not a vkey: " + text)
    return name, data[1:]


def read_cosigner(text):
    """A witness's vkey: of type 04, which gives cosignatures."""
    return read_vkey(text, 4)


def read_vkey_file(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return read_vkey(file.readline().rstrip("\n"))


def read_note(*path):
    """A note's text with its last LF, and its signatures as (name, key id, signature)."""
    with open(os.path.join(*path), "rb") as file:
        return parse_note(file.read())


def parse_note(data):
    text, gap, lines = data.decode().rpartition("\n\n")
    if not gap or lines[-1:] != "\n":
        raise ValueError("not a signed note")
    signatures = []
    for line in lines[:-1].split("\n"):
        dash, name, data = line.split(" ")
        data = unbase64(data)
        if dash != "\u2014" or len(data) < 5:
            raise ValueError("not a signature line")
        signatures.append((name, data[:4], data[4:]))
    return text + "\n", signatures


def signers(keys, text, signatures):
    """Those of the keys that signed the text; a bad signature of one is an error."""
    found = []
    for name, number, signature in signatures:
        for own, key in keys:
            if own == name and number == key_id(own, key):
                if not is_signed(key, text.encode(), signature):
                    raise ValueError("a bad signature of " + name)
                found.append((own, key))
    return found


def cosignatures(cosigner, text, signatures):
    """When a witness cosigned the text (cosignature/v1); a bad one is an error."""
    name, key = cosigner
    times = []
    for own, number, signature in signatures:
        if own == name and number == key_id(name, key, 4):
            seconds = int.from_bytes(signature[:8], "big")
            message = f"cosignature/v1\ntime {seconds}\n{text}".encode()
            if not is_signed(key, message, signature[8:]):
                raise ValueError("a bad cosignature of " + name)
            times.append(datetime.fromtimestamp(seconds, timezone.utc))
    return times
