#!/usr/bin/env python3
"""From the bids to the price, a second time: python3 book.py DIR [--price YUAN]

Screens the bids that an offering received, removes the highest, takes the four numbers and holds a
price against them: that of the journal, or the one of the call. Terms and rules come from the
journal's first entry. Used by verify.py too; written from book.md alone. Nothing to install.
Exit 0: done. Exit 2: the call or a file is wrong.
"""
import argparse, hashlib, json, os, re, sys
from collections import defaultdict
from datetime import date, datetime, timezone
from fractions import Fraction

from bids import (count, deadline, half_up, in_yuan, matched, moment, ratio, read_bidders,
                  read_bids, totals, yuan)
from draws import NAME, UNREADABLE
from pricing import Price
from records import is_text

RULES = {  # of each reason, in the order in which they count
    "early": "book.opens", "late": "book.closes", "superseded": "book.repeated_bid",
    **dict.fromkeys(("unregistered", "barred", "related", "documentsMissing"),
                    "book.registration"),
    "classDiffers": "offline.classes", "unknownClass": "offline.classes", "offTick": "price.tick",
    **dict.fromkeys(("belowMinimum", "offStep", "aboveMaximum"), "book.step_shares"),
    "overAssets": "book.assets", "tooManyPrices": "book.prices_per_investor",
    "priceSpread": "book.price_spread_percent"}
REASONS = list(RULES)


