#!/usr/bin/env python3
"""Checks an offering's folder from its files alone: python3 verify.py DIR [--trust VKEY] [--json]

Written from the texts in this folder; shares nothing with the program that writes the journal.
This file checks the journal; remake.py makes its decisions again.
Exit 0: sound. Exit 1: unsound, each finding is printed. Exit 2: the call is wrong.
"""
import argparse, base64, hashlib, json, os, re, sys
from datetime import datetime

from remake import DAY, GATES, NAME, UNREADABLE, Decisions, sha

PART = "(strategic|offline|online)"
CHART = {  # by unit: is it cash?
    True: re.compile(f"issuer|investor:{NAME}|receivable:{PART}:{NAME}|escrow:{PART}|proceeds|"
                     f"underwriter(:fee|:vat|:brokerage)?|fees:{NAME}|tax:stamp-duty"),
    False: re.compile(f"issuer|tranche:{PART}|allotted:{PART}:{NAME}|underwriter|"
                      f"register:{NAME}:(free|locked:{DAY})")}
AMOUNT = {True: re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]{2}"), False: re.compile("-?(0|[1-9][0-9]*)")}
MEMBERS = {"at": str, "body": dict, "id": str, "kind": str, "postings": list, "prev": str,
           "seq": int}
KINDS = set("opening fact input decision allotment payment abandonment refund settlement void "
            "registration release confirmation gate".split())
SUSPENSION = ["allotted", "escrow", "investor", "issuer", "receivable", "tranche"]
findings = []


def find(rule, entry, found, expected):
    findings.append({"entry": entry, "rule": rule, "found": str(found), "expected": str(expected)})


def compare(rule, entry, found, expected):
    if found != expected:
        find(rule, entry, found, expected)


# ---- hashes and signatures: RFC 6962, Ed25519 by RFC 8032, C2SP signed note ----

def tree_root(peaks):
    """Of the roots of the complete subtrees, largest first."""
    root = peaks[-1] if peaks else sha(b"")
    for left in reversed(peaks[:-1]):
        root = sha(b"\1" + left + root)
    return root


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


def unbase64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("not canonical base64")
    return data


def key_id(name, key):
    return sha(name.encode() + b"\n\1" + key)[:4]


def read_vkey(text):
    name, number, data = text.split("+", 2)
    data = unbase64(data)
    if len(data) != 33 or data[0] != 1 or number != key_id(name, data[1:]).hex():
        raise ValueError("not a vkey: " + text)
    return name, data[1:]


def read_checkpoint(folder, trusted):
    """Origin, size and root of the signed head; and whether a demanded key signed it."""
    with open(os.path.join(folder, "checkpoint"), "rb") as file:
        text, _, signatures = file.read().decode().rpartition("\n\n")
    origin, size, root, *extensions = text.split("\n")
    if not re.fullmatch("0|[1-9][0-9]*", size) or "" in extensions or signatures[-1:] != "\n":
        raise ValueError("not a checkpoint")
    keys = trusted
    if not keys:
        with open(os.path.join(folder, "vkey"), encoding="utf-8") as file:
            keys = [read_vkey(file.readline().rstrip("\n"))]
            compare("originDiffers", None, origin, keys[0][0])
    # A demanded key may bear the signer's name alone; on the note its name is the origin.
    keys = [key for name, key in keys if origin in (name, f"{name}/{origin.split('/')[-1]}")]
    valid = []
    for line in signatures[:-1].split("\n"):
        dash, name, data = line.split(" ")
        data = unbase64(data)
        if dash != "\u2014" or len(data) < 5:
            raise ValueError("not a signature line")
        valid += [is_signed(key, (text + "\n").encode(), data[4:]) for key in keys
                  if name == origin and data[:4] == key_id(origin, key)]
    if not valid or not all(valid):
        find("untrustedSigner" if trusted else "signatureInvalid", None,
             "no valid signature by the demanded key", "one on the checkpoint of " + origin)
    return origin, int(size), unbase64(root), bool(trusted and valid and all(valid))


# ---- the journal: lines, chain, sums, chart, operations, gates ----

def refuse(text):
    raise ValueError("no exact integer: " + text)


def integer(text):
    return int(text) if abs(int(text)) < 2**53 else refuse(text)


