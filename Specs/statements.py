"""Reads what a bank and a depository send: CSV, camt.053, and the list of holdings.
Used by mt940.py, series.py, matching.py and records.py; written from the texts in this folder.
"""
import csv, re
from collections import Counter, namedtuple
from datetime import date, datetime
from unicodedata import normalize
from xml.parsers import expat

from draws import NAME

Item = namedtuple("Item", "reference account amount group key", defaults=("", ""))
# A whole statement, or one page of it; what the statement and what the page opens and closes with.
Page = namedtuple("Page", "id account number page is_last opening closing opens closes year lines "
                          "form")
Row = namedtuple("Row", "account shares locked end")
NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(0[2-9]|1[0-4])")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?"
                  "(Z|[+-][0-9]{2}:[0-9]{2})?)?")
# A field in quotes or without any, and what ends it.
FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$(?![\r\n]))')


def named(reference, account, amount, group="", key=""):
    """Canonically equivalent references are equal; the key is what a report shows."""
    return Item(normalize("NFC", reference), account, amount, group, reference or account or key)


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
        yield named(reference, account, fen(amount, where) or refuse("malformedAmount", where))


def read_list(data, name):
    """The rows of the depository's list."""
    rows, sums = [], Counter()
    for where, row in table(data, name, ("account", "shares", "locked", "unlock_date")):
        account, own, locked = row[0], shares(row[1], where), shares(row[2], where)
        if not re.fullmatch(NAME, account):
            refuse("malformedName", f"{where}: {account}")
        if locked > own:
            refuse("lockedAboveShares", f"{where}: {locked} of {own}")
        sums[account] += own
        if sums[account] >= 2**63:
            refuse("malformedShares", f"{where}: a sum above 64 bits")
        rows.append(Row(account, own, locked, row[3] and day(row[3], where)))
    return rows


def read_payers(data, name):
    """The payer by account."""
    payers = {}
    for where, (account, payer) in table(data, name, ("account", "payer")):
        if not re.fullmatch(NAME, account) or not re.fullmatch(NAME, payer):
            refuse("malformedName", where)
        if account in payers:
            refuse("duplicateAccount", where)
        payers[account] = payer
    is_ended = set()
    for account in payers:
        chain = []
        while account in payers and account not in is_ended:
            if account in chain:
                refuse("payerOfItself", f"{name}: {account}")
            chain.append(account)
            account = payers[account]
        is_ended.update(chain)
    return payers


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


def check_once(element, *groups):
    """Of each group of paths there is one element at most."""
    for group in groups:
        if sum(len(element.all(path)) for path in group.split()) > 1:
            refuse("elementTwice", f"{element.where}: {group}")


def indicator(text, where):
    if text not in ("true", "1", "false", "0"):
        refuse("malformedIndicator", f"{where}: {text}")
    return text in ("true", "1")


def money(element, *paths, sign=None):
    """A signed amount in CNY; None where none of the elements is there."""
    found = next((own for path in paths for own in element.all(path)), None)
    if found is None:
        return None
    if found.attributes.get("Ccy") != "CNY":
        refuse("wrongCurrency", found.where)
    if sign not in ("CRDT", "DBIT"):
        refuse("missingElement", f"{element.where}: CdtDbtInd {sign}")
    amount = fen(found.text.strip(), found.where, r"[0-9]+(\.([0-9]|[0-9]{2}0*))?")
    return amount if sign == "CRDT" else -amount


def need(value, rule, where):
    return refuse(rule, where) if value is None else value


def balance_of(own):
    return need(money(own, "Amt", sign=own.get("CdtDbtInd")), "missingElement", own.where)


def reference_of(own):
    """The EndToEndId, else what an unstructured text has after /EREF/ at its beginning."""
    reference = own.get("Refs/EndToEndId")
    if reference not in ("", "NOTPROVIDED"):
        return reference
    texts = [text.text.strip() for text in own.all("RmtInf/Ustrd")]
    reference = next((text[6:] for text in texts if text.startswith("/EREF/")), "")
    return "" if reference == "NOTPROVIDED" else reference


def charges(entry):
    """What the entry's charges move, not those that its amount does not include."""
    records = entry.all("Chrgs/Rcrd") or entry.all("Chrgs")
    return sum(money(own, "Amt", sign=own.get("CdtDbtInd") or "DBIT") or 0 for own in records
               if indicator(own.get("ChrgInclInd") or "true", own.where))