class Book:
    """Screened, and with its order of removal. `rulebook` is that of the journal's first entry."""
    def __init__(self, terms, rulebook, bids, bidders=None):
        self.terms, self.bids, self.bidders = terms, bids, bidders
        self.rules = {name: rule["value"] for name, rule in rulebook["rules"].items()}
        self.clauses = {name: rule["clause"] for name, rule in rulebook["rules"].items()}
        self.inquiry, self.valuation = terms.get("inquiry", {}), terms.get("valuation", {})
        self.issue = {key: Fraction(value) for key, value in terms["shares"].items()}
        day = date.fromisoformat(terms["subscription_day"])
        self.closes = (
            moment(self.inquiry["closes"]) if "closes" in self.inquiry
            else deadline(self.rules["book.closes"], day, rulebook["calendar"]))
        self.opens = (
            moment(self.inquiry["opens"]) if "opens" in self.inquiry
            else datetime.min.replace(tzinfo=timezone.utc))
        if self.opens >= self.closes:
            raise ValueError("the inquiry closes before it opens")
        self.step = count(self.inquiry.get("step_shares", self.rules["book.step_shares"]))
        self.minimum = count(self.inquiry.get("minimum_shares", str(self.step)))
        self.maximum = count(self.inquiry.get("maximum_shares", str(2**63 - 1)))
        self.tiers = [tier["class"] for tier in terms["lock_tiers"]]
        self.tick = yuan(self.rules["price.tick"])
        self.mark_standing()
        for bid in bids:
            bid.reasons = sorted(self.faults(bid), key=REASONS.index)
        self.valid = [bid for bid in bids if not bid.reasons]
        self.order = sorted(self.valid, key=lambda bid: (
            -bid.price, bid.shares, -int(bid.at.timestamp()), -bid.sequence, -bid.row))
        self.cut = self.cut_off()

    # -- screening --

    def mark_standing(self):
        """The last bid in time of each account stands; investors' prices are those that stand."""
        last, self.prices = {}, defaultdict(set)
        for bid in sorted(self.bids, key=lambda bid: (bid.at, bid.sequence, bid.row)):
            bid.stands = False
            if self.opens <= bid.at <= self.closes:
                last[bid.account] = bid
        for bid in last.values():
            bid.stands = True
            self.prices[bid.investor].add(bid.price)

    def faults(self, bid):
        """Every reason to remove a bid, in no order."""
        if bid.at < self.opens:
            yield "early"
        elif bid.at > self.closes:
            yield "late"
        elif not bid.stands:
            yield "superseded"
        if self.bidders is not None:
            yield from self.faults_of_bidder(bid, self.bidders.get(bid.account))
        if bid.group not in (self.tiers or self.rules["offline.classes"]):
            yield "unknownClass"
        if bid.price % self.tick:
            yield "offTick"
        if bid.shares < self.minimum:
            yield "belowMinimum"
        elif (bid.shares - self.minimum) % self.step:
            yield "offStep"
        if bid.shares > self.maximum:
            yield "aboveMaximum"
        if bid.stands:
            prices = self.prices[bid.investor]
            if len(prices) > int(self.rules["book.prices_per_investor"]):
                yield "tooManyPrices"
            spread = self.rules.get("book.price_spread_percent")
            if spread and (max(prices) - min(prices)) * 100 > Fraction(spread) * min(prices):
                yield "priceSpread"

    @staticmethod
    def faults_of_bidder(bid, own):
        if own and own.assets is not None and bid.price * bid.shares > own.assets:
            yield "overAssets"
        if not own or own.investor != bid.investor:
            yield "unregistered"
            return
        if own.standing == "barred" and (own.until is None or bid.at.date() <= own.until):
            yield "barred"
        if own.standing == "related":
            yield "related"
        if own.standing == "incomplete":
            yield "documentsMissing"
        if own.group != bid.group:
            yield "classDiffers"

    # -- elimination --

    def aim(self):
        """In percent, as text."""
        rule, stop = self.rules["book.elimination_percent"], self.rules["book.elimination_stop"]
        keys = ("at_most", "at_least") if stop == "under" else ("at_least", "at_most")
        return self.inquiry.get("elimination_percent") or next(
            rule[key] for key in keys if key in rule)

    def cut_off(self):
        """How many bids are removed from the beginning of the order."""
        total, held = sum(bid.shares for bid in self.valid), 0
        sums = [held := held + bid.shares for bid in self.order]

        def within(percent):
            return sum(own * 100 <= Fraction(percent) * total for own in sums)

        aim, most = self.aim(), self.rules["book.elimination_percent"].get("at_most")
        if self.rules["book.elimination_stop"] == "under":
            cut = within(aim)
        else:  # one more than those that hold less than the aim
            below = sum(own * 100 < Fraction(aim) * total for own in sums)
            cut = min(below + 1, len(sums)) if Fraction(aim) else 0
        return cut if most is None else min(cut, within(most))

    def kept_at(self, price):
        """How many bids stay though they lead the order: those at the issue price, in fen."""
        if not self.cut or price is None or self.order[self.cut - 1].price != price:
            return 0
        return sum(bid.price == price for bid in self.order[:self.cut])

    def remaining(self, price=None):
        return self.order[self.cut - self.kept_at(price):]

    def effective(self, price):
        """In the order of the file."""
        return sorted((bid for bid in self.remaining(price) if bid.price >= price),
                      key=lambda bid: bid.row)

    # -- the four numbers --

    def four_numbers(self, price=None):
        """Median and mean, of all and of the long-term classes, as exact fen."""
        remaining, classes = self.remaining(price), self.rules["book.long_term_classes"]
        if not remaining:
            return {}
        long_term = [bid for bid in remaining if self.base_class(bid.group) in classes]
        own = {}
        for name, bids in ("", remaining), ("long_term_", long_term):
            prices = sorted(bid.price for bid in bids)
            half = len(prices) // 2
            own[name + "median"] = (prices[half] + prices[~half]) / 2 if prices else None
            own[name + "mean"] = (sum(bid.price * bid.shares for bid in bids)
                                  / sum(bid.shares for bid in bids)) if prices else None
        return {**own, "lowest": min(value for value in own.values() if value is not None)}

    def base_class(self, group):
        """The rulebook's class of a deal's class: `A` of `A1`."""
        return next((own for own in self.rules["offline.classes"]
                     if re.fullmatch(re.escape(own) + "[0-9]*", group)), None)

    # -- suspension --

    def minimum_bidders(self):
        return next(int(floor_["bidders"]) for floor_ in self.rules["book.minimum_bidders"]
                    if "up_to" not in floor_ or self.issue["total"] <= int(floor_["up_to"]))

    def suspension(self):
        """Before any price."""
        found = len({bid.investor for bid in self.remaining()})
        return "remainingBiddersTooFew" if found < self.minimum_bidders() else None

    # -- bodies of the journal --

    def screening_body(self):
        removed = [bid for bid in self.bids if bid.reasons]
        lines = [f"{bid.row},{bid.account},{' '.join(bid.reasons)}\n" for bid in removed]
        first = [[bid for bid in removed if bid.reasons[0] == reason] for reason in REASONS]
        accounts = {bid.account for bid in self.valid}
        gone = totals(removed)
        gone["accounts"] = len({bid.account for bid in removed} - accounts)
        return {"decision": "screening", "received": totals(self.bids),
                "valid": totals(self.valid), "removed": gone,
                "register": self.bidders is not None,
                "reasons": [{"bids": len(own), "clause": self.clauses[RULES[reason]],
                             "reason": reason, "rule": RULES[reason],
                             "shares": str(sum(bid.shares for bid in own))}
                            for reason, own in zip(REASONS, first) if own],
                "list_sha256": hashlib.sha256("".join(lines).encode()).hexdigest()}

    def elimination_body(self, price=None):
        kept = self.kept_at(price)
        removed, total = self.order[:self.cut - kept], sum(bid.shares for bid in self.valid)
        share = Fraction(sum(bid.shares for bid in removed), total or 1)
        last = removed[-1] if removed else None
        return {"decision": "elimination", "aim_percent": self.aim(), "removed": totals(removed),
                "remaining": totals(self.remaining(price)), "share": ratio(share),
                "percent": half_up(share * 100, 4), "kept_at_price": kept,
                "last": last and {
                    "account": last.account, "price": half_up(last.price / 100, 2),
                    "sequence": str(last.sequence), "shares": str(last.shares),
                    "submitted_at": last.at.astimezone(timezone.utc).strftime(
                        "%Y-%m-%dT%H:%M:%SZ")},
                "clause": self.clauses["book.elimination_percent"]}

    def four_numbers_body(self, price=None):
        return {"decision": "four-numbers", **{
            name: ratio(value) for name, value in self.four_numbers(price).items()}}


