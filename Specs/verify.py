#!/usr/bin/env python3
"""Checks an offering's folder from its files alone: python3 verify.py DIR [--trust VKEY] [--json]

Written from the texts in this folder; shares nothing with the program that writes the journal.
This file checks the journal; remake.py makes its decisions again, with draws.py its draws;
records.py its reconciliations; bookings.py posts its bookings again.
Exit 0: sound. Exit 1: unsound, each finding is printed. Exit 2: the call is wrong.
"""
import argparse, json, os, re, sys
from datetime import datetime

from approvals import WORD, Words
from bookings import Bookings, is_kept
from draws import DAY, NAME, UNREADABLE, canonical
from notes import (Frontier, is_signed, key_id, read_note, read_vkey, read_vkey_file, sha, unbase64)
from records import RECORDED, STATEMENT, Records
from remake import GATES, Decisions
from witnesses import SEEN, Witnesses

PART = "(strategic|offline|online)"
CHART = {  # by unit: is it cash?
    True: re.compile(f"issuer|investor:{NAME}|receivable:{PART}:{NAME}|escrow:{PART}|proceeds|"
                     f"underwriter(:fee|:vat|:brokerage)?|fees:{NAME}|tax:stamp-duty|"
                     f"custody|deposit:{NAME}(:blocked:{NAME})?"),
    False: re.compile(f"issuer|tranche:{PART}|allotted:{PART}:{NAME}|underwriter|"
                      f"register:{NAME}:(free|locked:{DAY})")}
FLOORLESS = {True: re.compile("(issuer|investor:.*|receivable:.*|underwriter|custody)"),
             False: re.compile("issuer")}  # the accounts that may hold less than nothing
AMOUNT = {True: re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]{2}"), False: re.compile("-?(0|[1-9][0-9]*)")}
MEMBERS = {"at": str, "body": dict, "id": str, "kind": str, "postings": list, "prev": str,
           "seq": int}
RECORDS = ("break", "resolution", "explanation")
PARTS = ("allotment", "payment", "abandonment", "refund", "void")
KINDS = {  # the members of a body besides by; of decisions and settlements they depend on what
    "opening": "clock format rulebook terms", "fact": "name value", "input": "file rows sha256",
    **dict.fromkeys(PARTS, "accounts part tranche"), "registration": "accounts part status",
    "release": "accounts end part session status", "confirmation": "confirms sha256",
    "break": "difference key kind ledger other side", "resolution": "break resolved_by",
    "explanation": "because break", "gate": "clear closes", "decision": None,
    "settlement": None, "booking": None}
DECIDED = {  # of those of which remake.py makes no body again
    "minimum-paid": "decision offered paid passed percent", "suspension": "decision rule",
    "listing": "event free listing_day locked", "escrow-handed-on": "event",
    "proceeds": "event gross status take_up take_up_shares", "issuer-costs": "event net"}
LAST = {"opening": "terms", "gate": "close", "confirmation": "digest",
        "explanation": "note"}  # of an id, else the kind
SUSPENSION = ["allotted", "escrow", "investor", "issuer", "receivable", "tranche"]
MOVING = ("strategic-shortfall", "clawback", "suspension")  # the decisions that have postings
findings = []


def find(rule, entry, found, expected):
    findings.append({"entry": entry, "rule": rule, "found": str(found), "expected": str(expected)})


def compare(rule, entry, found, expected):
    if found != expected:
        find(rule, entry, found, expected)


def read_checkpoint(folder, trusted):
    """Origin, size and root of the signed head; and whether a demanded key signed it."""
    text, signatures = read_note(folder, "checkpoint")
    origin, size, root, *extensions = text[:-1].split("\n")
    if not re.fullmatch("0|[1-9][0-9]*", size) or "" in extensions:
        raise ValueError("not a checkpoint")
    keys = trusted or [read_vkey_file(folder, "vkey")]
    if not trusted:
        compare("originDiffers", None, origin, keys[0][0])
    # A demanded key may bear the signer's name alone; on the note its name is the origin.
    keys = [key for name, key in keys if origin in (name, f"{name}/{origin.split('/')[-1]}")]
    valid = [is_signed(key, text.encode(), signature) for name, number, signature in signatures
             for key in keys if name == origin and number == key_id(origin, key)]
    if not valid or not all(valid):
        find("untrustedSigner" if trusted else "signatureInvalid", None,
             "no valid signature by the demanded key", "one on the checkpoint of " + origin)
    return origin, int(size), unbase64(root), bool(trusted and valid and all(valid))