def read_entry(entry):
    check_once(entry, "Sts", "Sts/Cd")
    status = entry.get("Sts/Cd", "Sts")
    if status != "BOOK":
        return [] if status else refuse("missingElement", f"{entry.where}: Sts")
    check_booked(entry)
    sign, details = entry.get("CdtDbtInd"), entry.all("NtryDtls/TxDtls")
    total = need(money(entry, "Amt", sign=sign), "missingElement", entry.where)
    booked = entry.get("BookgDt/Dt", "BookgDt/DtTm")
    if booked:
        zone = "(Z|[+-][0-9]{2}:[0-9]{2})?"  # of a day, which no CSV has
        booked = re.sub(rf"^([0-9-]{{10}}){zone}$", r"\1", booked)
        time(re.sub(r"(:[0-9]{2})\.[0-9]+", r"\1", booked), entry.where)
    parts = [(own, money(own, "Amt", "AmtDtls/TxAmt/Amt", sign=own.get("CdtDbtInd") or sign))
             for own in details] if len(details) > 1 else [(own, total) for own in details]
    for batch in entry.all("NtryDtls"):
        check_batch(batch, [amount for own, amount in parts if own in batch.children])
    parts = parts or [(entry, total)]
    if None in [amount for _, amount in parts]:
        refuse("missingElement", f"{entry.where}: Amt of a transaction")
    rest = total - sum(amount for _, amount in parts)
    if rest and rest != charges(entry):
        refuse("detailsDoNotSum", entry.where)
    key = entry.get("AcctSvcrRef", "NtryRef") or f"line {entry.line}"
    items = [named(reference_of(own), "", amount, key=key) for own, amount in parts]
    items.append(named("", "", rest, key=key))
    return [own for own in items if own.amount]


def check_booked(entry):
    """What a booked entry has once."""
    check_once(entry, "NtryRef", "AcctSvcrRef", "Amt", "CdtDbtInd", "BookgDt/Dt BookgDt/DtTm")
    for own in entry.all("NtryDtls"):
        check_once(own, "Btch/NbOfTxs", "Btch/TtlAmt", "Btch/CdtDbtInd")
    for own in entry.all("NtryDtls/TxDtls"):
        check_once(own, "Refs/EndToEndId", "Amt", "CdtDbtInd", "AmtDtls/TxAmt/Amt")
    for own in entry.all("Chrgs") + entry.all("Chrgs/Rcrd"):
        check_once(own, "Amt", "CdtDbtInd", "ChrgInclInd")


def check_batch(details, amounts):
    """What a batch says of its transactions, where it has any."""
    if not amounts:
        return
    for batch in details.all("Btch"):
        count, stated = batch.get("NbOfTxs"), batch.all("TtlAmt")
        if count and (not re.fullmatch("[0-9]+", count) or int(count) != len(amounts)):
            refuse("batchDiffers", f"{batch.where}: {count}")
        if stated and None not in amounts:
            sign = batch.get("CdtDbtInd") or ("CRDT" if sum(amounts) >= 0 else "DBIT")
            if money(batch, "TtlAmt", sign=sign) != sum(amounts):
                refuse("batchDiffers", f"{batch.where}: TtlAmt")


def read_camt(data, name):
    pages = []
    for message in parse(data, name).all("Document/BkToCstmrStmt"):
        check_once(message, "GrpHdr/MsgPgntn/PgNb", "GrpHdr/MsgPgntn/LastPgInd")
        for own in message.all("Stmt"):
            check_once(own, "Id", "ElctrncSeqNb", "Acct/Id/IBAN Acct/Id/Othr/Id",
                       "StmtPgntn/PgNb", "StmtPgntn/LastPgInd")
            pages.append(read_page(own, own.all("StmtPgntn") or message.all("GrpHdr/MsgPgntn")))
    return pages or refuse("missingElement", f"{name}: Stmt")


def read_page(own, pagination):
    found = {code: [bal for bal in own.all("Bal") if bal.get("Tp/CdOrPrtry/Cd") == code]
             for code in ("OPBD", "PRCD", "CLBD", "ITBD")}
    for balance in own.all("Bal"):
        check_once(balance, "Tp/CdOrPrtry/Cd")
    for balance in sum(found.values(), []):
        check_once(balance, "Amt", "CdtDbtInd", "Dt/Dt Dt/DtTm")
    for code in ("OPBD", "PRCD", "CLBD"):
        if len(found[code]) > 1:
            refuse("balanceTwice", f"{own.where}: {code}")
    opening, closing = found["OPBD"] or found["PRCD"], found["CLBD"]
    page, is_last, opens, closes = None, True, None, None
    if pagination and pagination[0].get("PgNb"):
        page = shares(pagination[0].get("PgNb"), own.where)
        is_last = indicator(pagination[0].get("LastPgInd") or "true", own.where)
    if page and not (page == 1 and is_last):
        interim = [balance_of(bal) for bal in found["ITBD"]]
        if interim and len(interim) != (page > 1) + (not is_last):
            refuse("wrongInterimBalances", own.where)
        opens = interim.pop(0) if interim and page > 1 else None
        closes = interim.pop() if interim else None
    number = own.all("ElctrncSeqNb")
    return Page(own.get("Id") or refuse("missingElement", f"{own.where}: Id"),
                own.get("Acct/Id/IBAN", "Acct/Id/Othr/Id")
                or refuse("missingElement", f"{own.where}: Acct"),
                shares(number[0].text.strip(), own.where) if number else None,
                page, is_last, balance_of(opening[0]) if opening else None,
                balance_of(closing[0]) if closing else None, opens, closes,
                closing[0].get("Dt/Dt", "Dt/DtTm")[:4] if closing else "",
                [line for entry in own.all("Ntry") for line in read_entry(entry)], "camt")
