"""The list of applications, a sealed seed, and the three methods of drawing.
Used by remake.py; written from the texts in this folder.
"""
import csv, hashlib, json, re
from array import array
from collections import Counter
from datetime import datetime, timezone
from itertools import islice
from math import isqrt

from notes import Frontier, block_root, is_signed, key_id, read_vkey, sha, unbase64

NAME, DAY = "[A-Za-z0-9._-]{1,64}", "[0-9]{4}-[0-9]{2}-[0-9]{2}"
METHODS = ("tail-numbers 8+1", "tail-numbers 5+4", "ranked", "lowest-ticket")
CHAINS = {  # of drand: genesis, period, hex digits of a round's signature
    "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971": (1692803367, 3, 96),
    "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce": (1595431050, 30, 192)}
UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, IndexError, StopIteration,
              ArithmeticError, RecursionError, OSError, csv.Error)

ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value):
    """RFC 8785 for ASCII keys: Python sorts them by code point, RFC 8785 by UTF-16 unit."""
    return ENCODER.encode(value)


# ---- the list ----

class Applications:
    """applications.csv, read in blocks: its totals and its root. Of each row only the lots stay."""
    BLOCK = 1 << 14

    def __init__(self, path, lot, cap):
        self.path, self.lots, known, blocks = path, array("Q"), {}, Frontier()
        is_name, is_salt = re.compile(NAME).fullmatch, re.compile("[0-9a-f]{32}").fullmatch
        hashes, tail = [array("q") for _ in range(256)], []  # of the accounts, to find a double
        for header, columns in self.blocks():
            names, shares = (columns[header.index(name)] for name in ("account", "shares"))
            fields = [names, shares]
            for text in set(shares) - set(known):
                if not re.fullmatch("[1-9][0-9]*", text) or int(text) % lot or int(text) > cap:
                    raise ValueError("the shares of an application: " + text)
                known[text] = int(text) // lot
            if not all(map(is_name, names)):
                raise ValueError("the account " + next(own for own in names if not is_name(own)))
            if sorted(header) != ["account", "shares"]:
                fields.append(columns[header.index("salt")])
                if len(header) > 3 or not all(map(is_salt, fields[2])):
                    raise ValueError(f"a column or a salt of {header}")
            self.lots.extend(map(known.__getitem__, shares))
            for own in map(hash, names):
                hashes[own & 255].append(own)
            leaves = [sha(b"\0" + ",".join(row).encode()) for row in zip(*fields)]
            if len(leaves) == self.BLOCK:
                blocks.append(block_root(leaves))
            else:
                tail.append(block_root(leaves))
        self.accounts, self.count, self.root = len(self.lots), sum(self.lots), blocks.root(*tail)
        self.refuse_doubles(hashes)

    def blocks(self):
        """The header and the columns of so many rows at once."""
        with open(self.path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader)
            for rows in iter(lambda: list(islice(reader, self.BLOCK)), []):
                if set(map(len, rows)) != {len(header)}:
                    raise ValueError(f"fields of a row before line {reader.line_num}")
                yield header, list(zip(*rows))

    def names(self):
        return (name for header, columns in self.blocks()
                for name in columns[header.index("account")])

    def refuse_doubles(self, hashes):
        """Eight bytes an account say whether two may be equal; only then the names are read."""
        doubles = {own for part in hashes if len(set(part)) < len(part)
                   for own, times in Counter(part).items() if times > 1}
        seen = set()
        for name in self.names() if doubles else ():
            if hash(name) in doubles and name in seen:
                raise ValueError("an account twice: " + name)
            if hash(name) in doubles:
                seen.add(name)

    def holders(self, offsets):
        """Who has these numbers, counted from 0 and sorted, and how many; None: all of them."""
        if offsets is None:
            return dict(zip(self.names(), self.lots))
        won, end, place = {}, 0, 0
        for name, lots in zip(self.names(), self.lots):
            end, start = end + lots, place
            while place < len(offsets) and offsets[place] < end:
                place += 1
            if place > start:
                won[name] = place - start
        return won


# ---- the methods ----