# ---- the journal's operations, made again ----

class BookSteps:
    """What remake.py's Decisions has of the operations `book` and `price`."""

    def price_of_issue(self):
        """In fen: that of the terms, or with an inquiry the one that was set, None before."""
        if self.is_inquired == ("price" in self.terms):
            raise ValueError("the terms have either a price or an inquiry")
        text = self.terms.get("price", self.log.facts.get("price", {}).get("value"))
        return None if text is None else int(yuan(matched(r"[0-9]+\.[0-9]{2}", text)))

    def effective_bids(self):
        """Account, class, shares, time, sequence; in the order of the file."""
        if self.is_inquired:
            bids = self.book.effective(self.price)
        else:
            bids = [own for own in self.read_bids() if own.price >= self.price]
        return [(bid.account, bid.group, bid.shares, bid.at, bid.sequence) for bid in bids]

    def read_bids(self):
        return self.counted("bids", read_bids(os.path.join(self.folder, "inputs", "bids.csv")))

    def counted(self, name, rows):
        name = f"inputs/{name}.csv"
        number, _, sealed = self.log.files.get(name, (None, None, len(rows)))
        self.compare("sealedInputChanged", number, f"{name}: {len(rows)} rows",
                     f"{name}: {sealed} rows")
        return rows

    def check_book(self):
        path, bidders = "inputs/bidders.csv", None
        if path in self.log.files:
            bidders = self.counted("bidders", read_bidders(os.path.join(self.folder, path)))
        elif os.path.exists(os.path.join(self.folder, path)):
            self.find("sealedInputChanged", None, path + " is there", "none, as the book was made")
        self.book = Book(self.terms, self.log.opening["rulebook"], self.read_bids(), bidders)
        for own in (self.book.screening_body(), self.book.elimination_body(),
                    self.book.four_numbers_body()):
            self.compare_body(own["decision"], own)
        self.check_end("book", self.book.suspension())

    def check_price(self):
        found, fact = Price(self.book, self.price), self.log.facts["price"]
        people = [fact[key] for key in ("by", "approved_by") if key in fact]
        if (self.price <= 0 or self.price % self.book.tick or len(set(people)) < len(people)
                or not {"value"} <= set(fact) <= {"value", "by", "approved_by", "because"}
                or not all(re.fullmatch(NAME, own) for own in people)
                or not is_text(fact.get("because", "a"), 1000)):
            self.find("malformedPrice", None, fact, "a price on the tick, and who set it")
        for own in found.checks:
            if own["consequence"] == "refusal" and not own["passed"]:
                self.find("decisionDiffers", None, f"a price of {own['found']}", own["expected"])
        self.compare_body("price", found.body())
        self.check_end("price", found.suspension)

    def check_end(self, operation, rule):
        """After a step the issue stops where it has to, and only there."""
        number, body, _ = self.log.decisions.get("suspension", (None, {}, []))
        following = self.passage[self.passage.index(operation) + 1:]
        if following:
            own = body.get("rule") if following[0] == "suspension" else None
            self.compare("wrongOrder", number, f"suspended for {own} after {operation}",
                         f"suspended for {rule} after {operation}")


