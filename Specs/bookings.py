"""The bookings of a journal: money kept for investors, posted again on the balances before it.
Used by verify.py; written from bookings.md.
"""
import re

from draws import NAME

OPERATION = re.compile(f"booking-{NAME}")
FREE = re.compile(f"deposit:({NAME})")
HOLD = re.compile(f"deposit:({NAME}):blocked:{NAME}")
NAMED = {  # by action: the posting that names the account, its form, the posting of the amount
    "deposit": (1, FREE, 1), "withdraw": (0, FREE, 1), "hold": (1, HOLD, 1),
    "capture": (0, HOLD, 1), "release": (0, HOLD, None)}


def is_kept(account):
    """Whether only bookings post there."""
    return account == "custody" or account.startswith("deposit:")


class Bookings:
    """Where the booking that is open stands, and which are closed; `find` is told what differs."""
    def __init__(self, find):
        self.find, self.closed, self.operation, self.place = find, set(), None, 0

    def take(self, entry, number, operation, is_new, balances):
        """One entry without who recorded it, before it is posted; True of the last one."""
        body, postings = entry["body"], entry["postings"]
        self.place = 1 if is_new else self.place + 1
        if (entry["kind"] != "booking" or not OPERATION.fullmatch(operation)
                or entry["id"] != f"{operation}/{self.place}"):
            self.find("bookingDiffers", number, f"{entry['kind']} {entry['id']}",
                      f"booking {operation}/{self.place}")
        if not set(body) <= {"action", "closes"}:
            self.find("bookingDiffers", number, sorted(body), "action, by, and closes in the last")
        found = [(own["account"], int(own["amount"].replace(".", "")), own["unit"])
                 for own in postings]
        expected = self.again(body.get("action"), found, balances)
        if found != expected:
            self.find("bookingDiffers", number, f"{body.get('action')} {found}", expected)
        if "closes" not in body:
            return False
        if body["closes"] != operation:
            self.find("operationNotClosed", number, body["closes"], operation)
        self.closed.add(operation)
        return True

    @staticmethod
    def again(action, found, balances):
        """What the action posts to the account and with the amount that its postings name."""
        if type(action) is not str or action not in NAMED:
            return "a deposit, withdraw, hold, capture or release"
        place, form, amount_place = NAMED[action]
        if len(found) < 2 or not form.fullmatch(found[place][0]):
            return f"{form.pattern} in posting {place + 1} of at least two"
        path = found[place][0]
        free = "deposit:" + form.fullmatch(path)[1]
        kept = balances.get(("CNY", path), 0)
        amount = kept if amount_place is None else found[amount_place][1]
        if amount <= 0:
            return "an amount above zero"
        if action == "hold" and kept:
            return f"none while {path} holds {kept} fen"
        if action == "capture" and amount > kept:
            return f"at most the {kept} fen in {path}"
        rows = {"deposit": [("custody", -amount), (free, amount)],
                "withdraw": [(free, -amount), ("custody", amount)],
                "hold": [(free, -amount), (path, amount)],
                "capture": [(path, -kept), ("custody", amount), (free, kept - amount)],
                "release": [(path, -kept), (free, kept)]}[action]
        return [(account, fen, "CNY") for account, fen in rows if fen]
