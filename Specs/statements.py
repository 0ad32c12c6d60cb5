"""Reads what a bank and a depository send: CSV, camt.053, and the list of holdings.
Used by matching.py and reconcile.py; written from the texts in this folder.
"""
import csv, re
from collections import Counter, namedtuple
from datetime import date, datetime
from xml.parsers import expat

from draws import NAME

Item = namedtuple("Item", "reference account amount group key", defaults=("", ""))
Statement = namedtuple("Statement", "id account number opening closing lines")
Row = namedtuple("Row", "account shares locked end")
NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(0[2-9]|1[0-3])")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?"
                  "(Z|[+-][0-9]{2}:[0-9]{2})?)?")
# A field in quotes or without any, and what ends it.
FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$(?![\r\n]))')


class Refused(Exception):
    """An input that is refused: the rule, and where."""


def refuse(rule, where):
    raise Refused(f"{rule}: {where}")


# ---- values ----

def fen(text, where, pattern=r"-?(0|[1-9][0-9]*)(\.[0-9]{1,2})?"):
    if not re.fullmatch(pattern, text):
        refuse("malformedAmount", f"{where}: {text}")
    whole, _, part = text.partition(".")
    amount = int(whole + part[:2].ljust(2, "0"))
    return amount if abs(amount) < 2**63 else refuse("malformedAmount", f"{where}: {text}")


def shares(text, where):
    if not re.fullmatch("0|[1-9][0-9]*", text) or int(text) >= 2**63:
        refuse("malformedShares", f"{where}: {text}")
    return int(text)


def day(text, where):
    try:
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text).isoformat()
    except ValueError:
        refuse("malformedDay", f"{where}: {text}")


def time(text, where):
    try:
        if not TIME.fullmatch(text):
            raise ValueError
        datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        refuse("malformedTime", f"{where}: {text}")


# ---- CSV ----

def table(data, name, columns):
    """The rows of a CSV file, each with where it stands; the columns in the order asked for."""
    text, place, rows, row = utf8(data, name), 0, [], []
    while place < len(text) or row:
        field = FIELD.match(text, place) or refuse("malformedQuote", f"{name} row {len(rows) + 1}")
        row.append(field[2] if field[1] is None else field[1].replace('""', '"'))
        place = field.end()
        if field[3] != ",":
            rows.append(row)
            row = []
    header, *rows = rows or refuse("missingHeader", name)
    if sorted(header) != sorted(columns):
        refuse("missingColumn", f"{name}: {header}")
    if not rows:
        refuse("noRows", name)
    order = [header.index(column) for column in columns]
    for number, row in enumerate(rows, 2):
        if len(row) != len(header):
            refuse("wrongFieldCount", f"{name} row {number}")
        yield f"{name} row {number}", [row[place] for place in order]


def utf8(data, name):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse("invalidUTF8", name)


def read_bank_csv(data, name):
    for where, row in table(data, name, ("reference", "account", "amount", "booked_at")):
        reference, account, amount, booked = row
        if not reference + account:
            refuse("malformedReference", where)
        if account and not re.fullmatch(NAME, account):
            refuse("malformedName", f"{where}: {account}")
        time(booked, where)
        yield Item(reference, account, fen(amount, where) or refuse("malformedAmount", where),
                   key=reference or account)


def read_list(data, name):
    """The rows of the depository's list."""
    rows, sums = [], Counter()
    for where, row in table(data, name, ("account", "shares", "locked", "unlock_date")):
        account, own, locked = row[0], shares(row[1], where), shares(row[2], where)
        if not re.fullmatch(NAME, account):
            refuse("malformedName", f"{where}: {account}")
        sums[account] += max(own, locked)
        if sums[account] >= 2**63:
            refuse("malformedShares", f"{where}: a sum above 64 bits")
        rows.append(Row(account, own, locked, row[3] and day(row[3], where)))
    return rows


# ---- camt.053 ----

class Element:
    def __init__(self, tag, name, attributes, line=0):
        self.tag, self.attributes, self.line = tag, attributes, line
        self.where = f"{name} line {line}"
        self.text, self.children = "", []

    def all(self, path):
        first, _, rest = path.partition("/")
        found = [child for child in self.children if child.tag == first]
        return [own for child in found for own in child.all(rest)] if rest else found

    def get(self, *paths):
        """The text of the first of these elements that is there."""
        return next((own.text.strip() for path in paths for own in self.all(path)), "")