# ---- the journal: lines, chain, sums, chart, operations, gates ----

def refuse(text):
    raise ValueError("no exact integer: " + text)


def integer(text):
    return int(text) if abs(int(text)) < 2**53 else refuse(text)


DECODER = json.JSONDecoder(parse_float=refuse, parse_constant=refuse, parse_int=integer)


class Journal:
    def __init__(self, path, signed_size, records):
        self.records, self.words, self.witnesses = records, Words(find), Witnesses(find)
        self.bookings, self.accounts = Bookings(find), {}  # accounts: on the chart? with a floor?
        self.size, self.tree, self.leaf, self.at, self.code = 0, Frontier(), bytes(32), "", None
        self.ids, self.open, self.closed, self.balances = set(), None, [], {}
        self.actor = None  # who records the operation that is open
        self.opening, self.facts, self.files, self.decisions = {}, {}, {}, {}
        self.reveals, self.shapes = {}, {}  # by party; by operation, what its entries hold
        self.allotted, self.due = {}, {}  # by tranche, by account: shares; fen
        self.signed_root = self.tree.root() if signed_size == 0 else None
        with open(path, "rb") as file:
            for line in file:
                if line[-1:] != b"\n":
                    find("truncatedLastLine", self.size, "no line end", "LF")
                    break
                self.take(line[:-1])
                if self.size == signed_size:
                    self.signed_root = self.tree.root()
        if self.open:
            find("operationNotClosed", self.size - 1, self.open + " open at the end", "its gate")
        for (_, account), amount in self.balances.items():
            if account.startswith("register:") and amount < 0:
                find("negativeHolding", None, f"{account} holds {amount}", "above 0")

    def take(self, line):
        if len(line) > 65535:
            find("entryTooLarge", self.size, len(line), "at most 65535 bytes")
        try:
            text = line.decode()
            entry = DECODER.decode(text)
            # Of a key that stands twice only one is read, so the text can't come out the same.
            if canonical(entry) != text:
                raise ValueError("not RFC 8785 canonical JSON")
            if {key: type(value) for key, value in entry.items()} != MEMBERS:
                raise ValueError("other members or types")
            if entry["kind"] not in KINDS or len(entry["at"]) != 20:
                raise ValueError(f"kind {entry['kind']} at {entry['at']}")
            if entry["at"] != self.at:
                datetime.strptime(entry["at"], "%Y-%m-%dT%H:%M:%SZ")
            self.check(entry, self.size)
            if entry["kind"] != "booking":  # these are no side's that is reconciled
                self.records.take(entry, self.size)
        except UNREADABLE as error:
            find("malformedEntry", self.size, repr(error), "an entry as journal.md says")
        self.leaf = sha(b"\0" + line)
        self.size += 1
        self.tree.append(self.leaf)
        if not self.open:
            self.witnesses.close(self.size, self.tree)

    def check(self, entry, number):
        body, kind, operation = entry["body"], entry["kind"], entry["id"].split("/")[0]
        self.check_actor(body, number)
        compare("wrongSequence", number, entry["seq"], number)
        compare("brokenChain", number, entry["prev"], self.leaf.hex())
        if entry["at"] < self.at:
            find("clockWentBack", number, entry["at"], "not before " + self.at)
        if entry["id"] in self.ids:
            find("duplicateEntryID", number, entry["id"], "each id once")
        if number == 0:
            self.opening, self.code = body, body["terms"]["code"]
            compare("noOpening", 0, [kind, body["format"]], ["opening", "ipo-journal/1"])
            if body["clock"] not in ("system", "fixed"):
                raise ValueError("the clock " + body["clock"])
            self.words.open(body["terms"])
            self.witnesses.open(body)
        if (operation != (self.open or operation) or operation in self.closed
                or operation in self.bookings.closed):
            find("operationNotClosed", number, operation, self.open or "no closed operation again")
        is_new = operation != self.open
        self.at, self.open = entry["at"], operation
        self.ids.add(entry["id"])
        if operation.startswith("booking-"):
            if self.bookings.take(entry, number, operation, is_new, self.balances):
                self.open = None
            return self.post(entry["postings"], kind, number)
        self.words.take(entry, number)
        self.witnesses.take(entry, number)
        self.post(entry["postings"], kind, number)
        holds, last = kind, LAST.get(kind, kind)
        if kind == "fact" and WORD.fullmatch(operation):
            self.words.take_fact(number, operation, body["value"])
            holds, last = "word", "fact/approvals"
        elif kind == "fact" and SEEN.fullmatch(operation):
            self.witnesses.take_fact(number, operation, body["value"], entry["at"])
            holds, last = "note", "fact/witnessed"
        elif kind == "decision" and SEEN.fullmatch(operation):
            self.witnesses.take_decision(number, operation, body)
            holds = "decision:witnessed"
        elif kind == "fact":
            holds, last = self.take_fact(number, **body), "fact/" + body["name"]
        elif kind == "input":
            if body["file"] in self.files:
                raise ValueError("sealed before: " + body["file"])
            self.files[body["file"]] = number, body["sha256"], body["rows"]
            is_statement = re.fullmatch(STATEMENT, body["file"])
            holds = "input:" + ("statement" if is_statement
                                else re.fullmatch(r"inputs/([a-z]+)\.csv", body["file"])[1])
            last = "input/" + body["file"]
        elif kind == "decision":
            holds += ":" + body.get("decision", body.get("event"))
            last = body["decision"] if operation == "book" else last
            self.take_decision(number, body.get("decision"), body, entry["postings"])
        elif kind in ("break", "resolution"):
            own = body["break"] if kind == "resolution" else (
                self.shapes[operation].count("break") + 1)
            last = f"{kind}/{own}"
        elif "part" in body:
            last = f"{kind}/{body['part']}"
            if kind in PARTS[1:] and operation != "strategic":
                last = f"{body['tranche']}/{last}"
        compare("otherID", number, entry["id"], f"{operation}/{last}")
        members = KINDS[kind] or DECIDED.get(body.get("decision", body.get("event")))
        if members or kind == "settlement":
            compare("otherMembers", number, " ".join(sorted(body)), members)
        if kind in PARTS[:-1]:
            path = f"receivable:{body['tranche']}:"
            rows = sum(posting["account"].startswith(path) for posting in entry["postings"])
            compare("otherRows", number, body["accounts"], rows)
        if kind != "gate":
            self.shapes.setdefault(operation, []).append(holds)
        else:
            compare("operationNotClosed", number, body["closes"], operation)
            compare("otherGate", number, body["clear"],
                    SUSPENSION if operation == "suspension" else GATES.get(operation, []))
            for (_, account), amount in self.balances.items():
                if amount and below(account, body["clear"]):
                    find("gateNotClear", number, f"{account} holds {amount}", 0)
            self.closed.append(operation)
            self.open = None
        return None

    def check_actor(self, body, number):
        """Who recorded the operation: its first entry says it, no other says else."""
        actor = body.pop("by", None)
        if type(actor) is not str or not re.fullmatch(NAME, actor):
            find("actorMissing", number, actor, "a name in the body's member by")
        elif self.open and self.actor and actor != self.actor:
            find("actorChanges", number, actor, self.actor + ", as the operation began")
        if not self.open:
            self.actor = actor

    def take_fact(self, number, name, value):
        if name == "reveals":
            (party, value), = value.items()
            compare("factContradicted", number, value, self.reveals.setdefault(party, value))
            return "reveal:" + party
        compare("factContradicted", number, value, self.facts.setdefault(name, value))
        return "fact:" + name

    def take_decision(self, number, name, body, postings):
        if name in self.decisions and name != "reconciliation":
            find("decisionTwice", number, name, "each decision once")
        self.decisions[name] = number, body, postings
        if postings and name not in MOVING:
            find("postingNotExpected", number, postings, "none of " + str(name))

    def post(self, postings, kind, number):
        sums, low = {}, []
        for posting in postings:
            account, amount, unit = posting["account"], posting["amount"], posting["unit"]
            cash = unit == "CNY"
            if len(posting) != 3 or unit not in ("CNY", self.code):
                raise ValueError(f"the posting {posting}")
            units = int(amount.replace(".", ""))  # fen, or shares
            if not AMOUNT[cash].fullmatch(amount) or not 0 < abs(units) < 2**63:
                raise ValueError("the amount " + amount)
            key = unit, account
            if key not in self.accounts:
                is_charted = bool(CHART[cash].fullmatch(account))
                self.accounts[key] = (
                    is_charted, is_charted and not FLOORLESS[cash].fullmatch(account))
            is_charted, has_floor = self.accounts[key]
            if not is_charted:
                find("accountNotOnChart", number, account, "an account of the chart")
            if kind != "booking" and is_kept(account):
                find("postingNotExpected", number, f"{kind} to {account}", "one of a booking")
            sums[unit] = sums.get(unit, 0) + units
            self.balances[key] = held = self.balances.get(key, 0) + units
            if not -2**63 <= held < 2**63:
                find("overflow", number, f"{account} holds {held}", "64 bits")
            if units < 0 and held < 0 and has_floor:
                low.append(key)
            if kind == "allotment" and account.startswith(("allotted:", "receivable:")):
                what, tranche, name = account.split(":")
                own = (self.allotted if what == "allotted" else self.due).setdefault(tranche, {})
                own[name] = own.get(name, 0) + units
        if postings and kind in ("fact", "input", "confirmation", "gate", *RECORDS):
            find("postingNotExpected", number, f"{len(postings)} postings", "none of a " + kind)
        for key in dict.fromkeys(low):
            if self.balances[key] < 0:
                find("overdrawn", number, f"{key[1]} holds {self.balances[key]}", "0 or more")
        for unit, total in sums.items():
            compare("unbalancedEntry", number, f"{total} {unit}", f"0 {unit}")

    def total(self, unit, *paths):
        return sum(amount for (own, account), amount in self.balances.items()
                   if own == unit and below(account, paths))