class Journal:
    def __init__(self, path, signed_size):
        self.size, self.peaks, self.leaf, self.at, self.code = 0, [], bytes(32), "", None
        self.ids, self.open, self.closed, self.balances = set(), None, [], {}
        self.opening, self.facts, self.files, self.decisions = {}, {}, {}, {}
        self.allotted, self.due = {}, {}  # by tranche, by account: shares; fen
        self.signed_root = tree_root([]) if signed_size == 0 else None
        with open(path, "rb") as file:
            for line in file:
                if line[-1:] != b"\n":
                    find("truncatedLastLine", self.size, "no line end", "LF")
                    break
                self.take(line[:-1])
                if self.size == signed_size:
                    self.signed_root = tree_root(self.peaks)
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
            entry = json.loads(text, parse_float=refuse, parse_constant=refuse, parse_int=integer)
            # Python sorts keys by code point, RFC 8785 by UTF-16 unit: for ASCII keys the same.
            # Of a key that stands twice only one is read, so the text can't come out the same.
            if json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")) != text:
                raise ValueError("not RFC 8785 canonical JSON")
            if {key: type(value) for key, value in entry.items()} != MEMBERS:
                raise ValueError("other members or types")
            if entry["kind"] not in KINDS or len(entry["at"]) != 20:
                raise ValueError(f"kind {entry['kind']} at {entry['at']}")
            datetime.strptime(entry["at"], "%Y-%m-%dT%H:%M:%SZ")
            self.check(entry, self.size)
        except UNREADABLE as error:
            find("malformedEntry", self.size, repr(error), "an entry as journal.md says")
        self.leaf = sha(b"\0" + line)
        self.size += 1
        self.peaks.append(self.leaf)
        for _ in range((self.size & -self.size).bit_length() - 1):
            right, left = self.peaks.pop(), self.peaks.pop()
            self.peaks.append(sha(b"\1" + left + right))

    def check(self, entry, number):
        body, kind, operation = entry["body"], entry["kind"], entry["id"].split("/")[0]
        compare("wrongSequence", number, entry["seq"], number)
        compare("brokenChain", number, entry["prev"], self.leaf.hex())
        if entry["at"] < self.at:
            find("clockWentBack", number, entry["at"], "not before " + self.at)
        if entry["id"] in self.ids:
            find("duplicateEntryID", number, entry["id"], "each id once")
        if number == 0:
            self.opening, self.code = body, body["terms"]["code"]
            compare("noOpening", 0, [kind, body["format"]], ["opening", "ipo-journal/1"])
        if operation != (self.open or operation) or operation in self.closed:
            find("operationNotClosed", number, operation, self.open or "no closed operation again")
        self.at, self.open = entry["at"], operation
        self.ids.add(entry["id"])
        self.post(entry["postings"], kind, number)
        if kind == "fact":
            self.facts.setdefault(body["name"], body["value"])
            compare("factContradicted", number, body["value"], self.facts[body["name"]])
        elif kind == "input":
            self.files[body["file"]] = number, body["sha256"], body["rows"]
        elif kind == "decision" and "decision" in body:
            if body["decision"] in self.decisions:
                find("decisionTwice", number, body["decision"], "each decision once")
            self.decisions[body["decision"]] = number, body, entry["postings"]
        elif kind == "gate":
            compare("operationNotClosed", number, body["closes"], operation)
            compare("otherGate", number, body["clear"],
                    SUSPENSION if operation == "suspension" else GATES.get(operation, []))
            for (_, account), amount in self.balances.items():
                if amount and below(account, body["clear"]):
                    find("gateNotClear", number, f"{account} holds {amount}", 0)
            self.closed.append(operation)
            self.open = None

    def post(self, postings, kind, number):
        sums = {}
        for posting in postings:
            account, amount, unit = posting["account"], posting["amount"], posting["unit"]
            cash = unit == "CNY"
            if len(posting) != 3 or unit not in ("CNY", self.code):
                raise ValueError(f"the posting {posting}")
            units = int(amount.replace(".", ""))  # fen, or shares
            if not AMOUNT[cash].fullmatch(amount) or not 0 < abs(units) < 2**63:
                raise ValueError("the amount " + amount)
            if not CHART[cash].fullmatch(account):
                find("accountNotOnChart", number, account, "an account of the chart")
            sums[unit] = sums.get(unit, 0) + units
            self.balances[unit, account] = self.balances.get((unit, account), 0) + units
            if kind == "allotment" and account.startswith(("allotted:", "receivable:")):
                what, tranche, name = account.split(":")
                own = (self.allotted if what == "allotted" else self.due).setdefault(tranche, {})
                own[name] = own.get(name, 0) + units
        for unit, total in sums.items():
            compare("unbalancedEntry", number, f"{total} {unit}", f"0 {unit}")

    def total(self, unit, *paths):
        return sum(amount for (own, account), amount in self.balances.items()
                   if own == unit and below(account, paths))


def below(account, paths):
    return any((account + ":").startswith(path + ":") for path in paths)


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
    journal = Journal(path, head and head[1])
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
    draws = [{"draw": own["draw"], "grade": own["grade"]}
             for _, body, _ in journal.decisions.values() for own in (body, body.get("draw"))
             if type(own) is dict and "draw" in own and "grade" in own]
    result = {"ok": not findings, "entries": journal.size, "root": tree_root(journal.peaks).hex(),
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
