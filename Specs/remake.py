"""Makes a journal's decisions again from its own terms, rules and facts, and from the input files:
the clawback, the draw and its winners, the offline allotment and its lock-up, and the last sums.
Used by verify.py; written from the texts in this folder.
"""
import csv, hashlib, os, re
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from math import ceil, floor

NAME, DAY = "[A-Za-z0-9._-]{1,64}", "[0-9]{4}-[0-9]{2}-[0-9]{2}"
GATES = {  # the operations in their order, and what must be clear when each closes
    "opening": [], "strategic": ["tranche:strategic"], "clawback": [], "draw": [],
    "allotment-online": ["tranche:online"], "allotment-offline": ["tranche"], "payment": [],
    "abandonment": [], "offline-lock": [], "escrow": [],
    "proceeds": ["escrow", "proceeds", "receivable", "tranche"], "issuer-costs": [],
    "registration": ["allotted", "tranche"],
    "listing": ["allotted", "escrow", "proceeds", "receivable", "tranche"]}
UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, IndexError, StopIteration,
              ArithmeticError, RecursionError, OSError, csv.Error)


def sha(data):
    return hashlib.sha256(data).digest()


# ---- the draws ----

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


def draw_ranked(count, winners, seed):
    generator, numbers, drawn = Generator(seed), list(range(1, count + 1)), []
    for _ in range(winners):
        index = generator.below(len(numbers))
        drawn.append(numbers[index])
        numbers[index] = numbers[-1]
        numbers.pop()
    return drawn


# ---- the decisions, made again from terms, rules, facts and files ----

def percent(text):
    return Fraction(text) / 100


def half_up(value, places=0):
    digits = str(floor(value * 10**places + Fraction(1, 2))).zfill(places + 1)
    return digits[:-places] + "." + digits[-places:] if places else digits


def time_of(text):
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone(timedelta(hours=8)))


