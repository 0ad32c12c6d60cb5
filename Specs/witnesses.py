"""The gates that witnesses have to see: their quorum, their times, and that they saw this journal.
Used by verify.py; written from approvals.md.
"""
import base64, re
from datetime import datetime, timedelta, timezone

from draws import UNREADABLE
from notes import cosignatures, parse_note, read_cosigner, read_vkey, signers

GATES = ("freeze", "draw", "proceeds", "registration")
SEEN = re.compile("witness-(%s)" % "|".join(GATES))
BESIDE = re.compile("(reconciliation|explanation|proposal|approval|booking|witness)-.*")


class Policy:
    """A witness policy as the terms seal it: C2SP tlog-policy without comments."""
    def __init__(self, text):
        self.logs, self.keys, self.groups, self.quorum = [], {}, {}, None
        for line in text[:-1].split("\n"):
            word, *items = line.split(" ")
            if word == "log":
                self.logs.append(read_vkey(items[0]))
            elif word == "witness":
                self.keys[items[0]] = read_cosigner(items[1])
            elif word == "group":
                self.groups[items[0]] = int(items[1]), items[2:]
            elif word == "quorum" and self.quorum is None:
                self.quorum, = items
            else:
                raise ValueError(line)
        names = {*self.keys, *self.groups}
        if self.quorum not in names or len(names) < len(self.keys) + len(self.groups):
            raise ValueError("the quorum " + str(self.quorum))

    def is_met(self, seen, name=None):
        name = name or self.quorum
        if name in self.keys:
            return name in seen
        least, members = self.groups[name]
        return sum(self.is_met(seen, member) for member in members) >= least


def instant(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


class Witnesses:
    def __init__(self, find):
        self.find, self.policy, self.gates, self.is_fixed = find, None, (), False
        self.closed, self.words, self.bodies, self.roots, self.order = {}, {}, {}, {}, []

    def open(self, body):
        terms = body["terms"].get("witnessed")
        if terms:
            self.policy, self.gates = Policy(terms["policy"]), terms["gates"]
            self.is_fixed = body["clock"] == "fixed"
            if not self.gates or not set(self.gates) <= set(GATES):
                raise ValueError(f"witnessed {self.gates}")

    def take(self, entry, number):
        operation = entry["id"].split("/")[0]
        if operation not in [name for name, _ in self.order[-1:]]:
            self.order.append((operation, number))
        if operation in self.gates:
            self.closed[operation] = number, instant(entry["at"])

    def close(self, size, tree):
        """After every closed operation: the root, which a witness may have seen."""
        if self.policy:
            self.roots[size] = tree.root()

    def take_fact(self, number, operation, value, at):
        (gate, text), = value.items()
        if operation != "witness-" + gate:
            raise ValueError(f"{operation} of {gate}")
        self.words[gate] = number, instant(at), text

    def take_decision(self, number, operation, body):
        self.bodies[operation] = number, body

    def check(self, own, origin):
        """`own` is the key of the journal's heads, as (name, key)."""
        if self.words and not self.policy:
            self.find("witnessNotInTerms", None, sorted(self.words), "no witness")
        names = [name for name, _ in self.order]
        for gate in self.gates:
            if gate not in self.closed:
                continue
            if self.is_fixed:
                self.find("fixedClockAtWitnessedGate", self.closed[gate][0], "fixed", "system")
            rest = self.order[names.index(gate) + 1:]
            for name, number in rest:
                if name == "witness-" + gate:
                    break
                if not BESIDE.fullmatch(name):
                    self.find("witnessMissing", number, name, f"witness-{gate} before it")
                    break
            if gate in self.words:
                self.check_word(gate, own, origin)

    def check_word(self, gate, own, origin):
        number, at, text = self.words[gate]
        (closed, closed_at), policy = self.closed[gate], self.policy
        body, signatures = parse_note(text.encode())
        name, size, root = body[:-1].split("\n")[:3]
        size = int(size)
        if not closed < size <= number:
            return self.find("witnessedHeadDiffers", number, size, f"{closed + 1} to {number}")
        found = self.roots.get(size, b"")
        if base64.b64encode(found).decode() != root:
            self.find("witnessedRootDiffers", number, found.hex(), root)
        seen, times = {}, {}
        low, high = closed_at - timedelta(days=1), at + timedelta(minutes=10)
        for who, key in policy.keys.items():
            all_times = cosignatures(key, body, signatures)
            own_times = [moment for moment in all_times if low <= moment <= high]
            if own_times:
                seen[who] = min(all_times)
        logs = [key for key in policy.logs or [own] if key and key[0] == name]
        if name != origin or not signers(logs, body, signatures) or not policy.is_met(seen):
            self.find("quorumNotMet", number, f"{name} {sorted(seen)}", policy.quorum)
        expected = {
            "decision": "witnessed", "gate": gate, "origin": name, "entries": str(size),
            "root": base64.b64decode(root).hex(), "quorum": policy.quorum,
            "witnesses": [{"name": who, "time": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}
                          for who, moment in seen.items()]}
        place, told = self.bodies.get("witness-" + gate, (number, None))
        if told != expected:
            self.find("decisionDiffers", place, told, expected)
        return None
