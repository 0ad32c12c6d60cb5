#!/usr/bin/env python3
"""Makes again what `ipo timetable issue --json` or `ipo timetable window --json` printed (Specs/timetable.md).

    ipo timetable window --start 2024-01 --board star --json | python3 Specs/timetable.py
    ipo timetable issue Ledgers/moore-threads-688795 --json | python3 Specs/timetable.py

Standard library only. Exit code 0 where everything comes out the same, 1 with each difference.
"""
import datetime
import hashlib
import json
import os
import sys

DAY = datetime.timedelta(days=1)


def day(text):
    return datetime.date.fromisoformat(text)


def add_months(start, months):
    """The same day of the month, or the last of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    after = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return datetime.date(year, month + 1, min(start.day, (after - DAY).day))


def sessions_of(name):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Calendars", name + ".txt")
    first = last = None
    closed = set()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word = line.split("#")[0].split()
            if not word:
                continue
            if word[0] == "first":
                first = day(word[1])
            elif word[0] == "last":
                last = day(word[1])
            else:
                closed.add(day(word[0]))
    sessions = []
    while first <= last:
        if first.weekday() < 5 and first not in closed:
            sessions.append(first)
        first += DAY
    return sessions


def first_session(sessions, end):
    """The first session on or after a day; None beyond the calendar, whose last days may be closed."""
    return next((str(session) for session in sessions if session >= end), None)


class Bits:
    """The SHA-256 generator of cryptorandom, seeded with the hash of a text."""

    def __init__(self, text):
        self.seed = hashlib.sha256(text.encode()).hexdigest().encode() + b","
        self.blocks = self.cache = self.left = 0

    def below(self, n):
        size = (n - 1).bit_length()
        while True:
            while self.left < size:
                block = hashlib.sha256(self.seed + bytes(self.blocks)).digest()
                self.cache |= int.from_bytes(block, "big") << self.left
                self.blocks, self.left = self.blocks + 1, self.left + 256
            value = self.cache & ((1 << size) - 1)
            self.cache, self.left = self.cache >> size, self.left - size
            if value < n:
                return value


def after(start, span, count):
    if span["unit"] == "months":
        return add_months(start, count)
    return start + DAY * count * (7 if span["unit"] == "weeks" else 1)


def drawn(start, span, bits):
    """The end of a span that begins on a day, by a triangle over its days."""
    least, top, most = (after(start, span, span[key]) for key in ("least", "typical", "most"))
    left, right = (top - least).days + 1, (most - top).days + 1
    value = bits.below(left * right * (left + right) // 2)
    for x in range(left + right - 1):
        weight = (x + 1) * right if x < left else (left + right - 1 - x) * left
        if value < weight:
            return least + DAY * x
        value -= weight
    raise AssertionError("a value above all weights")


def percentile(counts, percent, runs):
    total = 0
    for end in sorted(counts):
        total += counts[end]
        if total * 100 >= percent * runs:
            return str(end)


def remake_window(told):
    """Every date and every run again, from the start, the spans and the seed alone."""
    same = []
    start = {key: day(value) for key, value in told["start"].items()}
    factors = {stage["id"]: [] for stage in told["stages"]}
    for factor in told["factors"]:
        factors[factor["stage"]].append(factor)
    window, stretched = dict(start), start["latest"]
    sizes = {"earliest": "least", "typical": "typical", "latest": "most"}
    for stage in told["stages"]:
        begins = {key: str(value) for key, value in window.items()}
        steps = [(stage["span"], 1, 1)]
        for factor in factors[stage["id"]]:
            given = factor["given"]
            steps.append((factor["span"], given or 0, factor["times"] if given is None else given))
        for span, times, most in steps:
            for _ in range(times):
                window = {key: after(window[key], span, span[sizes[key]]) for key in window}
            for _ in range(most):
                stretched = after(stretched, span, span["most"])
        ends = {key: str(value) for key, value in window.items()}
        same.append((stage["id"], [begins, ends, str(stretched)],
                     [stage["begins"], stage["ends"], stage["stretched"]]))
    same.append(("listing", [ends, str(stretched)], [told["listing"], told["stretched"]]))
    sessions = sessions_of("XSHG")
    same.append(("sessions", {k: first_session(sessions, window[k]) for k in window}, told["sessions"]))

    runs, bits = told["simulation"]["runs"], Bits(told["simulation"]["seed"])
    counts = [{} for _ in told["stages"]]
    for _ in range(runs):
        now = start["earliest"] + DAY * bits.below((start["latest"] - start["earliest"]).days + 1)
        for place, stage in enumerate(told["stages"]):
            now = drawn(now, stage["span"], bits)
            for factor in factors[stage["id"]]:
                given = factor["given"]
                for _ in range(factor["times"] if given is None else given):
                    if given is None and bits.below(100) >= factor["chance_percent"]:
                        break
                    now = drawn(now, factor["span"], bits)
            counts[place][now] = counts[place].get(now, 0) + 1
    for stage, ends in zip(told["stages"], counts):
        same.append((stage["id"] + " percentiles",
                     {p: percentile(ends, int(p), runs) for p in stage["percentiles"]},
                     stage["percentiles"]))
    last = counts[-1]
    simulation = told["simulation"]
    same.append(("days", [{"day": str(d), "runs": last[d]} for d in sorted(last)], simulation["days"]))
    same.append(("percentiles", {p: percentile(last, int(p), runs) for p in simulation["percentiles"]},
                 simulation["percentiles"]))
    months = []
    month = min(last).replace(day=1)
    while month <= max(last):
        months.append({"month": str(month)[:7],
                       "runs": sum(n for d, n in last.items() if d.replace(day=1) == month)})
        month = add_months(month, 1)
    same.append(("months", months, simulation["months"]))
    return same


def remake_issue(told):
    """Every day again, from T, the offsets and the months alone."""
    same = []
    sessions = sessions_of(told["trading_calendar"])
    for calendar in told["calendars"]:
        start, listing = day(calendar["subscription_day"]), day(calendar["listing_day"])
        t = sessions.index(start)

        def at(offset):
            return str(sessions[t + int(offset[1:] or 0)])

        same.append(("distance", at(calendar["distance"]), str(listing)))
        for step in calendar["steps"]:
            if step["offset"] is None:
                same.append((step["id"], str(listing), step["from"]))
            else:
                same.append((step["id"], [at(step["offset"]), at(step["through_offset"])],
                             [step["from"], step["through"]]))
        for lock in calendar["lockups"]:
            end = add_months(listing, lock["months"])
            same.append((lock["of"], [str(end), first_session(sessions, end)],
                         [lock["ends"], lock["first_session"]]))
        closures = []
        first = min([start] + [day(step["from"]) for step in calendar["steps"]])
        for place in range(sessions.index(first), sessions.index(listing)):
            before, next_one = sessions[place], sessions[place + 1]
            gap = [before + DAY * i for i in range(1, (next_one - before).days)]
            if any(d.weekday() < 5 for d in gap):
                names = ["T%+d" % n if n else "T" for n in (place - t, place + 1 - t)]
                closures.append({"from": str(gap[0]), "through": str(gap[-1]),
                                 "after": names[0], "before": names[1]})
        same.append(("closures", closures, calendar["closures"]))
    return same


def main():
    told = json.load(sys.stdin)
    same = remake_issue(told) if "calendars" in told else remake_window(told)
    wrong = [(what, made, found) for what, made, found in same if made != found]
    for what, made, found in wrong:
        print("%s: found %s, expected %s" % (what, json.dumps(found), json.dumps(made)))
    print("%d of %d figures come out the same" % (len(same) - len(wrong), len(same)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