# ---- what a reader sees ----

def describe(part):
    return "{bids:,} bids of {investors:,} investors, {shares} shares".format(
        **{**part, "shares": f"{int(part['shares']):,}"})


def show(book, price):
    body = book.screening_body()
    print("received   " + describe(body["received"]))
    for own in body["reasons"]:
        shares = f"{int(own['shares']):,}"
        print(f"  {own['reason']:18}{own['bids']:6,} bids {shares:>18} shares  {own['rule']}")
    print("valid      " + describe(body["valid"]))
    show_elimination(book, None)
    if price is not None:
        found = Price(book, price)
        if book.kept_at(price):
            print(f"\nat the issue price of {in_yuan(price)} {book.kept_at(price)} bids stay:")
            show_elimination(book, price)
        print("\neffective  " + describe(totals(found.effective)))
        for own in found.checks:
            mark = "passed" if own["passed"] else own["consequence"].upper()
            print(f"  {own['rule']:22}{mark:12}{own['found']}; expected {own['expected']}")
        print(f"\nsuspended: {found.suspension}" if found.suspension else "\nthe issue goes on")
    elif book.suspension():
        print("\nsuspended: " + book.suspension())


def show_elimination(book, price):
    body = book.elimination_body(price)
    print(f"removed    {describe(body['removed'])}, {body['percent']}% where "
          f"{body['aim_percent']}% is aimed at")
    if body["last"]:
        print("  the last: {account} {price} yuan, {shares} shares, {submitted_at}, "
              "sequence {sequence}".format(**body["last"]))
    print("remaining  " + describe(body["remaining"]))
    for name, value in book.four_numbers(price).items():
        if value is not None:
            print(f"  {name.replace('_', ' '):18}{in_yuan(value, 4):>18}  {ratio(value)} fen")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--price", metavar="YUAN", help="another price than that of the journal")
    call = parser.parse_args()
    try:
        with open(os.path.join(call.folder, "journal.jsonl"), encoding="utf-8") as file:
            entries = [json.loads(line) for line in file]
        opening, price = entries[0]["body"], call.price
        stated = [entry["body"]["value"] for entry in entries if entry["id"] == "price/fact/price"]
        if price is None:
            price = stated[0]["value"] if stated else opening["terms"].get("price")
        path = os.path.join(call.folder, "inputs", "bidders.csv")
        book = Book(opening["terms"], opening["rulebook"],
                    read_bids(os.path.join(call.folder, "inputs", "bids.csv")),
                    read_bidders(path) if os.path.exists(path) else None)
        show(book, None if price is None else int(yuan(matched("[0-9].*", price))))
    except UNREADABLE as error:
        parser.error(repr(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