def below(account, paths):
    return (account + ":").startswith(tuple(path + ":" for path in paths))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--trust", metavar="VKEY", action="append", default=[],
                        help="the signer that is demanded: a vkey, or a file that holds one")
    parser.add_argument("--json", action="store_true")
    call = parser.parse_args()
    path, trusted = os.path.join(call.folder, "journal.jsonl"), []
    if not os.path.isfile(path):
        parser.error("no journal: " + path)
    for text in call.trust:
        try:
            if os.path.isfile(text):
                with open(text, encoding="utf-8") as file:
                    text = file.readline().rstrip("\n")
            trusted.append(read_vkey(text))
        except UNREADABLE as error:
            parser.error(f"--trust: {error}")
    head, is_trusted = None, False
    try:
        *head, is_trusted = read_checkpoint(call.folder, trusted)
    except UNREADABLE as error:
        find("signatureInvalid", None, repr(error), "a signed checkpoint, and whose it is")
    journal = Journal(path, head and head[1], Records(call.folder, find))
    if head:
        origin, size, root = head
        if size > journal.size:
            find("journalShorterThanCheckpoint", None, journal.size, size)
        elif journal.signed_root != root:
            find("rootDiffers", None, journal.signed_root.hex(), root.hex())
        if size < journal.size:
            find("entriesPastCheckpoint", size, f"{journal.size} entries", f"{size} signed")
        if not re.fullmatch(f"[^/]+/{journal.code}", origin):
            find("originDiffers", None, origin, f"<signer>/{journal.code}")
    try:
        Decisions(call.folder, journal, find)
    except UNREADABLE as error:
        find("notRecomputable", 0, repr(error), "terms and rules in the first entry")
    try:
        journal.words.check(journal.closed)
    except UNREADABLE as error:
        find("malformedApprovals", 0, repr(error), "approvals as approvals.md says")
    try:
        own = read_vkey_file(call.folder, "vkey") if journal.witnesses.words else None
        journal.witnesses.check(own, head and head[0])
    except UNREADABLE as error:
        find("cosignatureInvalid", None, repr(error), "heads that witnesses cosigned")
    draws = [{"draw": own["draw"], "grade": own["grade"]}
             for _, body, _ in journal.decisions.values() for own in (body, body.get("draw"))
             if type(own) is dict and "draw" in own and "grade" in own]
    result = {"ok": not findings, "entries": journal.size, "root": journal.tree.root().hex(),
              "signer": "trusted" if is_trusted else "unproven",
              "clock": journal.opening.get("clock"), "draws": draws, "findings": findings}
    if call.json:
        print(json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    else:
        print(f"{result['entries']} entries, root {result['root']}, signer {result['signer']}, "
              f"clock {result['clock']}, draws: "
              + ", ".join(f"{own['draw']} {own['grade']}" for own in draws))
        for own in findings:
            print("- {entry}: {rule}: found {found}, expected {expected}".format(**own))
        print("sound" if not findings else f"UNSOUND: {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
