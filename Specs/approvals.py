"""The gates that two people open: their signed words, and that these are of what was recorded.
Used by verify.py; written from approvals.md.
"""
import hashlib, re

from draws import DAY, NAME, UNREADABLE, canonical
from notes import is_signed, key_id, read_vkey, unbase64

GATE = f"price|clawback|draw|proceeds|release-{DAY}"
WORD = re.compile(f"(proposal|approval)-({GATE})-([1-9][0-9]{{0,3}})")
BESIDE = re.compile("(booking|reconciliation|explanation|confirmation|release)-.*")
ROLES = {"proposal": "proposed", "approval": "approved"}


class Words:
    """What was said at gates, and the digests of the operations behind them."""
    def __init__(self, find):
        self.find, self.words, self.digests, self.begin = find, {}, {}, {}
        self.terms, self.code, self.guarded = None, None, {}

    def open(self, terms):
        """Reads who may approve, and which operations stand behind which gate."""
        self.terms, self.code = terms.get("approvals"), terms["code"]
        if not self.terms:
            return
        gates, people = self.terms["gates"], self.terms["people"]
        self.keys = {name: read_vkey(text) for name, text in people.items()}
        if (len(self.keys) < 2 or not gates or len(set(gates)) < len(gates)
                or not all(re.fullmatch("price|clawback|draw|proceeds|release", own) for own in gates)
                or any(own != name or not re.fullmatch(NAME, name)
                       for name, (own, _) in self.keys.items())
                or len({key for _, key in self.keys.values()}) < len(self.keys)):
            raise ValueError(f"approvals {self.terms}")
        seed = terms["lottery"]["seed"]
        drawn = "freeze" if type(seed) is dict and "sealed" in seed else "draw"
        priced = "price" if "inquiry" in terms else "opening"
        for gate, operation in ("price", priced), ("draw", drawn):
            self.guarded[operation] = gate
        self.guarded.update({gate: gate for gate in ("clawback", "proceeds")})

    def gate(self, operation):
        gate = operation if re.fullmatch(f"release-{DAY}", operation) else (
            self.guarded.get(operation))
        return gate if gate and gate.split("-")[0] in self.terms["gates"] else None

    def take(self, entry, number):
        """An entry without who recorded it."""
        operation = entry["id"].split("/")[0]
        self.begin.setdefault(operation, number)
        if self.terms and self.gate(operation):
            own = {key: entry[key] for key in ("body", "id", "kind", "postings")}
            if operation == "opening":
                own["body"] = {key: value for key, value in own["body"].items() if key != "clock"}
            line = canonical(own) + "\n"
            self.digests.setdefault(operation, hashlib.sha256()).update(line.encode())

    def take_fact(self, number, operation, value):
        """A word; it has to be the one that its operation names."""
        kind, gate, turn = WORD.fullmatch(operation).groups()
        ((name, rounds),), = [value.items()]
        ((own, roles),), = [rounds.items()]
        ((role, word),), = [roles.items()]
        if (name, own, role) != (gate, turn, ROLES[kind]) or not (
                {"by", "sha256", "signature"} <= set(word)
                <= {"by", "sha256", "signature", "because"}):
            raise ValueError(f"the word {value}")
        self.words[gate, int(turn), role] = number, word

    def check(self, closed):
        if self.words and not self.terms:
            return self.find("gateNotInTerms", None, "words at gates", "none")
        if not self.terms:
            return None
        for (gate, turn, role), (number, word) in self.words.items():
            fault = self.fault(gate, turn, role, number, word)
            if fault:
                self.find(fault, number, f"{word['by']} {role} {gate} {turn}", "as approvals.md says")
        self.check_places([name for name in closed if not BESIDE.fullmatch(name)])
        following = [name for name in closed[1:] if not re.match("(proposal|approval)-price-", name)]
        for operation, digest in self.digests.items():
            gate, limit = self.gate(operation), self.begin[operation]
            if operation == "opening":
                if not following:
                    continue
                limit = self.begin[following[0]]
            before = [(turn, role, word) for (own, turn, role), (number, word)
                      in self.words.items() if own == gate and number < limit]
            turn, role, word = max(before, key=lambda own: (own[0], own[1] == "proposed" and 1 or 2),
                                   default=(0, None, None))
            if role != "approved":
                self.find("approvalMissing", self.begin[operation], operation, "an approval in time")
            elif word["sha256"] != digest.hexdigest():
                self.find("approvalOfAnother", self.begin[operation],
                          f"{operation} {digest.hexdigest()}", word["sha256"])

    def check_places(self, closed):
        """Words stand directly before what they are of; of the opening, directly behind it."""
        for place, name in enumerate(closed):
            word = WORD.fullmatch(name)
            if not word or word[2].startswith("release-"):
                continue
            before, after = ([own for own in part if not WORD.fullmatch(own)]
                             for part in (closed[:place], closed[place:]))
            if word[2] == self.guarded.get("opening"):
                is_there = before == ["opening"]
            else:
                is_there = not after or self.guarded.get(after[0]) == word[2]
            if not is_there:
                self.find("wrongOrder", self.begin[name], f"{name} behind {before[-1:]}",
                          "a word beside what it is of")

    def fault(self, gate, turn, role, number, word):
        if gate.split("-")[0] not in self.terms["gates"]:
            return "gateNotInTerms"
        if word["by"] not in self.keys:
            return "notAnApprover"
        if not self.is_signed(gate, turn, role, word):
            return "approvalSignatureInvalid"
        before = self.words.get((gate, turn - 1, "proposed"), (None, None))[1]
        proposal_number, proposal = self.words.get((gate, turn, "proposed"), (None, None))
        if (turn > 1 and not before) or not proposal or (proposal_number > number):
            return "approvalWithoutProposal"
        if role == "proposed":
            return before and before["sha256"] == word["sha256"] and "proposalTwice"
        if proposal["by"] == word["by"]:
            return "approverIsProposer"
        return proposal["sha256"] != word["sha256"] and "approvalOfAnother"

    def is_signed(self, gate, turn, role, word):
        name, key = self.keys[word["by"]]
        lines = ["ipo-approval/v1", f"offering {self.code}", f"gate {gate}", f"round {turn}",
                 f"role {role}", f"sha256 {word['sha256']}", f"by {name}"]
        lines += [f"because {word['because']}"] if "because" in word else []
        try:
            data = unbase64(word["signature"])
            return data[:4] == key_id(name, key) and is_signed(
                key, "".join(line + "\n" for line in lines).encode(), data[4:])
        except UNREADABLE:
            return False