def parse(data, name):
    """The tree of the root's namespace."""
    parser, stack, root = expat.ParserCreate("UTF-8", " "), [], Element("", name, {})
    stack.append(root)

    def start(tag, attributes):
        space, _, tag = tag.rpartition(" ")
        if len(stack) == 1 and not (tag == "Document" and NAMESPACE.fullmatch(space)):
            refuse("unknownNamespace", f"{name}: {space} {tag}")
        root.text = root.text or space
        stack.append(Element(tag if space == root.text else "", name, attributes,
                             parser.CurrentLineNumber))
        stack[-2].children.append(stack[-1])

    def characters(text):
        stack[-1].text += text if len(stack) > 1 else ""

    parser.StartElementHandler, parser.CharacterDataHandler = start, characters
    parser.EndElementHandler = lambda tag: stack.pop()
    parser.StartDoctypeDeclHandler = lambda *_: refuse("documentTypeRefused", name)
    parser.XmlDeclHandler = lambda version, encoding, _: (
        (encoding or "UTF-8").upper() == "UTF-8" or refuse("malformedXML", f"{name}: {encoding}"))
    try:
        parser.Parse(utf8(data, name).encode(), True)
    except expat.ExpatError as error:
        refuse("malformedXML", f"{name}: {error}")
    return root


def money(element, paths, sign):
    found = [own for path in paths for own in element.all(path)]
    if not found:
        refuse("missingElement", f"{element.where}: {paths[0]}")
    for own in found:
        if own.attributes.get("Ccy", "CNY") != "CNY":
            refuse("wrongCurrency", own.where)
    if sign not in ("CRDT", "DBIT"):
        refuse("malformedSign", f"{element.where}: {sign}")
    amount = fen(found[0].text.strip(), found[0].where, r"[0-9]+(\.([0-9]|[0-9]{2}0*))?")
    return amount if sign == "CRDT" else -amount


def read_balance(statement, *codes):
    found = {code: [own for own in statement.all("Bal") if own.get("Tp/CdOrPrtry/Cd") == code]
             for code in codes}
    for code in codes:
        if len(found[code]) > 1:
            refuse("balanceTwice", f"{statement.where}: {code}")
        for own in found[code]:
            return money(own, ["Amt"], own.get("CdtDbtInd"))
    refuse("missingBalance", f"{statement.where}: {codes[0]}")


def read_entry(entry):
    details, sign = entry.all("NtryDtls/TxDtls"), entry.get("CdtDbtInd")
    total, status = money(entry, ["Amt"], sign), entry.get("Sts/Cd", "Sts")
    booked = entry.get("BookgDt/Dt", "BookgDt/DtTm")
    if booked:
        zone = "(Z|[+-][0-9]{2}:[0-9]{2})?"  # of a day, which no CSV has
        booked = re.sub(rf"^([0-9-]{{10}}){zone}$", r"\1", booked)
        time(re.sub(r"(:[0-9]{2})\.[0-9]+", r"\1", booked), entry.where)
    if not status:
        refuse("missingElement", f"{entry.where}: Sts")
    if status != "BOOK":
        return
    paths = ["Amt", "AmtDtls/TxAmt/Amt"]
    parts = [(own, money(own, paths, own.get("CdtDbtInd") or sign)) for own in details
             if len(details) > 1 or own.get(*paths)]
    if len(details) < 2:  # one movement; the currency of its part has been read
        parts = [((details or [entry])[0], total)]
    if sum(amount for _, amount in parts) != total:
        refuse("detailsDoNotSum", entry.where)
    for own, amount in parts:
        reference = own.get("Refs/EndToEndId")
        reference = "" if reference == "NOTPROVIDED" else reference
        key = reference or entry.get("AcctSvcrRef", "NtryRef")
        if amount:
            yield Item(reference, "", amount, key=key or f"line {entry.line}")


def read_camt(data, name):
    statements = []
    for own in parse(data, name).all("Document/BkToCstmrStmt/Stmt"):
        account = own.get("Acct/Id/IBAN", "Acct/Id/Othr/Id")
        number, lines = own.all("ElctrncSeqNb"), []
        for entry in own.all("Ntry"):
            lines += read_entry(entry)
        if not own.get("Id"):
            refuse("missingElement", f"{own.where}: Id")
        number = shares(number[0].text.strip(), own.where) if number else None
        statements.append(Statement(
            own.get("Id"), account, number,
            read_balance(own, "OPBD", "PRCD"), read_balance(own, "CLBD"), lines))
    return statements or refuse("missingElement", f"{name}: Stmt")


# ---- any file of a bank ----

def read_bank(data, name):
    """The statements of one file; a CSV is one without balances."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        return read_camt(data, name)
    return [Statement("", None, None, None, None, list(read_bank_csv(data, name)))]


def check_numbers(statements):
    """The numbers of one account's statements leave no gap and repeat none."""
    numbers = {}
    for own in statements:
        if own.number is not None:
            numbers.setdefault(own.account, []).append(own.number)
    for account, own in numbers.items():
        if len(set(own)) < len(own):
            refuse("statementTwice", f"{account}: {sorted(own)}")
        if max(own) - min(own) >= len(own):
            refuse("statementMissing", f"{account}: {sorted(own)}")
