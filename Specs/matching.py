"""What the ledger says of money and shares; its register held against a depository's list.
Used by money.py, records.py and reconcile.py; written from the texts in this folder.
"""
import csv, hashlib, os
from collections import defaultdict, namedtuple
from datetime import date

from statements import Refused, named

KINDS = ("missing_in_ledger missing_in_statement amount_differs duplicate holding_differs "
         "lock_missing lock_wrong_date lock_wrong_shares released_early unknown_account "
         "closing_balance_differs").split()
GROUPS = "payment strategic refund proceeds received cost".split()
REFERENCES = {"underwriter": "take-up", "underwriter:fee": "fee", "underwriter:vat": "fee",
              "underwriter:brokerage": "brokerage", "issuer": "issuer"}


SIDES = ["escrow", "issuer", "register"]


class Break(namedtuple("Break", "side kind key ledger other")):
    """Two breaks are the same where all of these are; the values are as reports show them."""
    def difference(self):
        values = self.ledger, self.other
        if self.kind == "lock_wrong_date" or any(own and own[4:5] == "-" for own in values):
            days = [own and date.fromisoformat(own) for own in values]
            return str((days[1] - days[0]).days) if all(days) else None
        units = [int((own or "0").replace(".", "")) for own in values]
        return (str if self.side == "register" else yuan)(units[1] - units[0])

    def members(self):
        return {**self._asdict(), "difference": self.difference()}


def yuan(amount):
    return f"{'-' * (amount < 0)}{abs(amount) // 100}.{abs(amount) % 100:02}"


def in_order(breaks):
    return sorted(breaks, key=lambda own: (
        KINDS.index(own.kind), own.key.encode(), SIDES.index(own.side), (own.ledger or "").encode(),
        (own.other or "").encode()))


# ---- what the ledger says ----

class Ledger:
    """The movements and the register, entry by entry."""
    def __init__(self, terms):
        self.underwriter = terms["underwriter"]
        self.booked, self.escrow, self.issuer = [], [], []
        self.register, self.releases = {}, []
        self.is_paid = self.is_confirmed = False

    def copy(self):
        other = Ledger({"underwriter": self.underwriter})
        other.booked, other.escrow, other.issuer = self.booked[:], self.escrow[:], self.issuer[:]
        other.register, other.releases = dict(self.register), self.releases[:]
        other.is_paid, other.is_confirmed = self.is_paid, self.is_confirmed
        return other

    def take(self, entry):
        kind, operation, body = entry["kind"], entry["id"].split("/")[0], entry["body"]
        self.is_paid |= operation in ("payment", "suspension")
        self.is_confirmed |= operation == "confirmation-proceeds"
        rows, event = {}, body.get("event")
        for posting in entry["postings"]:
            path, name = posting["account"], posting["account"].split(":")[-1]
            units = int(posting["amount"].replace(".", ""))
            if path.startswith("register:"):
                if kind == "release":
                    self.releases.append((body["session"], path, units))
                else:
                    self.register[path] = self.register.get(path, 0) + units
            elif posting["unit"] != "CNY":
                continue
            elif kind in ("payment", "refund") and path.startswith("receivable:"):
                if operation == "payment":
                    self.booked.append((body["tranche"], name, -units))
                elif kind == "payment":
                    self.escrow.append(named(f"strategic/{name}", name, -units, "strategic"))
                else:
                    reference = f"refund/{body['tranche']}/{name}"
                    self.escrow.append(named(reference, name, -units, "refund"))
            elif kind == "void" and path.startswith(("receivable:", "investor:")):
                rows[name] = rows.get(name, 0) + units
            elif event == "proceeds" and path in REFERENCES:
                whose = "issuer" if path == "issuer" else self.underwriter
                reference = "proceeds/" + REFERENCES[path]
                self.escrow.append(named(reference, whose, -units, "proceeds"))
                if path == "issuer":
                    self.issuer.append(named(reference, whose, units, "received"))
            elif event == "issuer-costs" and path.startswith(("fees:", "tax:")):
                self.issuer.append(named(f"cost/{name}", name, -units, "cost"))
        for name, units in rows.items():
            if units:
                reference = f"refund/{body['tranche']}/{name}"
                self.escrow.append(named(reference, name, -units, "refund"))

    def register_on(self, day):
        """The register of a day, and the ends of the lock-ups that were released by then."""
        register, ends = dict(self.register), set()
        for session, path, units in self.releases:
            if session <= day:
                register[path] = register.get(path, 0) + units
                if units < 0:
                    ends.add(path.split(":")[3])
        return register, ends

    def movements(self, side, payments):
        """`payments` are the sealed file's rows."""
        if side == "issuer":
            return self.issuer
        paid = []
        for part in ("strategic", "offline", "online") if self.booked else ():
            booked = [own[1:] for own in self.booked if own[0] == part]
            rows = [own for own in payments if own["tranche"] == part]
            found = [(own["account"], fen_of(own["amount"])) for own in rows]
            if found != booked:
                raise Refused("sealedInputChanged: payments.csv is not what the journal books")
            paid += [named(own["reference"], own["account"], fen_of(own["amount"]), "payment")
                     for own in rows]
        return paid + self.escrow


