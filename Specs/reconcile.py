#!/usr/bin/env python3
"""Holds a ledger against bank statements and a depository's list, as `ipo reconcile --json` does:
python3 reconcile.py DIR [--bank F]… [--issuer-bank F]… [--register F] [--as-of D] [--complete]
    [--tolerance YUAN] [--payers F]

Written from reconciliation.md; shares nothing with the program that writes the journal. It uses
series.py, which reads a bank's files, money.py and matching.py, which compare, and records.py: what
the journal has on record, which is what a call without files compares; the control totals of
audit.md are not made here. Nothing is written.
Exit 0: no break is open. Exit 1: one is. Exit 2: an input or the call is wrong.
"""
import argparse, json, os, sys
from datetime import date

import verify
from matching import GROUPS
from records import Records
from statements import Refused, day


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--bank", metavar="FILE", action="append", default=[])
    parser.add_argument("--issuer-bank", metavar="FILE", action="append", default=[])
    parser.add_argument("--register", metavar="FILE")
    parser.add_argument("--as-of", metavar="DAY", default=date.today().isoformat())
    parser.add_argument("--complete", action="store_true",
                        help="movements of every group have to be on the statements")
    parser.add_argument("--tolerance", metavar="YUAN")
    parser.add_argument("--payers", metavar="FILE", help="CSV account,payer")
    call = parser.parse_args()
    path = os.path.join(call.folder, "journal.jsonl")
    if not os.path.isfile(path):
        parser.error("no journal: " + path)
    records = Records(call.folder)
    verify.Journal(path, None, records)  # whoever signed it is for verify.py
    if verify.findings:
        print(f"the journal is unsound: {verify.findings[0]}", file=sys.stderr)
        return 1
    files = {"bank": [os.path.abspath(own) for own in call.bank],
             "issuer_bank": [os.path.abspath(own) for own in call.issuer_bank],
             "register": call.register and os.path.abspath(call.register)}
    is_rolling = not any(files.values())  # without any file: what is on record
    if is_rolling:
        files = {**records.last, "register": None}
    last = records.last if is_rolling else {"tolerance": "0.00", "payers": None}
    files["tolerance"] = last["tolerance"] if call.tolerance is None else call.tolerance
    files["payers"] = last["payers"] if call.payers is None else os.path.abspath(call.payers)
    try:
        files["as_of"] = day(call.as_of, "--as-of")
        if is_rolling and not all(map(records.is_sealed, files["bank"] + files["issuer_bank"])):
            raise Refused("sealedInputChanged: a statement on record")
        ledger = records.ledger
        for key, rule, own in (("bank", "notPaid", ledger.is_paid), (
                "issuer_bank", "nothingHandedOn", ledger.issuer), (
                "register", "notRegistered", ledger.register)):
            if files[key] and not own:
                raise Refused(f"{rule}: nothing of that in the journal yet")
        expecting = GROUPS if call.complete else records.last["expecting"] if is_rolling else []
        result = records.reconcile(files, ledger, expecting)
    except (Refused, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1 if "sealedInputChanged" in str(error) else 2
    _, states, _ = records.states(result)
    is_explained = [number and records.standing[number].is_explained for _, number in states]
    breaks = [{**own.members(), "number": number, "state": "explained" if explained else "open"}
              for (own, number), explained in zip(states, is_explained)]
    if is_rolling:  # what is on record of a side that was not compared stays as it is
        for number, standing in records.standing.items():
            side = {"escrow": "bank"}.get(standing.own.side, f"{standing.own.side}_bank")
            if not files.get(side) and not standing.is_explained:
                breaks.append({**standing.own.members(), "number": number, "state": "open"})
                is_explained.append(False)
    print(json.dumps({"matched": sum(result.matched.values()), "breaks": breaks,
                      "open": is_explained.count(False) + is_explained.count(None)},
                     ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    return 0 if all(is_explained) else 1


if __name__ == "__main__":
    sys.exit(main())
