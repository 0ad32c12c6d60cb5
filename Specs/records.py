"""The reconciliations and explanations that a journal records, made again one by one.
Used by verify.py and reconcile.py; written from the texts in this folder.
"""
import hashlib, os, re
from collections import Counter
from datetime import date
from itertools import zip_longest
from unicodedata import category

from draws import UNREADABLE
from matching import GROUPS, SIDES, Break, Ledger, compare_shares, in_order, read_payments
from money import Rules, compare_money
from series import check_files, read_bank
from statements import Refused, fen, read_list, read_payers

STATEMENT = "inputs/statements/[^/]+"
RECORDED = re.compile("(reconciliation|explanation)-([1-9][0-9]*)")


def is_text(text, limit):
    """Text that a reader sees, not too long."""
    kinds = [category(own) for own in text]
    hidden = re.search("[\u115f\u1160\u3164\uffa0]", text)
    return (len(text) <= limit and any(kind[0] == "L" or kind == "Nd" for kind in kinds)
            and not hidden and not any(kind[0] in "CZ" and own != " "
                                       for kind, own in zip(kinds, text)))


def files_of(call):
    """In the order in which a journal seals them."""
    return [*call["bank"], *call["issuer_bank"],
            *filter(None, [call["register"], call["payers"]])]


class Standing:
    """A break on record that nothing has resolved yet."""
    def __init__(self, own):
        self.own, self.is_explained = own, False


