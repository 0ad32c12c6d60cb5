"""What the ledger says of money and shares, held against a bank's lines and a depository's list.
Used by records.py and reconcile.py; written from the texts in this folder.
"""
import csv, hashlib, os
from collections import Counter, defaultdict, namedtuple
from datetime import date

from series import balances
from statements import Refused, named

KINDS = ("missing_in_ledger missing_in_statement amount_differs duplicate holding_differs "
         "lock_missing lock_wrong_date lock_wrong_shares released_early unknown_account "
         "closing_balance_differs").split()
GROUPS = "payment strategic refund proceeds cost".split()
REFERENCES = {"underwriter": "take-up", "underwriter:fee": "fee", "underwriter:vat": "fee",
              "underwriter:brokerage": "brokerage", "issuer": "issuer"}


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
    return sorted(breaks, key=lambda own: (KINDS.index(own.kind), own.key.encode()))


# ---- what the ledger says ----

class Ledger:
    """The movements and the register, entry by entry."""
    def __init__(self, terms):
        self.underwriter = terms["underwriter"]
        self.booked, self.escrow, self.issuer = [], [], []
        self.register, self.released = {}, set()
        self.is_paid = self.is_confirmed = False

    def copy(self):
        other = Ledger({"underwriter": self.underwriter})
        other.booked, other.escrow, other.issuer = self.booked[:], self.escrow[:], self.issuer[:]
        other.register, other.released = dict(self.register), set(self.released)
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
                self.register[path] = self.register.get(path, 0) + units
                if kind == "release" and units < 0:
                    self.released.add(path.split(":")[3])
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
                    self.issuer.append(named(reference, whose, units, "proceeds"))
            elif event == "issuer-costs" and path.startswith(("fees:", "tax:")):
                self.issuer.append(named(f"cost/{name}", name, -units, "cost"))
        for name, units in rows.items():
            if units:
                reference = f"refund/{body['tranche']}/{name}"
                self.escrow.append(named(reference, name, -units, "refund"))

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


# ---- money ----

class Money:
    """One side's movements matched with a bank's lines; what is used leaves the open lists."""
    def __init__(self, side, movements, lines):
        self.side, self.breaks, self.matched, self.shown = side, [], 0, set()
        self.ledger, self.lines = dict(enumerate(movements)), dict(enumerate(lines))
        self.accounts = {own.account for own in movements}
        self.payer, self.seen = {}, set()  # by reference; lines that did not match
        for own in movements:
            if own.reference:
                self.payer[own.reference] = own.account
        self.known = Counter(), Counter()  # of the ledger, of the bank: what matched
        self.pair(lambda own: own.reference and (own.reference, own.account, own.amount),
                  lambda own: own.account)
        self.pair(lambda own: own.reference and (own.reference, own.amount),
                  lambda own: not own.account)
        self.duplicates()
        self.same_reference()
        self.other_account()
        self.pair(lambda own: (own.account or self.payer.get(own.reference), own.amount),
                  lambda own: own.account or self.payer.get(own.reference),
                  lambda own: own.group != "payment" or not own.reference)
        self.pair(lambda own: (own.account, own.amount),
                  lambda own: own.account and not own.reference,
                  lambda own: own.group == "payment")
        self.duplicates()

    def find(self, kind, key, ledger, other):
        values = [None if own is None else yuan(own) for own in (ledger, other)]
        self.breaks.append(Break(self.side, kind, key, *values))

    def use(self, number, line, is_match=True):
        movement, line = self.ledger.pop(number), self.lines.pop(line)
        self.shown.add(movement.group)
        if not is_match:
            self.seen.add(line[:3])
        else:
            self.matched += 1
            self.known[0][movement[:3]] += 1
            self.known[1][line[:3]] += 1
        return movement, line

    def pair(self, key, is_line, is_movement=lambda own: True):
        """Each line with the first open movement that has its key."""
        places = defaultdict(list)
        for number in reversed(self.ledger):
            if is_movement(self.ledger[number]):
                places[key(self.ledger[number])].append(number)
        for place in list(self.lines):
            own = self.lines[place]
            if key(own) and is_line(own) and places.get(key(own)):
                self.use(places[key(own)].pop(), place)

    def duplicates(self):
        for place, own in list(self.lines.items()):
            if own.reference and self.known[1][own[:3]]:
                self.find("duplicate", own.key, None, self.lines.pop(place).amount)
        for number, own in list(self.ledger.items()):
            if own.group == "payment" and own.reference and self.known[0][own[:3]]:
                self.find("duplicate", own.key, self.ledger.pop(number).amount, None)

    def same_reference(self):
        """Sums of several, else other amounts, within reference, account and direction."""
        groups, first = {}, {}
        for number, own in self.ledger.items():
            if own.reference:
                first.setdefault((own.reference, own.amount > 0), own.account)
                key = own.reference, own.account, own.amount > 0
                groups.setdefault(key, ([], []))[0].append(number)
        for place, own in self.lines.items():
            direction = own.reference, own.amount > 0
            key = own.reference, own.account or first.get(direction), own.amount > 0
            if key in groups:
                groups[key][1].append(place)
        for movements, lines in groups.values():
            sums = (sum(self.ledger[own].amount for own in movements),
                    sum(self.lines[own].amount for own in lines))
            if lines and sums[0] == sums[1] and 1 in (len(movements), len(lines)):
                self.matched += len(movements)
                for own in movements:
                    self.shown.add(self.ledger[own].group)
                    self.known[0][self.ledger.pop(own)[:3]] += 1
                for own in lines:
                    self.known[1][self.lines.pop(own)[:3]] += 1
                continue
            movements.sort(key=lambda own: -abs(self.ledger[own].amount))
            lines.sort(key=lambda own: -abs(self.lines[own].amount))
            for number, place in zip(movements, lines):
                movement, line = self.use(number, place, False)
                self.find("amount_differs", movement.key, movement.amount, line.amount)

    def other_account(self):
        places = defaultdict(list)
        for number in reversed(self.ledger):
            own = self.ledger[number]
            places[own.reference, own.amount].append(number)
        for place, own in sorted(self.lines.items(), key=lambda own: own[1].reference.encode()):
            numbers = places.get((own.reference, own.amount))
            if own.reference and own.account and own.account not in self.accounts and numbers:
                self.use(numbers.pop(), place, False)
                self.find("unknown_account", own.account, own.amount, own.amount)

    def rest(self, expecting):
        """What is missing on the other side; of movements only those of expected groups."""
        for own in self.ledger.values():
            if own.group in expecting:
                self.find("missing_in_statement", own.key, own.amount, None)
        for own in self.lines.values():
            kind = "duplicate" if own.reference and own[:3] in self.seen else "missing_in_ledger"
            self.seen.add(own[:3])
            self.find(kind, own.key, None, own.amount)


def compare_money(side, movements, pages, expecting, is_confirmed):
    """The movements that match, the breaks, and the groups that were compared."""
    lines = [line for own in pages for line in own.lines]
    money = Money(side, movements, lines)
    due = {"payment", "refund", "proceeds"} if is_confirmed else {"payment"}
    groups = {*expecting, *money.shown} | {own.group for own in movements} & due
    money.rest(groups)
    for key, *values in balances(pages):
        money.find("closing_balance_differs", key, *values)
    return money.matched, money.breaks, groups


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
    for path, units in ledger.register.items():
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
        for kind, *values in compare_locks(own, there[account], day, ledger.released):
            find(kind, account, *values)
        matched += len(breaks) == count
    return matched, breaks