class Decisions:
    """`find(rule, entry, found, expected)` is told whatever does not come out as recorded."""
    def __init__(self, folder, journal, find):
        self.folder, self.log, self.find = folder, journal, find
        self.terms = journal.opening["terms"]
        rules = journal.opening["rulebook"]["rules"]
        self.rules, self.list = {key: rule["value"] for key, rule in rules.items()}, None
        self.issue = {key: Fraction(value) for key, value in self.terms["shares"].items()}
        self.price = int(self.terms["price"].replace(".", ""))
        self.lot = int(self.rules["online.lot"])
        self.agreed = self.issue["offline_locked_percent"] / 100
        self.base = self.issue["total"] - int(journal.facts.get("strategic_final", 0))
        checks = {"opening": self.files_and_order, "strategic": self.strategic,
                  "clawback": self.clawback, "draw": self.draw,
                  "allotment-offline": self.allot_offline, "offline-lock": self.lock_offline,
                  "proceeds": self.identity}
        for operation, check in checks.items():
            try:
                if operation in journal.closed:
                    check()
            except UNREADABLE as error:
                self.find("notRecomputable", None, f"{operation}: {error!r}", "what leads to the record")

    def compare(self, rule, entry, found, expected):
        if found != expected:
            self.find(rule, entry, found, expected)

    def compare_body(self, decision, expected):
        number, body, _ = self.log.decisions[decision]
        for key, value in expected.items():
            if body.get(key) != value:
                self.find("decisionDiffers", number, f"{key} {body.get(key)}", f"{key} {value}")

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

    def rows(self, name, *columns):
        """The rows of a CSV file with these columns, in this order."""
        count = 0
        path = os.path.join(self.folder, "inputs", name)
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader)
            places = [header.index(column) for column in columns]
            for row in reader:
                if len(row) != len(header):
                    raise ValueError(f"{name} line {reader.line_num}: {len(row)} fields")
                count += 1
                yield [row[place] for place in places]
        number, _, sealed = self.log.files.get("inputs/" + name, (None, None, count))
        self.compare("sealedInputChanged", number, f"{name}: {count} rows", f"{name}: {sealed} rows")

    def effective_bids(self):
        return [(account, group, int(shares), time, int(sequence))
                for account, group, price, shares, time, sequence
                in self.rows("bids.csv", "account", "class", "price", "shares", "submitted_at",
                             "sequence") if Fraction(price) * 100 >= self.price]

    def files_and_order(self):
        for name, (number, digest, _) in self.log.files.items():
            if not re.fullmatch(r"inputs/[a-z]+\.csv", name):
                raise ValueError(name)
            found = hashlib.sha256()
            with open(os.path.join(self.folder, name), "rb") as file:
                for block in iter(lambda: file.read(1 << 20), b""):
                    found.update(block)
            self.compare("sealedInputChanged", number, f"{name} {found.hexdigest()}", f"{name} {digest}")
        found = [name for name in self.log.closed
                 if not re.fullmatch(f"confirmation-(proceeds|registration|release-{DAY})|release-{DAY}", name)]
        _, reallocation, _ = self.log.decisions.get("clawback", (0, {"offline": ""}, []))
        skipped = ("allotment-offline", "offline-lock") if reallocation["offline"] == "0" else ()
        expected = [name for name in GATES if name not in skipped]
        if found[3:] == ["suspension"] or found[-2:] == ["payment", "suspension"]:
            found.pop()
        self.compare("wrongOrder", None, found, expected[:len(found)])

    def strategic(self):
        is_placed = self.base < self.issue["total"]
        placed = self.rows("strategic.csv", "account", "shares") if is_placed else ()
        self.compare_allotted("strategic", {account: int(shares) for account, shares in placed})
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
            applied = self.applications()[1] * self.lot
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
        if self.log.closed[3:]:
            self.compare("wrongOrder", number, self.log.closed[3] == "suspension", suspended)

    def applications(self):
        """One pass over the list: accounts, lots, and the shares that the recorded tails give."""
        if self.list:
            return self.list
        body = self.log.decisions.get("draw", (0, {"grade": ""}))[1]
        tails = [tail for group in body.get("tails", {}).values() for tail in group]
        ranges = [hits(tail, int(body["first"]), int(body["count"])) for tail in tails]
        total = sum(map(len, ranges))
        if tails and total != int(body["winners"]):
            raise ValueError(f"the tails win {total}, not {body['winners']} numbers")
        winning = sorted(offset for own in ranges for offset in own)
        cap = self.issue["online"] // int(self.rules["online.cap_divisor"]) // self.lot * self.lot
        cap = min(max(cap, self.lot), int(self.rules["online.cap_maximum"]))
        is_name = re.compile(NAME).fullmatch
        seen, lots, next_win, won = set(), 0, 0, {}
        for account, text in self.rows("applications.csv", "account", "shares"):
            shares = int(text)
            if (shares % self.lot or not 0 < shares <= cap or str(shares) != text
                    or account in seen or not is_name(account)):
                raise ValueError(f"the application {account},{text}")
            seen.add(account)
            lots += shares // self.lot
            first_win = next_win
            while next_win < len(winning) and winning[next_win] < lots:
                next_win += 1
            if body["grade"] == "none":
                won[account] = shares
            elif next_win > first_win:
                won[account] = (next_win - first_win) * self.lot
        self.list = len(seen), lots, won
        return self.list

    def draw(self):
        terms, fact = self.terms["lottery"], dict(self.log.facts.get("announced_tails", {}))
        accounts, count, won = self.applications()
        first, expected = int(terms["first_number"]), {"draw": "online", "grade": "none"}
        if self.lots and fact:
            fact.pop("source", None)
            tails = [tail for group in fact.values() for tail in group]
            for tail in tails:
                if any(tail[-k:] in tails for k in range(1, len(tail))) or tails.count(tail) > 1:
                    raise ValueError("overlapping tail " + tail)
            won_lots = sum(len(hits(tail, first, count)) for tail in tails)
            self.compare("wrongWinnerCount", None, won_lots, self.lots)
            expected.update(grade="announced", tails=fact)
        elif self.lots:
            expected.update(grade="demonstration", seed=terms["seed"], tails=draw_tails(
                first, count, self.lots, terms["nines"], terms["seed"]))
        expected.update(first=str(first), count=str(count), lot=str(self.lot),
                        winners=str(self.lots or count))
        self.compare_body("draw", expected)
        online = self.log.facts.get("online")
        if online:
            self.compare("publishedTotalDiffers", None,
                    f"{accounts} accounts, {count * self.lot} shares",
                    f"{online['accounts']} accounts, {online['shares']} shares")
        if "allotment-online" in self.log.closed:
            self.compare_allotted("online", won)

    def allot_offline(self):
        number, body, _ = self.log.decisions["offline-allotment"]
        bids, classes = self.effective_bids(), body["classes"]
        tiers = [tier["class"] for tier in self.terms["lock_tiers"]]
        groups = {bid[1] for bid in bids}
        names = [name for name in tiers or self.rules["offline.classes"] if name in groups]
        ratio = {own["class"]: Fraction(own["ratio"]) for own in classes}
        self.compare("decisionDiffers", number, list(ratio), names)
        if list(ratio.values()) != sorted(ratio.values(), reverse=True):
            self.find("classRatioInverted", number, body["classes"], "ratios that never rise")
        lines = [[bid[0], bid[1], floor(ratio[bid[1]] * bid[2])] for bid in bids]
        odd = self.offline_final - sum(line[2] for line in lines)
        # Odd shares: the largest bids of the first class, as far as each has room; then the next class.
        order = sorted((names.index(bid[1]), -bid[2], time_of(bid[3]), bid[4], place)
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
        rule, seed, part = self.rules["offline.lock"], self.terms["lottery"]["seed"], {}
        kind = "agreed" if self.agreed else rule["kind"]
        if kind == "account-lottery":
            candidates = [line[2] for line in self.lines if line[1] in rule["classes"] and line[2]]
            winners = ceil(len(candidates) * percent(rule["percent"]))
            draw = {"draw": "offline-lock", "first": "1", "count": str(len(candidates)),
                    "winners": str(winners)}
            announced = self.log.facts.get("locked_accounts")
            if announced is not None:
                names = [line[0] for line in self.lines if line[1] in rule["classes"] and line[2]]
                drawn = [names.index(name) + 1 for name in announced]
                self.compare("wrongLockedCount", None, len(set(drawn)), winners)
                draw.update(grade="announced")
            else:
                text = f"ipo-lottery/v1\noffering {self.log.code}\ndraw offline-lock\nseed {seed}\n"
                seed = sha(text.encode()).hex()
                drawn = draw_ranked(len(candidates), winners, seed)
                draw.update(grade="demonstration", method="ranked", seed=seed)
            locked = sum(candidates[number - 1] for number in drawn)
            draw.update(numbers=[str(number) for number in drawn])
            self.compare_body("offline-lock", {"draw": draw})
        else:
            if kind == "tiers":
                tiers = self.terms["lock_tiers"]
                part = {tier["class"]: percent(tier["percent"]) for tier in tiers}
            every = self.agreed or percent(rule.get("percent", 0))
            locked = sum(ceil(part.get(group, every) * shares) for _, group, shares in self.lines)
        self.compare_body("offline-lock", {"locked": str(locked)})

    def identity(self):
        gross = self.issue["total"] * self.price
        self.compare("identity", None, "{} fen".format(self.log.total(
            "CNY", "issuer", "underwriter:fee", "underwriter:vat", "fees", "tax")), f"{gross} fen")
        if "registration" in self.log.closed:
            self.compare("identity", None, f"{self.log.total(self.log.code, 'register')} shares",
                    f"{self.issue['total'] + self.issue['pre_ipo']} shares")
