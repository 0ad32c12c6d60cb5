"""Makes a journal's decisions again from its own terms, rules and facts, and from the input files:
the clawback, the list, the draw and its winners, the offline allotment, its lock-up, the last sums.
Used by verify.py; written from the texts in this folder.
"""
import csv, hashlib, os, re
from fractions import Fraction
from math import ceil, floor

from approvals import WORD
from book import BookSteps
from draws import (DAY, METHODS, NAME, UNREADABLE, Applications, SealedSeed, canonical, digest_of,
                   draw_lowest, draw_ranked, draw_tails, hits)
from notes import sha
from placement import Placement
from records import RECORDED, STATEMENT
from witnesses import SEEN

GATES = {  # the operations in their order, and what must be clear when each closes
    "opening": [], "book": [], "price": [], "strategic": ["tranche:strategic"], "clawback": [], "freeze": [], "beacon": [],
    "draw": [], "allotment-online": ["tranche:online"], "allotment-offline": ["tranche"],
    "payment": [], "abandonment": [], "offline-lock": [], "escrow": [],
    "proceeds": ["escrow", "proceeds", "receivable", "tranche"], "issuer-costs": [],
    "registration": ["allotted", "tranche"],
    "listing": ["allotted", "escrow", "proceeds", "receivable", "tranche"]}
SHAPES = {  # the entries of an operation before its gate: kind, or kind:name of what it holds
    "opening": "opening ",
    "book": "input:bids (input:bidders )?decision:screening decision:elimination "
            "decision:four-numbers ", "price": "fact:price decision:price ",
    "strategic": "(fact:strategic_final )?(input:strategic )?decision:strategic-shortfall "
                 "(allotment )*(payment )*",
    "clawback": "(fact:(online|offline) )*(input:(applications|bids) )*decision:clawback ",
    "freeze": "(input:(applications|bids) )*decision:freeze ",
    "beacon": "fact:missing_reveals fact:beacon ", "draw": "(fact:announced_tails )?decision:draw ",
    "allotment-online": "(allotment )*",
    "allotment-offline": "(input:bids )?decision:offline-allotment (allotment )*",
    "payment": "(input:payments )?(payment )*",
    "abandonment": "decision:minimum-paid (abandonment )*",
    "offline-lock": "(fact:locked_accounts )?decision:offline-lock ", "escrow": "(settlement )*",
    "proceeds": "(refund )*(settlement )*", "issuer-costs": "(settlement )*",
    "registration": "(fact:listing_day )?(input:holders )?(registration )*",
    "listing": "decision:listing ", "suspension": "decision:suspension (void )*"}
FORMS = {WORD.pattern: "word ", SEEN.pattern: "note decision:witnessed ", f"confirmation-(proceeds|registration|release-{DAY})": "confirmation ",
         f"release-{DAY}": "(release )*", f"reveal-{NAME}": "reveal:<party> ",
         "reconciliation-[1-9][0-9]*":
             "(input:statement )*decision:reconciliation (break )*(resolution )*",
         "explanation-[1-9][0-9]*": "explanation "}


# ---- the decisions, made again from terms, rules, facts and files ----

def percent(text):
    return Fraction(text) / 100


def half_up(value, places=0):
    digits = str(floor(value * 10**places + Fraction(1, 2))).zfill(places + 1)
    return digits[:-places] + "." + digits[-places:] if places else digits


