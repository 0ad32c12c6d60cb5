"""Reads a bank's statements in MT940, bare or in blocks.
Used by series.py; written from the texts in this folder.
"""
import re

from statements import Page, day, named, refuse, utf8

CODES = ("EREF PREF IREF MREF MARF CRED DEBT KREF BREF ORDP BENM ULTB ULTD REMI SVCL TRCD PURP "
         "RTRN CSID TYPE OCMT CHGS EXCH ISDT IBAN NAME").replace(" ", "|")
FIELDS = ("20", "21", "25", "28C", "60", "61", "62", "64", "65", "86")
BALANCE = re.compile(r"([CD])([0-9]{6})([A-Z]{3})(.+)")
ENTRY = re.compile(r"([0-9]{6})([0-9]{4})?(R?[CD])(Y)?([0-9,]{1,15})([SNF][A-Z0-9]{3})"
                   r"((?:(?!//).){1,16})(?://(.{0,16}))?(?:\n(.*))?")
BLOCK = r"(?:[^{}\n]|\{[^{}\n]*\})*\}"
BLOCKS = re.compile(rf"\s*((?:\{{[123]:{BLOCK})*)\{{4:\n((?:.*\n)*?)-\}}(?:\{{5:{BLOCK})?\s*")


def messages(data, name):
    """The fields of each message, as tag, text and line of the file."""
    text = utf8(data, name).replace("\r\n", "\n")
    if re.search(r"[\0-\x09\x0b-\x1f\x7f]", text):
        refuse("malformedLine", name)
    if not text.lstrip().startswith("{"):
        yield from bare(text, name)
        return
    place = 0
    while text[place:].strip():
        block = BLOCKS.match(text, place) or refuse("messageCutOff", name)
        if re.search(r"\{2:(?![IO]940)", block[1]):
            refuse("unknownMessage", f"{name}: {block[1]}")
        yield from bare(block[2], name, text.count("\n", 0, block.start(2)))
        place = block.end()


def bare(text, name, line=0):
    fields = []
    for number, own in enumerate(text.removesuffix("\n").split("\n"), line + 1):
        field = re.match(":([0-9]{2}[A-Z]?):", own)
        if fields and (own == "-" or field and field[1] == "20"):
            yield fields
            fields = []
        if field:
            fields.append([field[1], own[field.end():], number])
        elif fields and fields[-1][0] in ("61", "86"):
            fields[-1][1] += "\n" + own
        elif own.strip() and (fields or own != "-"):
            refuse("malformedLine", f"{name} line {number}: {own}")
    if fields:
        yield fields


def comma_fen(text, where):
    if not re.fullmatch("[0-9]+,[0-9]{0,2}", text) or len(text) > 15:
        refuse("malformedAmount", f"{where}: {text}")
    whole, _, part = text.partition(",")
    return int(whole + part.ljust(2, "0"))


def year_of(text):
    return int(text[:2]) + (1900 if text[:2] >= "80" else 2000)


def swift_day(text, where):
    return day(f"{year_of(text)}-{text[2:4]}-{text[4:6]}", where)


def swift_balance(text, where):
    own = BALANCE.fullmatch(text) or refuse("malformedField", f"{where}: {text}")
    if own[3] != "CNY":
        refuse("wrongCurrency", f"{where}: {text}")
    swift_day(own[2], where)
    return comma_fen(own[4], where) * (1 if own[1] == "C" else -1), own[2]


def swift_reference(owner, information):
    """After /EREF/ up to the next code word, else the owner's; of NONREF a plain :86:."""
    found = re.search(f"/EREF/(.*?)(?=/(?:{CODES})/|$)", information)
    if found and found[1] not in ("", "NOTPROVIDED"):
        return found[1]
    if owner == "NONREF":
        is_plain = not re.search("[ ?]", information) and not information.startswith("/")
        owner = information if is_plain else ""
    return "" if owner == "NOTPROVIDED" else owner


def read_mt940(data, name):
    return [read_message(fields, f"{name} message {number}")
            for number, fields in enumerate(messages(data, name), 1)]


def read_message(fields, where):
    single, entries, last = {}, [], -1
    for tag, text, line in fields:
        kind = tag[:2] if tag[:2] in ("60", "62", "25") else tag
        if kind not in FIELDS or tag not in ("25", "25P", "60F", "60M", "62F", "62M", kind):
            refuse("unknownField", f"{where}: {tag}")
        if kind == "86":
            if entries and last == FIELDS.index("61") and entries[-1][1] is None:
                entries[-1][1] = text.replace("\n", "")
            continue
        if FIELDS.index(kind) < last:
            refuse("fieldOutOfOrder", f"{where}: {tag}")
        last = FIELDS.index(kind)
        if kind == "61":
            entries.append([text, None, line])
        elif kind in single and kind != "65":
            refuse("fieldTwice", f"{where}: {tag}")
        else:
            single[kind] = tag, text
    for kind in ("20", "25", "28C", "60", "62"):
        if kind not in single:
            refuse("missingField", f"{where}: {kind}")
    place = re.fullmatch("([0-9]{1,5})(?:/([0-9]{1,5}))?", single["28C"][1])
    if not place or not 0 < len(single["20"][1]) <= 16 or not 0 < len(single["25"][1]) <= 35:
        refuse("malformedField", f"{where}: {single}")
    opening, _ = swift_balance(single["60"][1], where)
    closing, closed = swift_balance(single["62"][1], where)
    is_first, is_last = single["60"][0] == "60F", single["62"][0] == "62F"
    lines = []
    for text, information, line in entries:
        own = ENTRY.fullmatch(text) or refuse("malformedField", f"{where}: {text}")
        swift_day(own[1], where)
        swift_day("04" + (own[2] or "0229"), where)  # a day of some year
        amount = comma_fen(own[5], where) * (1 if own[3] in ("C", "RD") else -1)
        reference = swift_reference(own[7], information or "")
        if amount:
            lines.append(named(reference, "", amount, key=own[8] or f"line {line}"))
    return Page(single["20"][1], single["25"][1], int(place[1]) or None,
                int(place[2]) if place[2] else None, is_last, opening if is_first else None,
                closing if is_last else None, None if is_first else opening,
                None if is_last else closing, str(year_of(closed)), lines, "mt940")
