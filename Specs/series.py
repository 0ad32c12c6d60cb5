"""Puts a bank's files together: pages into statements, statements into the series of an account.
Used by records.py; written from the texts in this folder.
"""
from mt940 import read_mt940
from statements import Page, read_bank_csv, read_camt, refuse


def read_bank(data, name):
    """The pages of one file; a CSV is one without balances."""
    first = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if first == b"<":
        return read_camt(data, name)
    if first in (b":", b"{"):
        return read_mt940(data, name)
    lines = list(read_bank_csv(data, name))
    return [Page("", None, None, None, True, None, None, None, None, "", lines, "csv")]


def check_files(contents):
    if len(set(contents)) < len(contents):
        refuse("fileTwice", "two files of the same bytes")


def put_together(pages):
    """By account, its statements in their order; each is a list of pages."""
    accounts = {}
    for own in pages:
        if own.form != "csv":
            accounts.setdefault(own.account, []).append(own)
    return {account: in_order(own, account) for account, own in accounts.items()}


def in_order(pages, account):
    groups = {}
    for own in pages:
        key = own.id if own.number is None else own.number
        groups.setdefault((own.number is None, key), []).append(own)
    statements = []
    for own in groups.values():
        for part in by_year(own) if own[0].number is not None else unnumbered(own):
            statements.append(whole(part, account))
    if any(own[0].number is None for own in statements):
        statements.sort(key=lambda own: pages.index(own[0]))
    else:
        statements.sort(key=lambda own: (own[-1].year, own[0].number))
    numbered = [own for own in statements if own[0].number is not None]
    for before, own in zip(numbered, numbered[1:]):
        is_next = own[0].number == before[0].number + 1
        if not is_next and not (own[0].number == 1 and own[-1].year > before[-1].year):
            refuse("statementMissing", f"{account}: {before[0].number}, {own[0].number}")
    return statements


def by_year(pages):
    """Pages of one number; two statements that share it closed in different years."""
    parts, waiting = {}, []
    for own in pages:
        waiting.append(own)
        if own.year:
            parts.setdefault(own.year, []).extend(waiting)
            waiting = []
    if waiting:
        parts.setdefault(max(parts, default=""), []).extend(waiting)
    return parts.values()


def unnumbered(pages):
    """Messages of MT940 with one id and no number: after a last page begins a new statement."""
    if pages[0].form == "camt" or any(own.page for own in pages):
        return [pages]
    parts = [[]]
    for own in pages:
        parts[-1].append(own)
        if own.is_last:
            parts.append([])
    return [own for own in parts if own]


def whole(pages, account):
    """The pages of one statement from the first to the last."""
    where = f"{account}: {pages[0].id}"
    if all(own.page is None for own in pages):
        if pages[0].form == "camt" and len(pages) > 1:
            refuse("statementTwice", where)
    elif any(own.page is None for own in pages):
        refuse("statementTwice", where)
    else:
        pages = sorted(pages, key=lambda own: own.page)
        numbers = [own.page for own in pages]
        if len(set(numbers)) < len(numbers):
            refuse("pageTwice", where)
        if numbers != list(range(1, len(numbers) + 1)):
            refuse("pageMissing", where)
    if any(own.is_last for own in pages[:-1]):
        refuse("pageAfterLast", where)
    if not pages[-1].is_last:
        refuse("lastPageMissing", where)
    if pages[0].opening is None or pages[-1].closing is None:
        refuse("missingBalance", where)
    for balances in zip(*((own.opening, own.closing) for own in pages)):
        if len(set(balances) - {None}) > 1:
            refuse("balanceTwice", where)
    return pages


def balances(pages):
    """Where something does not close as it moved, or opens otherwise than what was before closed:
    a key, the amount that should be there and the one that is."""
    for statements in put_together(pages).values():
        closed = None
        for statement in statements:
            for number, own in enumerate(statement, 1):
                key = own.id if len(statement) == 1 else f"{own.id}/{number}"
                stated = statement[0].opening if number == 1 else own.opens
                opens = closed if stated is None else stated
                sums = opens + sum(line.amount for line in own.lines)
                closes = statement[-1].closing if own is statement[-1] else own.closes
                closes = sums if closes is None else closes
                if sums != closes:
                    yield key, sums, closes
                if closed not in (None, opens):
                    yield key, closed, opens
                closed = closes
