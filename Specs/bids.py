"""The bids that an offering received, and who may bid: values, times, trading days, files.
Used by book.py and pricing.py; written from book.md and offering.md alone.
"""
import csv, io, os, re
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from math import floor

from draws import DAY, NAME

BEIJING = timezone(timedelta(hours=8))
TIME = re.compile(f"({DAY})([ T][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}})?"
                  "(Z|[+-][0-9]{2}:[0-9]{2})?)?")
BID_COLUMNS = "investor account class price shares submitted_at sequence".split()
BIDDER_COLUMNS = "investor account class assets standing".split()


# ---- values ----

def matched(form, text):
    if not re.fullmatch(form, text):
        raise ValueError("malformed: " + text[:80])
    return text


def yuan(text, decimals=2):
    """In fen, exactly."""
    value = Fraction(matched(r"-?(0|[1-9][0-9]*)(\.[0-9]{1,%d})?" % decimals, text))
    within(value * 10**decimals)
    return value * 100


def count(text):
    return within(int(matched("0|[1-9][0-9]*", text)))


def within(number):
    if abs(number) >= 2**63:
        raise ValueError(f"{number} does not fit 64 bits")
    return number


def moment(text):
    """A time by Beijing's clock; without a zone it is that already."""
    day, clock, second, _ = TIME.fullmatch(text).groups()
    if not clock:
        return datetime.fromisoformat(day).replace(tzinfo=BEIJING)
    text = text if second else text[:16] + ":00" + text[16:]
    found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return found.astimezone(BEIJING) if found.tzinfo else found.replace(tzinfo=BEIJING)


def half_up(value, places):
    digits = str(floor(abs(value) * 10**places + Fraction(1, 2))).zfill(places + 1)
    return "-" * (value < 0) + digits[:-places] + "." + digits[-places:]


def in_yuan(fen, places=2):
    """As checks print it: two decimals with a comma between thousands, four without."""
    text = half_up(Fraction(fen) / 100, places)
    whole, decimals = text.split(".")
    return (f"{int(whole):,}.{decimals}" if places == 2 else text) + " yuan"


def ratio(value):
    return None if value is None else f"{value.numerator}/{value.denominator}"


# ---- trading days ----

def sessions_before(day, number, calendar):
    """The session that many sessions before a day."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Calendars", calendar + ".txt")
    with open(path, encoding="utf-8") as file:
        lines = [line.split() for line in file if line.strip() and line[0] != "#"]
    first, = [own[1] for own in lines if own[0] == "first"]
    closed = {own[0] for own in lines if len(own) == 1}
    while number:
        day -= timedelta(days=1)
        if str(day) < first:
            raise ValueError(f"{day} is before the calendar")
        number -= day.weekday() < 5 and str(day) not in closed
    return day


def deadline(text, day, calendar):
    """`T-3 09:30` as a time."""
    number, hour, minute = re.fullmatch(
        r"T(?:-([0-9]+))? ([0-9]{2}):([0-9]{2})", text).groups()
    own = sessions_before(day, int(number or 0), calendar)
    return datetime(own.year, own.month, own.day, tzinfo=BEIJING) + timedelta(
        hours=int(hour), minutes=int(minute))


# ---- the files ----

class Bid:
    def __init__(self, row, fields):
        self.row = row
        self.investor, self.account, self.group = (matched(NAME, own) for own in fields[:3])
        self.price, self.shares = yuan(fields[3], 6), count(fields[4])
        self.at, self.sequence = moment(fields[5]), count(fields[6])
        if self.price <= 0 or self.shares <= 0:
            raise ValueError(f"row {row}: nothing is bid")


class Bidder:
    def __init__(self, fields, until):
        self.investor, self.account, self.group = (matched(NAME, own) for own in fields[:3])
        self.assets = yuan(fields[3]) if fields[3] else None
        if self.assets is not None and self.assets <= 0:
            raise ValueError(f"{self.account}: assets of {fields[3]}")
        self.standing = matched("registered|incomplete|related|barred", fields[4])
        self.until = date.fromisoformat(matched(DAY, until)) if until else None
        if until and self.standing != "barred":
            raise ValueError(f"{self.account}: an end without a bar")


def read_rows(path, columns, optional=()):
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
        if re.search("\r(?!\n)|^[^\n]*\n?$", text):
            raise ValueError(path + " has a lone CR, or no row")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header = next(reader)
        if len(set(header)) < len(header) or not set(columns) <= set(header) <= {
                *columns, *optional}:
            raise ValueError(f"the columns {header} of {path}")
        for row in reader:
            if len(row) != len(header):
                raise ValueError(f"{path} line {reader.line_num}: {len(row)} fields")
            own = dict(zip(header, row))
            yield [own[name] for name in columns], [own.get(name, "") for name in optional]


def read_bids(path):
    return [Bid(row, fields)
            for row, (fields, _) in enumerate(read_rows(path, BID_COLUMNS), 1)]


def read_bidders(path):
    own = [Bidder(fields, until)
           for fields, (until,) in read_rows(path, BIDDER_COLUMNS, ["until"])]
    bidders = {bidder.account: bidder for bidder in own}
    if len(bidders) < len(own):
        raise ValueError("an account twice in " + path)
    return bidders


def totals(bids):
    return {"accounts": len({bid.account for bid in bids}), "bids": len(bids),
            "investors": len({bid.investor for bid in bids}),
            "shares": str(sum(bid.shares for bid in bids))}