class Records:
    """What is on record after each entry; `find` is told what does not come out as recorded."""
    def __init__(self, folder, find=None):
        self.folder, self.find, self.ledger, self.files = folder, find, None, {}
        self.counts, self.standing, self.payments = Counter(), {}, None
        self.last = {"bank": [], "issuer_bank": [], "register": None, "expecting": [],
                     "payers": None, "tolerance": "0.00"}
        self.since, self.before, self.entries = [], None, []

    def take(self, entry, number):
        body, kind, operation = entry["body"], entry["kind"], entry["id"].split("/")[0]
        if kind == "opening":
            self.ledger = Ledger(body["terms"])
        if kind == "input":
            self.files[body["file"]] = body["sha256"]
        record = RECORDED.fullmatch(operation)
        if not record:
            self.ledger.take(entry)
            if kind == "gate":
                self.since.append(entry["id"])
            return
        self.entries.append((number, entry))
        if kind == "gate":
            entries, self.entries = self.entries, []
            self.counts[record[1]] += 1
            if self.find and int(record[2]) != self.counts[record[1]]:
                self.find("wrongOrder", number, operation, f"number {self.counts[record[1]]}")
            (self.reconciled if record[1] == "reconciliation" else self.explained)(entries)

    # ---- one operation ----

    def explained(self, entries):
        number, entry = entries[0]
        body = entry["body"]
        if body["break"] in self.standing:
            self.standing[body["break"]].is_explained = True
        elif self.find:
            self.find("decisionDiffers", number, f"an explanation of {body['break']}",
                      "one of a break that stands")
        if self.find and not is_text(body["because"], 1000):
            self.find("malformedEntry", number, body, "because as reconciliation.md says")

    def reconciled(self, entries):
        if self.find:
            self.remake(entries)
        place = 0
        for _, entry in entries:
            body = entry["body"]
            if entry["kind"] == "decision":
                self.last = body
            elif entry["kind"] == "break":
                place += 1
                values = [body[key] for key in Break._fields]
                self.standing[f"{self.counts['reconciliation']}/{place}"] = Standing(Break(*values))
            elif entry["kind"] == "resolution":
                self.standing.pop(body["break"], None)
        self.since, self.before = [], self.ledger.copy()

    def remake(self, entries):
        number, decision = next(own for own in entries if own[1]["kind"] == "decision")
        body = decision["body"]
        date.fromisoformat(body["as_of"])
        names = files_of(body)
        inputs = [entry["body"]["file"] for _, entry in entries if entry["kind"] == "input"]
        for side in "bank", "issuer_bank":
            older = [name for name in self.last[side] if name in body[side]]
            newer = [name for name in inputs if name in body[side]]
            self.compare(number, f"{side} {body[side]}", f"{side} {older + newer}")
        self.compare(number, inputs, [name for name in names if name in inputs])
        if not all(re.fullmatch(STATEMENT, name) and name in self.files for name in names):
            return self.find("decisionDiffers", number, names, "files that are on record")
        if not all(self.is_sealed(name) for name in names):
            return None  # found where sealed files are checked
        found = [(entry["kind"], entry["body"]) for _, entry in entries[:-1]]
        inputs = [entry for _, entry in entries if entry["kind"] == "input"]
        try:
            # All groups may be there by --complete, or because the two banks showed them.
            expected = self.expected(body, inputs, self.last["expecting"])
            if found != expected and body["expecting"] == GROUPS:
                expected = self.expected(body, inputs, GROUPS)
        except (Refused, *UNREADABLE) as error:
            return self.find("notRecomputable", number, repr(error), "statements that can be read")
        for place, (told, own) in enumerate(zip_longest(found, expected)):
            self.compare(entries[min(place, len(found))][0], told, own)

    def compare(self, number, found, expected):
        if found != expected:
            self.find("decisionDiffers", number, found, expected)

    def expected(self, body, inputs, expecting):
        """The operation's entries without the gate, as kind and body."""
        ids = [entry["id"] for entry in inputs]
        names = [entry["body"]["file"] for entry in inputs]
        result = self.reconcile(body, self.ledger, expecting)
        new, _, gone = self.states(result)
        breaks = {"new": len(new), "lasting": len(result.breaks) - len(new), "resolved": len(gone)}
        decision = {"decision": "reconciliation", **{key: body[key] for key in (
            "as_of", "bank", "issuer_bank", "register", "payers", "tolerance")},
            "expecting": result.expecting,
            "matched": {side: str(count) for side, count in result.matched.items()},
            "breaks": {key: str(count) for key, count in breaks.items()}}
        resolutions, posted = [], self.ended_by_ledger(body, gone, expecting)
        for number in gone:
            own_files = files_of(self.only(body, self.standing[number].own.side))
            by = self.since if number in posted else [
                own for own, name in zip(ids, names) if name in own_files]
            by = by or [f"reconciliation-{self.counts['reconciliation']}/decision"]
            resolutions.append(("resolution", {"break": number, "resolved_by": by}))
        return [*(("input", {**entry["body"], "rows": result.rows[name]})
                  for name, entry in zip(names, inputs)), ("decision", decision),
                *(("break", own.members()) for own in new), *resolutions]

    @staticmethod
    def only(call, side):
        """The call for one side alone."""
        is_bank = side != "register"
        return {**call, "bank": call["bank"] if side == "escrow" else [],
                "issuer_bank": call["issuer_bank"] if side == "issuer" else [],
                "register": None if is_bank else call["register"],
                "payers": call["payers"] if is_bank else None}

    def ended_by_ledger(self, body, gone, expecting):
        """Those of the breaks that are there with the ledger of the last reconciliation."""
        found = set()
        for side in SIDES if self.since else ():
            own = {number for number in gone if self.standing[number].own.side == side}
            if own:
                old = self.reconcile(self.only(body, side), self.before, expecting)
                found |= own - set(self.states(old)[2])
        return found

    # ---- comparing ----

    def states(self, result):
        """New breaks, what each break found is on record as (or None), and numbers resolved."""
        found, numbers = Counter(result.breaks), {}
        gone = []
        for number, standing in self.standing.items():
            own = standing.own
            if found[own] > len(numbers.get(own, [])):
                numbers.setdefault(own, []).append(number)
            elif own.side in result.matched:
                gone.append(number)
        states = [(own, numbers[own].pop(0) if numbers.get(own) else None)
                  for own in result.breaks]
        return [own for own, number in states if number is None], states, gone

    def is_sealed(self, name):
        try:
            with open(os.path.join(self.folder, name), "rb") as file:
                return hashlib.sha256(file.read()).hexdigest() == self.files[name]
        except OSError:
            return False

    def read(self, name):
        with open(name if os.path.isabs(name) else os.path.join(self.folder, name), "rb") as file:
            return file.read()

    def reconcile(self, call, ledger, expecting):
        """What the named files say, compared with a ledger; `expecting` is what has to be there."""
        result, groups, rules = Result(), set(expecting), Rules(fen(
            call["tolerance"], "tolerance", r"(0|[1-9][0-9]*)(\.[0-9]{1,2})?"))
        if call["payers"]:
            rules.payers = read_payers(self.read(call["payers"]), call["payers"])
            result.rows[call["payers"]] = len(rules.payers)
        for side, names in ("escrow", call["bank"]), ("issuer", call["issuer_bank"]):
            if not names:
                continue
            pages, contents = [], [self.read(name) for name in names]
            check_files(contents)
            for name, data in zip(names, contents):
                own = read_bank(data, name)
                result.rows[name] = sum(len(part.lines) for part in own)
                pages += own
            if ledger.booked and side == "escrow" and self.payments is None:
                self.payments = read_payments(self.folder, self.files["inputs/payments.csv"])
            result.matched[side], breaks, found = compare_money(
                side, ledger.movements(side, self.payments), pages, rules, expecting,
                ledger.is_confirmed)
            result.breaks += breaks
            groups |= found
        if call["register"]:
            rows = read_list(self.read(call["register"]), call["register"])
            result.rows[call["register"]] = len(rows)
            result.matched["register"], breaks = compare_shares(ledger, rows, call["as_of"])
            result.breaks += breaks
        result.breaks = in_order(result.breaks)
        result.expecting = [group for group in GROUPS if group in groups]
        return result


class Result:
    def __init__(self):
        self.matched, self.breaks, self.expecting, self.rows = {}, [], [], {}
