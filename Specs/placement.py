"""The strategic placement held against the rulebook, and what a deal departs from by its terms.
Used by remake.py; written from allotment.md.
"""
from datetime import date
from fractions import Fraction
from math import floor

from bids import deadline, moment, yuan

MAY_DEPART = "strategicShareAboveLimit", "coInvestmentDiffers", "coInvestmentMissing"


class Placement:
    """`rows` are account, category, shares, paid, paid_at; `price` is in fen."""
    def __init__(self, terms, rulebook, rows, price):
        self.terms, self.rulebook, self.rows, self.price = terms, rulebook, rows, price
        self.rules = {name: rule["value"] for name, rule in rulebook["rules"].items()}
        self.total, self.initial = (int(terms["shares"][key]) for key in ("total", "strategic"))

    def faults(self):
        """Each as rule, found, expected."""
        fee = Fraction(self.terms["fees"]["brokerage_percent"]) / 100
        last = deadline(self.rules["strategic.payment_deadline"],
                        date.fromisoformat(self.terms["subscription_day"]),
                        self.rulebook["calendar"])
        for account, _, shares, paid, paid_at in self.rows:
            amount = int(shares) * self.price
            due = amount + floor(amount * fee + Fraction(1, 2))
            if yuan(paid) < due:
                yield "strategicPaidShort", f"{account} paid {paid}", f"{due} fen"
            if paid_at and moment(paid_at) > last:
                yield "strategicPaidLate", f"{account} at {paid_at}", str(last)
        if "inquiry" in self.terms:  # what is priced already had its placement announced
            departed = self.terms.get("departures", {})
            yield from (own for own in self.limits() if not (
                own[0] in MAY_DEPART and own[0] in departed))

    def limits(self):
        rules, total = self.rules, self.total
        limit = next((own for own in rules["strategic.limits"]
                      if "below" not in own or total < int(own["below"])), None)
        if limit:
            if len(self.rows) > int(limit["investors"]):
                yield "strategicInvestorsTooMany", len(self.rows), limit["investors"]
            yield from self.above("strategicShareAboveLimit", "", limit["percent"])
        if "strategic.employees_percent" in rules:
            yield from self.above("employeesShareAboveLimit", "employees",
                                  rules["strategic.employees_percent"])
        if "strategic.co_investment" in rules:
            yield from self.co_investment(rules["strategic.co_investment"])

    def above(self, rule, category, percent):
        shares = sum(int(row[2]) for row in self.rows if not category or row[1] == category)
        most = floor(Fraction(percent) * self.total / 100)
        if shares > most:
            yield rule, shares, most

    def co_investment(self, rule):
        tier = next(own for own in rule["tiers"]
                    if "below" not in own or self.price * self.total < yuan(own["below"]))
        part = floor(Fraction(tier["percent"]) * self.total / 100 + Fraction(1, 2))
        expected = min(part, floor(yuan(tier["cap"]) / self.price))
        sponsors = [int(row[2]) for row in self.rows if row[1] == "sponsor"]
        for shares in sponsors:
            if shares != expected:
                yield "coInvestmentDiffers", shares, expected
        if rule["required"] == "always" and self.initial and not sponsors:
            yield "coInvestmentMissing", "no sponsor's row", expected