class Generator:
    """The SHA-256 generator of the package cryptorandom 0.4."""
    def __init__(self, seed):
        self.state, self.cache, self.left = seed.encode() + b",", 0, 0

    def below(self, bound):
        bits, value = (bound - 1).bit_length(), bound
        while value >= bound:
            while self.left < bits:
                self.cache |= int.from_bytes(sha(self.state), "big") << self.left
                self.state, self.left = self.state + b"\0", self.left + 256
            value = self.cache % 2**bits
            self.cache, self.left = self.cache >> bits, self.left - bits
        return value


def hits(tail, first, count):
    """The numbers that end in the tail, counted from 0."""
    return range((int(tail) - first) % 10**len(tail), count, 10**len(tail))


def draw_tails(first, count, winners, nines, seed):
    generator, drawn, left = Generator(seed), {}, winners if winners < count else 0
    full = next(k for k in range(20) if 10**k >= count)

    def covered(tail):
        return any(tail[-k:] in drawn for k in range(1, len(tail) + 1))

    for k in range(1, full):
        while left * 10**k // count:
            wanted = min(9, left * 10**k // count)
            size = [0, 1, 2, 2, 4, 5, 5, 5, 8, 8 if nines == "8+1" else 5][wanted]
            for _ in range(1000):
                base = generator.below(10**k)
                group = [f"{(base + i * (10**k // size)) % 10**k:0{k}}" for i in range(size)]
                won = sum(len(hits(tail, first, count)) for tail in group)
                if won <= left and not any(map(covered, group)):
                    break
            else:
                break
            drawn.update(dict.fromkeys(group))
            left -= won
    while left:
        tail = f"{(first + generator.below(count)) % 10**full:0{full}}"
        if not covered(tail):
            drawn[tail] = None
            left -= 1
    lengths = sorted({len(tail) for tail in drawn})
    return {str(k): [tail for tail in drawn if len(tail) == k] for k in lengths}


def draw_ranked(first, count, winners, seed):
    """In drawn order. `moved` holds the places of the list that no longer hold their own number."""
    generator, moved, drawn = Generator(seed), {}, []
    for last in range(count - 1, count - 1 - winners, -1):
        place = generator.below(last + 1)
        drawn.append(first + moved.get(place, place))
        moved[place] = moved.pop(last, last)
    return drawn


def draw_lowest(first, count, winners, seed):
    """In drawn order. Only tickets below a limit are kept: a little more than will win."""
    prefix, low, digest = bytes.fromhex(seed), [], hashlib.sha256
    for share in (winners + 8 * isqrt(winners) + 64, count):
        limit = min(2**256 * share // count, 2**256 - 1).to_bytes(32, "big")
        if len(low) < winners:
            tickets = ((digest(prefix + number.to_bytes(8, "big")).digest(), number)
                       for number in range(first, first + count))
            low = [own for own in tickets if own[0] <= limit]
    return [number for _, number in sorted(low)[:winners]]


def digest_of(numbers):
    digest, numbers = hashlib.sha256(), iter(numbers)
    for block in iter(lambda: list(islice(numbers, 1 << 14)), []):
        digest.update("".join(f"{number}\n" for number in block).encode())
    return digest.hexdigest()


# ---- a sealed seed ----

def seconds(text):
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
    if moment.strftime("%Y-%m-%dT%H:%M:%SZ") != text:
        raise ValueError("the time " + text)
    return int(moment.timestamp())


class SealedSeed:
    """`find(rule, entry, found, expected)` is told whatever does not hold."""
    def __init__(self, sealed, code, find):
        self.parties, self.code, self.find = sealed["parties"], code, find
        self.beacons, self.fallback = sealed["beacons"], sealed["fallback"]
        self.names = [party["name"] for party in self.parties]
        self.reveal_by = seconds(sealed["reveal_by"])
        if set(sealed) != {"beacons", "fallback", "parties", "reveal_by"}:
            find("malformedTerms", 0, sorted(sealed), "the members of a sealed seed")
        for rule, own in ("noParties", self.parties), ("noBeacons", self.beacons):
            if not own:
                find(rule, 0, 0, "one at least")
        keys = [self.check_party(**party) for party in self.parties]
        sources = [self.check_beacon(**beacon) for beacon in self.beacons + self.fallback]
        commitments = [party["commitment"] for party in self.parties]
        for rule, own in (("equalParties", self.names), ("equalKeys", keys),
                          ("equalCommitments", commitments), ("equalBeacons", sources)):
            if len(set(own)) < len(own):
                find(rule, 0, own, "each once")

    def check_party(self, name, vkey, commitment, signature):
        owner, key = read_vkey(vkey)
        if owner != name or not re.fullmatch(NAME, name):
            self.find("keyOfAnotherName", 0, vkey, "a key of " + name)
        if not re.fullmatch("[0-9a-f]{64}", commitment):
            raise ValueError("the commitment " + commitment)
        text = (f"ipo-lottery/v1 commitment\noffering {self.code}\ndraw online\nparty {name}\n"
                f"commitment {commitment}\n")
        data = unbase64(signature)
        if data[:4] != key_id(name, key) or not is_signed(key, text.encode(), data[4:]):
            self.find("commitmentNotSigned", 0, signature, f"by {name}, over its commitment")
        return key

    def check_beacon(self, source, at, digits):
        kind, _, rest = source.partition(":")
        time, is_source = seconds(at), re.compile("[A-Za-z0-9._:/-]+").fullmatch
        if kind == "drand":
            chain, round_ = re.fullmatch("([0-9a-f]+):([1-9][0-9]*)", rest).groups()
            genesis, period, _ = CHAINS[chain]
            if time != genesis + (int(round_) - 1) * period:
                self.find("beaconTimeDiffers", 0, at, f"the time of round {round_}")
        if (kind not in ("drand", "ceremony", "index") or not rest or not is_source(source)
                or type(digits) is not int or (digits > 0) != (kind == "ceremony")):
            raise ValueError(f"the beacon {source}, {digits} digits")
        if time <= self.reveal_by:
            self.find("beaconBeforeReveals", 0, f"{source} at {at}", "later than reveal_by")
        return source

    def draw_terms(self, opening, lot):
        """The object that the seed refers to."""
        lottery = opening["lottery"]
        own = {"draw": "online", "offering": self.code, "lot": str(lot)}
        own.update(first_number=lottery["first_number"], method=lottery["method"])
        return {**own, **lottery["seed"]["sealed"]}

    def is_value(self, beacon, value):
        kind, *rest = beacon["source"].split(":")
        if kind == "drand":
            return re.fullmatch("[0-9a-f]{%d}" % CHAINS[rest[0]][2], value)
        return re.fullmatch("[0-9]{%d}" % beacon["digits"] if kind == "ceremony"
                            else r"(0|[1-9][0-9]*)\.[0-9]{2}", value)

    def check_reveals(self, reveals):
        commitments = {party["name"]: party["commitment"] for party in self.parties}
        for name, value in reveals.items():
            text = f"ipo-lottery/v1 commit\n{self.code}\nonline\n{name}\n".encode()
            if name not in commitments:
                self.find("unknownParty", None, name, "a party of the terms")
            elif (not re.fullmatch("[0-9a-f]{64}", value)
                    or sha(text + bytes.fromhex(value)).hex() != commitments[name]):
                self.find("revealDiffers", None, value, "what leads to the commitment of " + name)

    def complete(self, reveals, missing, values):
        """What the last two parts of the text need: every party's reveal, every beacon's value."""
        expected = [name for name in self.names if name not in reveals]
        if missing != expected:
            self.find("missingRevealsDiffer", None, missing, expected)
        beacons = next((own for own in (self.beacons, self.fallback)
                        if own and {beacon["source"] for beacon in own} == set(values)), None)
        if beacons is None:
            self.find("unknownBeacon", None, sorted(values), "the terms' or the fallback's")
            beacons = [{"source": source, "digits": len(values[source])} for source in values]
        for beacon in beacons:
            if not self.is_value(beacon, values[beacon["source"]]):
                self.find("malformedBeaconValue", None, values[beacon["source"]], beacon["source"])
        self.lines = [f"reveal {name} {reveals.get(name, '0' * 64)}" for name in self.names]
        self.lines += [f"beacon {own['source']} {values[own['source']]}" for own in beacons]

    def text(self, *head):
        """seed.txt, from `terms` on: `head` are its lines up to `applications`."""
        lines = ["ipo-lottery/v1", f"offering {self.code}", "draw online", *head, *self.lines]
        return "".join(line + "\n" for line in lines)
