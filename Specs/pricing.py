"""A price held against the book, and the operations from the bids to the price made again.
Used by book.py and remake.py; written from book.md alone.
"""
from fractions import Fraction

from bids import half_up, in_yuan, ratio, totals, yuan

SUSPENSIONS = {"enoughBidders": "effectiveBiddersTooFew",
               "coversOffline": "effectiveDemandBelowOffline",
               "meetsListingStandard": "marketValueBelowStandard"}


class Price:
    """A price in fen, what it is worth, and the tests that it passes and fails."""
    def __init__(self, book, fen):
        self.book, self.fen, self.issue = book, Fraction(fen), book.issue
        self.effective = book.effective(fen)
        self.shares = sum(bid.shares for bid in self.effective)
        self.market_value = self.fen * (self.issue["total"] + self.issue["pre_ipo"])
        profit = yuan(book.valuation.get("net_profit", "0"))
        self.earnings_multiple = self.market_value / profit if profit > 0 else None
        self.checks = [
            {"rule": rule, "consequence": consequence, "passed": passed, "found": found,
             "expected": expected}
            for own in (self.four_numbers, self.peers, self.needs, self.demand, self.standard)
            for rule, consequence, passed, found, expected in own()]
        self.suspension = next((SUSPENSIONS[own["rule"]] for own in self.checks
                                if not own["passed"] and own["rule"] in SUSPENSIONS), None)

    def body(self):
        """Of the decision `price`."""
        offline, kept = self.issue["offline"], self.book.kept_at(self.fen)
        own = {"decision": "price", "price": half_up(self.fen / 100, 2), "checks": self.checks,
               "effective": totals(self.effective),
               "multiple": ratio(self.shares / offline) if offline else None,
               "market_value": half_up(self.market_value / 100, 2),
               "earnings_multiple": ratio(self.earnings_multiple)}
        if kept:
            own["elimination"] = self.book.elimination_body(self.fen)
            own["four_numbers"] = self.book.four_numbers_body(self.fen)
        return own

    # ---- the tests, in the order in which they stand ----

    def four_numbers(self):
        lowest, cap = self.book.four_numbers(self.fen).get("lowest"), "price.cap_percent"
        if lowest is None:
            return
        yield ("notAboveFourNumbers", "warning", self.fen <= lowest, in_yuan(self.fen),
               f"at most {in_yuan(lowest, 4)}, the lowest of the four numbers")
        if cap in self.book.rules:
            percent = self.book.rules[cap]
            most = lowest * (1 + Fraction(percent) / 100)
            yield ("withinPriceCap", "refusal", self.fen <= most, in_yuan(self.fen),
                   f"at most {in_yuan(most, 4)}, {percent}% above the lowest of the four numbers")

    def peers(self):
        own, peers = self.earnings_multiple, self.book.valuation.get("peer_multiple")
        if own is not None and peers is not None:
            yield ("notAbovePeers", "warning", own <= Fraction(peers),
                   f"{half_up(own, 2)} times earnings",
                   f"at most {half_up(Fraction(peers), 2)}, the peers' multiple")

    def needs(self):
        needed, gross = self.book.valuation.get("funds_needed"), self.fen * self.issue["total"]
        if needed is not None:
            yield ("raisesWhatIsNeeded", "warning", gross >= yuan(needed),
                   in_yuan(gross) + " gross", "at least " + in_yuan(yuan(needed)))

    def demand(self):
        investors, least = totals(self.effective)["investors"], self.book.minimum_bidders()
        yield ("enoughBidders", "suspension", investors >= least,
               f"{investors:,} effective investors", f"at least {least:,}")
        offline = int(self.issue["offline"])
        yield ("coversOffline", "suspension", self.shares >= offline,
               f"{self.shares:,} effective shares", f"at least the {offline:,} offered offline")

    def standard(self):
        name = self.book.valuation.get("listing_standard")
        if name is not None:
            least, = [yuan(own["market_value"]) for own in self.book.rules["listing.standards"]
                      if own["id"] == name]
            yield ("meetsListingStandard", "suspension", self.market_value >= least,
                   in_yuan(self.market_value),
                   f"at least {in_yuan(least)} by listing standard {name}")