def fen_of(text):
    whole, _, part = text.partition(".")
    return int(whole + part.ljust(2, "0"))


def read_payments(folder, digest):
    """The rows of payments.csv; it has to be the sealed file."""
    try:
        with open(os.path.join(folder, "inputs", "payments.csv"), "rb") as file:
            data = file.read()
    except OSError as error:
        raise Refused("sealedInputChanged: payments.csv") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise Refused("sealedInputChanged: payments.csv")
    return list(csv.DictReader(data.decode("utf-8-sig").splitlines(), strict=True))


# ---- shares ----

class Holding:
    def __init__(self):
        self.shares, self.locks, self.has_end = 0, {}, False

    def add(self, shares, locked, end):
        self.shares += shares
        if locked:
            self.locks[end] = self.locks.get(end, 0) + locked
        self.has_end |= bool(end) and not locked


def compare_locks(ledger, other, day, released):
    """The breaks of one account's locks, as kind, ledger and other."""
    here, there = (sorted(own.locks.items(), key=lambda lock: lock[0] or "~")
                   for own in (ledger, other))
    for end, own in [lock for lock in here if lock[0] in other.locks]:
        if own != other.locks[end]:
            yield "lock_wrong_shares", own, other.locks[end]
        here.remove((end, own))
        there.remove((end, other.locks[end]))
    pairs = []
    for lock in here[:]:
        twin = next((own for own in there if own[1] == lock[1]), None)
        if twin:
            pairs.append((lock, twin))
            here.remove(lock)
            there.remove(twin)
    rest = min(len(here), len(there))
    for (end, own), (stated, shares) in pairs + list(zip(here, there)):
        if stated and stated <= day < end:
            yield "released_early", end, stated
        else:
            yield "lock_wrong_date", end, stated or None
        if own != shares:
            yield "lock_wrong_shares", own, shares
    for end, own in here[rest:]:
        yield "released_early" if other.has_end and end > day else "lock_missing", own, None
    for end, own in there[rest:]:
        yield "released_early" if end in released and end > day else "lock_wrong_shares", None, own


def compare_shares(ledger, rows, day):
    """The accounts that agree, and the breaks."""
    here, there, matched, breaks = defaultdict(Holding), defaultdict(Holding), 0, []
    register, released = ledger.register_on(day)
    for path, units in register.items():
        _, account, *lock = path.split(":")
        if units:
            here[account].add(units, units if lock[0] == "locked" else 0, lock[-1])
            here[account].has_end = False
    for own in rows:
        there[own.account].add(own.shares, own.locked, own.end)

    def find(kind, account, *values):
        values = [own if own is None or type(own) is str else str(own) for own in values]
        breaks.append(Break("register", kind, account, *values))
    for account, other in there.items():
        if account not in here and other.shares:
            find("unknown_account", account, None, other.shares)
    for account, own in here.items():
        if account not in there:
            find("holding_differs", account, own.shares, None)
            continue
        count = len(breaks)
        if own.shares != there[account].shares:
            find("holding_differs", account, own.shares, there[account].shares)
        for kind, *values in compare_locks(own, there[account], day, released):
            find(kind, account, *values)
        matched += len(breaks) == count
    return matched, breaks