class Decisions(BookSteps):
    """`find(rule, entry, found, expected)` is told whatever does not come out as recorded."""
    def __init__(self, folder, journal, find):
        self.folder, self.log, self.find = folder, journal, find
        self.terms = journal.opening["terms"]
        rules = journal.opening["rulebook"]["rules"]
        self.rules, self.list = {key: rule["value"] for key, rule in rules.items()}, None
        self.seed, self.lines, lottery = None, None, self.terms["lottery"]
        source = lottery["seed"] if type(lottery["seed"]) is dict else {lottery["seed"]: None}
        (kind, value), = source.items()
        if (kind not in ("ceremony", "bare", "sealed") or lottery["method"] not in METHODS
                or set(lottery) != {"first_number", "method", "seed"}):
            raise ValueError(f"the lottery {lottery}")
        if kind == "bare" and not re.fullmatch("[0-9a-f]{64}", value):
            raise ValueError("the seed " + value)
        self.bare = value if kind == "bare" else None
        self.sealed = SealedSeed(value, journal.code, find) if kind == "sealed" else None
        self.issue = {key: Fraction(value) for key, value in self.terms["shares"].items()}
        self.book, self.is_inquired = None, "inquiry" in self.terms
        self.price = self.price_of_issue()
        self.lot = int(self.rules["online.lot"])
        self.agreed = self.issue["offline_locked_percent"] / 100
        self.base = self.issue["total"] - int(journal.facts.get("strategic_final", 0))
        checks = {"opening": self.files_and_order, "book": self.check_book,
                  "price": self.check_price, "strategic": self.strategic,
                  "clawback": self.clawback, "freeze": self.freeze, "beacon": self.beacon,
                  "draw": self.draw, "allotment-offline": self.allot_offline,
                  "offline-lock": self.lock_offline, "proceeds": self.identity}
        for operation, check in checks.items():
            try:
                if operation in journal.closed:
                    check()
            except UNREADABLE as error:
                self.find("notRecomputable", None, f"{operation}: {error!r}",
                          "what leads to the record")

    def compare(self, rule, entry, found, expected):
        if found != expected:
            self.find(rule, entry, found, expected)

    def compare_body(self, decision, expected):
        """All members of a decision; the reason, which is for people, may be any text."""
        number, body, _ = self.log.decisions[decision]
        for key in sorted({*body, *expected} - {"decision", "reason"}):
            if key not in body or key not in expected or body[key] != expected[key]:
                self.find("decisionDiffers", number, f"{key} {body.get(key, 'left out')}",
                          f"{key} {expected.get(key, 'left out')}")

    def compare_allotted(self, tranche, expected):
        """What each account was allotted and owes, against what it should be."""
        fee = 0 if tranche == "online" else percent(self.terms["fees"]["brokerage_percent"])
        shares, due = (own.get(tranche, {}) for own in (self.log.allotted, self.log.due))
        for name in sorted({*expected, *shares, *due}):
            amount = expected.get(name, 0) * self.price
            self.compare("allotmentDiffers", None,
                    f"{tranche} {name} {shares.get(name, 0)} shares, {due.get(name, 0)} fen",
                    f"{tranche} {name} {expected.get(name, 0)} shares, "
                    f"{amount + int(half_up(amount * fee))} fen")

    def compare_totals(self, tranche, accounts, shares):
        stated = self.log.facts.get(tranche, {})
        for key, found in ("accounts", accounts), ("shares", shares):
            self.compare("publishedTotalDiffers", None, f"{tranche} {key} {found}",
                         f"{tranche} {key} {stated.get(key, found)}")

    def rows(self, name, *columns):
        """The rows of a CSV file with these columns, in this order; `paid_at` may be missing."""
        count = 0
        path = os.path.join(self.folder, "inputs", name)
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader)
            places = [len(header) if column == "paid_at" and column not in header
                      else header.index(column) for column in columns]
            for row in reader:
                if len(row) != len(header):
                    raise ValueError(f"{name} line {reader.line_num}: {len(row)} fields")
                count += 1
                yield [[*row, ""][place] for place in places]
        number, _, sealed = self.log.files.get("inputs/" + name, (None, None, count))
        self.compare("sealedInputChanged", number, f"{name}: {count} rows",
                     f"{name}: {sealed} rows")

    def files_and_order(self):
        for name, (number, digest, _) in self.log.files.items():
            if not re.fullmatch(rf"inputs/[a-z]+\.csv|{STATEMENT}", name):
                raise ValueError(name)
            found = hashlib.sha256()
            try:
                with open(os.path.join(self.folder, name), "rb") as file:
                    for block in iter(lambda: file.read(1 << 20), b""):
                        found.update(block)
                found = found.hexdigest()
            except OSError as error:
                found = error.strerror
            self.compare("sealedInputChanged", number, f"{name} {found}", f"{name} {digest}")
        for operation in self.log.closed:
            shape = "".join(holds + " " for holds in self.log.shapes.get(operation, ()))
            expected = SHAPES.get(operation, "no such operation")
            for form, entries in FORMS.items():
                if re.fullmatch(form, operation):
                    expected = entries.replace("<party>", re.escape(operation[7:]))
            if not re.fullmatch(expected, shape):
                self.find("wrongOrder", None, f"{operation}: {shape[:200]}", expected)
        _, moved, _ = self.log.decisions.get("clawback", (0, {"offline": "", "winners": "0"}, []))
        self.lock = self.rules["offline.lock"]
        self.is_lock_drawn = (self.lock["kind"] == "account-lottery" and not self.agreed
                              and moved["offline"] != "0")
        found = [name for name in self.log.closed
                 if not any(own.fullmatch(name) for own in (RECORDED, WORD, SEEN))
                 and not name.startswith(("confirmation-", "release-"))]
        reveals = [name for name in found if name.startswith("reveal-")]
        self.is_sealed = bool(self.sealed and (moved["winners"] != "0" or self.is_lock_drawn))
        reveals = reveals if self.is_sealed else []
        expected = [name for name in GATES if (name != "beacon" or self.is_sealed) and (
            moved["offline"] != "0" or name not in ("allotment-offline", "offline-lock"))
            and (name not in ("book", "price") or self.is_inquired)]
        place, self.passage = expected.index("freeze") + 1, found[:]
        expected[place:place] = reveals
        if found[-1] == "suspension" and found[-2] in ("book", "price", "clawback", "payment"):
            found.pop()
        self.compare("wrongOrder", None, found, expected[:len(found)])

    def strategic(self):
        is_placed = self.base < self.issue["total"]
        placed = list(self.rows("strategic.csv", "account", "category", "shares", "paid",
                                "paid_at")) if is_placed else []
        self.compare_allotted("strategic", {row[0]: int(row[2]) for row in placed})
        rulebook = self.log.opening["rulebook"]
        for fault in Placement(self.terms, rulebook, placed, self.price).faults():
            self.find(fault[0], self.log.decisions["strategic-shortfall"][0], *fault[1:])
        shortfall = self.base - self.issue["total"] + self.issue["strategic"]
        self.compare_body("strategic-shortfall", {
            "initial": str(self.issue["strategic"]), "to_offline": str(shortfall),
            "final": str(self.issue["strategic"] - shortfall)})

    def clawback(self):
        facts, lot = self.log.facts, int(self.rules["clawback.lot"])
        before, total = self.issue["online"], self.issue["total"]
        offline = self.issue["offline"] + self.issue["strategic"] - (total - self.base)
        if "online" in facts:
            applied = int(facts["online"]["shares"])
        else:
            applied = self.applications().count * self.lot
        demand = facts.get("offline", {}).get("shares")
        if demand is None and os.path.exists(os.path.join(self.folder, "inputs", "bids.csv")):
            demand = sum(bid[2] for bid in self.effective_bids())
        short, move, base, band = before - applied, 0, self.base, "none"
        room = demand if demand is not None or offline else 0
        suspended = room is not None and int(room) < offline + max(short, 0)
        if short > 0:
            move, band = (0 if suspended else -short), "short"
        elif not suspended and offline:
            for rule in self.rules["clawback.bands"]:
                if applied <= int(rule["above"]) * before:
                    continue
                if "up_to" in rule and applied > int(rule["up_to"]) * before:
                    continue
                # s is the agreed locked part of final offline shares: the move depends on itself.
                s = self.agreed
                if "percent" in rule:
                    p = percent(rule["percent"])
                    move = ceil(max(0, p * (base - s * offline) / (1 - p * s)) / lot) * lot
                else:
                    u = 1 - percent(rule["offline_left_percent"])
                    move = max(0, ceil(u * base * (1 - s) / (1 - u * s) / lot) * lot - before)
                band, move = rule["label"], min(move, floor(offline / lot) * lot)
                base -= floor(s * (offline - move))
                break
        online, offline_final = before + move, offline - move
        is_drawn = applied > online and not suspended
        self.lots = online // self.lot if is_drawn else 0
        rate = online / applied if is_drawn else Fraction(1)
        self.offline_final = int(offline_final)
        self.compare_body("clawback", {
            "band": band, "base": str(base), "clawback": str(move), "online": str(online),
            "offline": str(offline_final), "online_before": str(before), "winners": str(self.lots),
            "offline_before": str(offline), "online_applied": str(applied),
            "offline_applied": None if demand is None else str(demand),
            "multiple": half_up(applied / before, int(self.rules["print.multiple_decimals"])),
            "win_rate": half_up(rate * 100, int(self.rules["print.rate_decimals"]))})
        number, body, postings = self.log.decisions["clawback"]
        moved = {posting["account"]: posting["amount"] for posting in postings}
        self.compare("decisionDiffers", number, moved,
                {"tranche:offline": str(-move), "tranche:online": str(move)} if move else {})
        rule = "offlineUndersubscribed" if suspended and int(room) < offline else (
            "onlineShortageNotAbsorbed" if suspended else None)
        self.check_end("clawback", rule)

    def applications(self):
        if not self.list:
            cap = self.issue["online"] // int(self.rules["online.cap_divisor"])
            cap = max(cap // self.lot * self.lot, self.lot)
            cap = min(cap, int(self.rules["online.cap_maximum"]))
            name = "inputs/applications.csv"
            self.list = Applications(os.path.join(self.folder, name), self.lot, cap)
            number, _, sealed = self.log.files[name]
            self.compare("sealedInputChanged", number, f"{name}: {self.list.accounts} rows",
                         f"{name}: {sealed} rows")
        return self.list

    def freeze(self):
        rows = self.applications()
        shares = str(rows.count * self.lot)
        expected = {"draw": "online", "applications": rows.root.hex(), "accounts": rows.accounts,
                    "first": self.terms["lottery"]["first_number"], "count": str(rows.count),
                    "shares": shares}
        if self.sealed:
            terms = self.sealed.draw_terms(self.terms, self.lot)
            self.terms_hash = sha(canonical(terms).encode()).hex()
            expected.update(terms=terms, terms_sha256=self.terms_hash)
        self.compare_body("freeze", expected)
        self.compare_totals("online", rows.accounts, shares)
        if self.sealed:
            self.sealed.check_reveals(self.log.reveals)
            if "announced_tails" in self.log.facts:
                self.find("announcedTailsWithCommitments", None, "announced tails", "none")
            if "locked_accounts" in self.log.facts:
                self.find("lockedAccountsWithCommitments", None, "locked accounts", "none")

    def beacon(self):
        if self.is_sealed:
            facts = self.log.facts
            self.sealed.complete(self.log.reveals, facts["missing_reveals"], facts["beacon"])

    def draw(self):
        rows, method = self.applications(), self.terms["lottery"]["method"]
        first, lots, count = int(self.terms["lottery"]["first_number"]), self.lots, rows.count
        expected = {"draw": "online", "first": str(first), "count": str(count),
                    "lot": str(self.lot), "winners": str(lots or count), "grade": "none"}
        fact, offsets, self.seed = dict(self.log.facts.get("announced_tails", {})), None, self.bare
        if self.is_sealed:
            text = self.sealed.text(
                f"terms {self.terms_hash}", f"numbers {first} {count}", f"winners {lots or count}",
                f"method {method}", f"applications {rows.root.hex()}")
            self.seed = sha(text.encode()).hex()
            expected.update(seed=self.seed, seed_text=text)
        if fact and not method.startswith("tail-numbers"):
            self.find("announcedTailsByAnotherMethod", None, "announced tails", method)
        elif lots and fact:
            fact.pop("source", None)
            tails = [tail for group in fact.values() for tail in group]
            for tail in tails:
                if any(tail[-k:] in tails for k in range(1, len(tail))) or tails.count(tail) > 1:
                    raise ValueError("overlapping tail " + tail)
            won_lots = sum(len(hits(tail, first, count)) for tail in tails)
            self.compare("wrongWinnerCount", None, won_lots, lots)
            expected.update(grade="announced", tails=fact)
        elif lots:
            if not self.seed:
                raise ValueError("nothing to draw by: no seed and no announced tails")
            expected.update(grade="unwitnessed" if self.sealed else "demonstration", seed=self.seed)
            if method.startswith("tail-numbers"):
                expected["tails"] = draw_tails(first, count, lots, method[-3:], self.seed)
            else:
                draw = draw_ranked if method == "ranked" else draw_lowest
                numbers = draw(first, count, lots, self.seed)
                expected["numbers_sha256"] = digest_of(numbers)
                offsets = sorted(number - first for number in numbers)
        if "tails" in expected:
            offsets = sorted(offset for group in expected["tails"].values() for tail in group
                             for offset in hits(tail, first, count))
        self.compare_body("draw", expected)
        if "allotment-online" in self.log.closed:
            won = rows.holders(offsets)
            self.compare_allotted("online", {name: own * self.lot for name, own in won.items()})

    def allot_offline(self):
        number, body, _ = self.log.decisions["offline-allotment"]
        bids, classes = self.effective_bids(), body["classes"]
        self.compare_totals("offline", len(bids), str(sum(bid[2] for bid in bids)))
        tiers = [tier["class"] for tier in self.terms["lock_tiers"]]
        groups = {bid[1] for bid in bids}
        names = [name for name in tiers or self.rules["offline.classes"] if name in groups]
        ratio = {own["class"]: Fraction(own["ratio"]) for own in classes}
        self.compare("decisionDiffers", number, list(ratio), names)
        if list(ratio.values()) != sorted(ratio.values(), reverse=True):
            self.find("classRatioInverted", number, body["classes"], "ratios that never rise")
        lines = [[bid[0], bid[1], floor(ratio[bid[1]] * bid[2])] for bid in bids]
        odd = self.offline_final - sum(line[2] for line in lines)
        # Odd shares: the largest bids of the first class, as far as each has room; then the next.
        order = sorted((names.index(bid[1]), -bid[2], bid[3], bid[4], place)
                       for place, bid in enumerate(bids))
        left, first_account = odd, None
        for *_, place in order:
            added = min(left, bids[place][2] - lines[place][2])
            if added > 0:
                lines[place][2], left = lines[place][2] + added, left - added
                first_account = first_account or lines[place][0]
        self.lines, expected = lines, []
        for name in ratio:
            own = [(bid[2], line[2]) for bid, line in zip(bids, lines) if line[1] == name]
            applied, allotted = (str(sum(column)) for column in zip(*own))
            expected.append({"class": name, "accounts": len(own), "applied": applied,
                             "allotted": allotted, "ratio": str(ratio[name].numerator) + "/"
                             + str(ratio[name].denominator)})
        self.compare_body("offline-allotment", {"classes": expected, "odd_shares": str(odd),
                          "odd_lot_account": first_account})
        self.compare_allotted("offline", {name: shares for name, _, shares in lines if shares})

    def lock_offline(self):
        rule, part, expected = self.lock, {}, {}
        if self.lines is None: raise ValueError("the offline allotment was not made again")
        if self.is_lock_drawn:
            candidates = [(name, shares) for name, group, shares in self.lines
                          if group in rule["classes"] and shares]
            winners = ceil(len(candidates) * percent(rule["percent"]))
            draw = {"draw": "offline-lock", "first": "1", "count": str(len(candidates)),
                    "winners": str(winners)}
            announced = self.log.facts.get("locked_accounts")
            if announced is not None:
                names = [name for name, _ in candidates]
                drawn = [names.index(name) + 1 for name in announced]
                self.compare("wrongLockedCount", None, [len(drawn), len(set(drawn))], [winners] * 2)
                draw.update(grade="announced")
            else:
                lines = "ipo-lottery/v1", f"offering {self.log.code}", "draw offline-lock"
                seed = sha("\n".join([*lines, f"seed {self.seed}\n"]).encode()).hex()
                drawn = draw_ranked(1, len(candidates), winners, seed)
                draw.update(method="ranked", seed=seed,
                            grade="unwitnessed" if self.sealed else "demonstration")
                frozen = self.log.decisions["freeze"][0]
                if self.sealed and self.log.files["inputs/bids.csv"][0] > frozen:
                    self.find("wrongOrder", frozen, "bids.csv sealed later", "before the freeze")
            locked = sum(candidates[number - 1][1] for number in drawn)
            expected["draw"] = {**draw, "numbers": [str(number) for number in drawn]}
        else:
            if rule["kind"] == "tiers" and not self.agreed:
                tiers = self.terms["lock_tiers"]
                part = {tier["class"]: percent(tier["percent"]) for tier in tiers}
            every = self.agreed or percent(rule.get("percent", 0))
            locked = sum(ceil(part.get(group, every) * shares) for _, group, shares in self.lines)
        self.compare_body("offline-lock", {**expected, "locked": str(locked)})

    def identity(self):
        gross = self.issue["total"] * self.price
        self.compare("identity", None, "{} fen".format(self.log.total(
            "CNY", "issuer", "underwriter:fee", "underwriter:vat", "fees", "tax")), f"{gross} fen")
        if "registration" in self.log.closed:
            self.compare("identity", None, f"{self.log.total(self.log.code, 'register')} shares",
                    f"{self.issue['total'] + self.issue['pre_ipo']} shares")
