"""The ledger's movements of money matched with a bank's lines.
Used by records.py; written from the texts in this folder.
"""
from collections import Counter, defaultdict

from matching import Break, yuan
from series import balances


class Rules:
    """The tolerance in fen, and the payer by account."""
    def __init__(self, tolerance=0, payers=None):
        self.tolerance, self.payers = tolerance, payers or {}


class Money:
    """One side's movements and lines; what is used leaves the open ones."""
    def __init__(self, side, movements, lines, rules):
        self.side, self.breaks, self.matched, self.shown = side, [], 0, set()
        self.ledger, self.lines = dict(enumerate(movements)), dict(enumerate(lines))
        self.accounts = {own.account for own in movements} | set(rules.payers.values())
        self.rules, self.seen = rules, set()  # lines that made a break
        self.known = Counter(), Counter()  # of the ledger, of the bank: what matched
        owner = {own.reference: own.account for own in movements if own.reference}

        def account(own):
            return own.account or owner.get(own.reference)
        self.pair(lambda own: own.reference and (own.reference, own.account, own.amount),
                  lambda own: own.account)
        self.pair(lambda own: own.reference and (own.reference, own.amount),
                  lambda own: not own.account)
        self.duplicates()
        self.same_reference(self.parts)
        self.account_sums()
        self.same_reference(self.amounts)
        self.other_account()
        self.pair(lambda own: (account(own), own.amount), account,
                  lambda own: own.group != "payment" or not own.reference)
        self.pair(lambda own: (own.account, own.amount),
                  lambda own: own.account and not own.reference,
                  lambda own: own.group == "payment")
        self.duplicates()
        if rules.payers:
            self.pay()

    def find(self, kind, key, ledger, other):
        values = [None if own is None else yuan(own) for own in (ledger, other)]
        self.breaks.append(Break(self.side, kind, key, *values))

    def use(self, movements, lines, is_match=True):
        """These match, or make a break together."""
        movements = [self.ledger.pop(own) for own in movements]
        lines = [self.lines.pop(own) for own in lines]
        self.shown.update(own.group for own in movements)
        if is_match:
            self.matched += len(movements)
            self.known[0].update(own[:3] for own in movements)
            self.known[1].update(own[:3] for own in lines)
        else:
            self.seen.update(own[:3] for own in lines)

    def sums(self, movements, lines):
        return (sum(self.ledger[own].amount for own in movements),
                sum(self.lines[own].amount for own in lines))

    def pair(self, key, is_line, is_movement=lambda own: True):
        """Each line with the first open movement that has its key."""
        places = defaultdict(list)
        for number in reversed(self.ledger):
            if is_movement(self.ledger[number]):
                places[key(self.ledger[number])].append(number)
        for place in list(self.lines):
            own = self.lines[place]
            if key(own) and is_line(own) and places.get(key(own)):
                self.use([places[key(own)].pop()], [place])

    def duplicates(self):
        for place, own in list(self.lines.items()):
            if own.reference and self.known[1][own[:3]]:
                self.find("duplicate", own.key, None, self.lines.pop(place).amount)
        for number, own in list(self.ledger.items()):
            if own.group == "payment" and own.reference and self.known[0][own[:3]]:
                self.find("duplicate", own.key, self.ledger.pop(number).amount, None)

    def same_reference(self, step):
        """One step for what is open of each reference, account and direction."""
        groups, first = {}, {}
        for number, own in self.ledger.items():
            if own.reference:
                first.setdefault(own.reference, own.account)
                key = own.reference, own.account, own.amount > 0
                groups.setdefault(key, ([], []))[0].append(number)
        for place, own in self.lines.items():
            key = own.reference, own.account or first.get(own.reference), own.amount > 0
            if key in groups:
                groups[key][1].append(place)
        for movements, lines in groups.values():
            if lines:
                step(movements, lines)

    def parts(self, movements, lines):
        """One item and several that sum to it; else two that differ by what is tolerated."""
        sums = self.sums(movements, lines)
        if sums[0] == sums[1] and 1 in (len(movements), len(lines)):
            self.use(movements, lines)
        elif self.rules.tolerance:
            here = sorted(movements, key=lambda own: abs(self.ledger[own].amount))
            there = sorted(lines, key=lambda own: abs(self.lines[own].amount))
            while here and there:
                less = abs(self.ledger[here[0]].amount) - abs(self.lines[there[0]].amount)
                if abs(less) <= self.rules.tolerance:
                    self.use([here.pop(0)], [there.pop(0)])
                else:
                    (here if less < 0 else there).pop(0)

    def account_sums(self):
        """What an account paid in under several references, all of it or against one item."""
        groups = {}
        for number, own in self.ledger.items():
            if own.group == "payment" and own.reference:
                groups.setdefault(own.account, ([], []))[0].append(number)
        for place, own in self.lines.items():
            if own.amount > 0 and own.account in groups:
                groups[own.account][1].append(place)
        for movements, lines in groups.values():
            own = [self.ledger[number] for number in movements], [self.lines[key] for key in lines]
            same = [[sorted(item[place] for item in side) for side in own] for place in (0, 2)]
            if (not lines or len(movements) == len(lines) == 1 or same[1][0] == same[1][1]
                    or set(same[0][0]) == set(same[0][1])):
                continue
            sums = self.sums(movements, lines)
            ones = ([number for number in movements if self.ledger[number].amount == sums[1]],
                    [place for place in lines if self.lines[place].amount == sums[0]])
            if sums[0] == sums[1]:
                self.use(movements, lines)
            elif len(lines) > 1 and len(ones[0]) == 1:
                self.use(ones[0], lines)
            elif len(movements) > 1 and len(ones[1]) == 1:
                self.use(movements, ones[1])

    def amounts(self, movements, lines):
        """The largest with the largest."""
        movements.sort(key=lambda own: -abs(self.ledger[own].amount))
        lines.sort(key=lambda own: -abs(self.lines[own].amount))
        for number, place in zip(movements, lines):
            movement, line = self.ledger[number], self.lines[place]
            self.use([number], [place], False)
            self.find("amount_differs", movement.key, movement.amount, line.amount)

    def other_account(self):
        places = defaultdict(list)
        for number in reversed(self.ledger):
            own = self.ledger[number]
            places[own.reference, own.amount].append(number)
        for place, own in sorted(self.lines.items(), key=lambda own: own[1].reference.encode()):
            numbers = places.get((own.reference, own.amount))
            if own.reference and own.account and own.account not in self.accounts and numbers:
                self.use([numbers.pop()], [place], False)
                self.find("unknown_account", own.account, own.amount, own.amount)

    def pay(self):
        """What a payer paid for its clients."""
        payers = self.rules.payers
        places = defaultdict(list)
        for number in reversed(self.ledger):
            own = self.ledger[number]
            places[own.reference, payers.get(own.account), own.amount].append(number)
        for place, own in list(self.lines.items()):
            key = own.reference, own.account, own.amount
            if own.reference and own.account and places.get(key):
                self.use([places[key].pop()], [place])
        for payer in sorted(set(payers.values()), key=str.encode):
            here = [number for number, own in self.ledger.items()
                    if payers.get(own.account) == payer and own.group in ("payment", "refund")]
            there = [place for place, own in self.lines.items()
                     if payer in (own.account, not own.account and own.reference)]
            self.pay_one(payer, here, there)

    def pay_one(self, payer, here, there):
        for is_in in (True, False):
            both = ([own for own in here if (self.ledger[own].amount > 0) == is_in],
                    [own for own in there if (self.lines[own].amount > 0) == is_in])
            if all(both) and len(set(self.sums(*both))) == 1:
                self.use(*both)
                here, there = ([own for own in side if own not in used]
                               for side, used in zip((here, there), both))
        if here and there and len(set(self.sums(here, there))) == 1:
            self.use(here, there)
            return
        signs = {self.lines[own].amount > 0 for own in there}
        here = [own for own in here if (self.ledger[own].amount > 0) in signs]
        if here:
            sums, first = self.sums(here, there), self.lines[there[0]]
            self.use(here, there, False)
            self.find("amount_differs", first.key if first.reference else payer, *sums)

    def rest(self, expecting):
        """What is missing on the other side; of movements only those of expected groups."""
        for own in self.ledger.values():
            if own.group in expecting:
                self.find("missing_in_statement", own.key, own.amount, None)
        for own in self.lines.values():
            kind = "duplicate" if own.reference and own[:3] in self.seen else "missing_in_ledger"
            self.seen.add(own[:3])
            self.find(kind, own.key, None, own.amount)


def compare_money(side, movements, pages, rules, expecting, is_confirmed):
    """The movements that match, the breaks, and the groups that were compared."""
    lines = [line for own in pages for line in own.lines]
    money = Money(side, movements, lines, rules)
    due = {"payment", "refund", "proceeds", "received"} if is_confirmed else {"payment"}
    groups = {*expecting, *money.shown} | {own.group for own in movements} & due
    money.rest(groups)
    for key, *values in balances(pages):
        money.find("closing_balance_differs", key, *values)
    return money.matched, money.breaks, groups
