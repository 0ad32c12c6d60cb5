import Foundation

/// The same questions to pandas, as somebody would write them who knows it: whole columns, a merge
/// with the list of bidders, sorts, running sums and groups.
struct PandasPeer {
  let version: String
  /// CPU seconds of the reading, and of all that follows it.
  let reading: Double
  let figures: Double
  /// Of every figure, a line each.
  let digest: String

  private static let script = """
    import hashlib, sys, time
    from fractions import Fraction
    import numpy as np
    import pandas as pd

    OPENS, CLOSES = 1763515800, 1763535600
    LEAST, STEP, MOST = 1000000, 100000, 22000000

    def read(folder):
        bids = pd.read_csv(folder + "/bids.csv", dtype={"shares": "int64", "sequence": "int64"})
        bids["price"] = (bids["price"] * 1e6).round().astype("int64")
        times = pd.to_datetime(bids["submitted_at"], format="%Y-%m-%dT%H:%M:%SZ")
        bids["at"] = (times - pd.Timestamp("1970-01-01")) // pd.Timedelta("1s")
        bidders = pd.read_csv(folder + "/bidders.csv")
        bidders["assets"] = (bidders["assets"] * 100).round().astype("int64")
        return bids, bidders

    def screen(bids, bidders):
        timely = bids["at"].between(OPENS, CLOSES)
        last = bids[timely].sort_values(["at", "sequence"], kind="stable")
        last = last.drop_duplicates("account", keep="last").index
        standing = pd.Series(False, index=bids.index)
        standing[last] = True
        b = bids.merge(bidders, on="account", how="left", suffixes=("", "_listed"))
        known = b["investor"] == b["investor_listed"]
        houses = bids[standing].groupby("investor")["price"].agg(["nunique", "min", "max"])
        wide = (houses["max"] - houses["min"]) * 5 > houses["min"]
        tests = {
            "early": b["at"] < OPENS,
            "late": b["at"] > CLOSES,
            "superseded": timely & ~standing,
            "unregistered": ~known,
            "barred": known & (b["standing"] == "barred"),
            "related": known & (b["standing"] == "related"),
            "documentsMissing": known & (b["standing"] == "incomplete"),
            "classDiffers": known & (b["class"] != b["class_listed"]),
            "unknownClass": ~b["class"].isin(["A1", "B"]),
            "offTick": b["price"] % 10000 != 0,
            "belowMinimum": b["shares"] < LEAST,
            "offStep": (b["shares"] >= LEAST) & ((b["shares"] - LEAST) % STEP != 0),
            "aboveMaximum": b["shares"] > MOST,
            "overAssets": b["price"] * b["shares"] > b["assets"].fillna(9e14).astype("int64") * 10000,
            "tooManyPrices": standing & (b["investor"].map(houses["nunique"]) > 3),
            "priceSpread": standing & b["investor"].map(wide).eq(True),
        }
        reason = np.select(list(tests.values()), list(tests.keys()), default="")
        return b, pd.Series(reason, index=b.index)

    def totals(part, accounts):
        return f"{len(part)} {part['investor'].nunique()} {accounts} {part['shares'].sum()}"

    def numbers(bids):
        middle = bids["price"].median() * 2 / 10000
        cost = (bids["price"] // 10000 * bids["shares"]).sum()
        return [Fraction(int(middle), 2), Fraction(int(cost), int(bids["shares"].sum()))]

    def figures(bids, bidders):
        lines = []
        b, reason = screen(bids, bidders)
        valid, removed = b[reason == ""], b[reason != ""]
        accounts = b["account"].nunique()
        lines.append(totals(b, accounts))
        lines.append(totals(valid, len(valid)))
        lines.append(totals(removed, accounts - len(valid)))
        counts = removed.groupby(reason)["shares"].agg(["size", "sum"])
        order = ["early", "late", "superseded", "unregistered", "barred", "related",
                 "documentsMissing", "classDiffers", "unknownClass", "offTick", "belowMinimum",
                 "offStep", "aboveMaximum", "overAssets", "tooManyPrices", "priceSpread"]
        for name in order:
            if name in counts.index:
                lines.append(f"{name} {counts.at[name, 'size']} {counts.at[name, 'sum']}")
        ranked = valid.reset_index().sort_values(
            ["price", "shares", "at", "sequence", "index"],
            ascending=[False, True, False, False, False])
        running = ranked["shares"].cumsum()
        limit = int(running.iloc[-1]) * 3 // 100
        count = int((running <= limit).sum())
        lines.append(f"{count} {ranked['shares'].iloc[:count].sum()}")
        rest = ranked.iloc[count:]
        for value in numbers(rest) + numbers(rest[rest["class"] == "A1"]):
            lines.append(f"{value.numerator}/{value.denominator}")
        levels = rest.groupby("price", sort=False)["shares"].agg(["size", "sum"])
        levels["accounts"] = levels["size"].cumsum()
        levels["all"] = levels["sum"].cumsum()
        for level in levels.itertuples():
            lines.append(f"{level.Index // 10000} {level.size} {level.sum} {level.accounts} {level.all}")
        for price in range(11000, 13000, 20):
            effective = rest[rest["price"] >= price * 10000]
            held = effective.groupby("investor")["shares"].sum().sort_values(ascending=False)
            top = [int(held.iloc[:n].sum()) for n in (1, 5, 10, 25)] if len(held) else []
            squares = sum(int(x) ** 2 for x in held)
            total = effective["shares"].sum()
            lines.append(" ".join(map(str, [price, len(effective), len(held), total, *top, squares])))
        return "".join(line + "\\n" for line in lines)

    def best(body):
        least = float("inf")
        for _ in range(int(sys.argv[2])):
            start = time.process_time()
            result = body()
            least = min(least, time.process_time() - start)
        return result, least

    (bids, bidders), reading = best(lambda: read(sys.argv[1]))
    text, seconds = best(lambda: figures(bids, bidders))
    if len(sys.argv) > 3:
        print(text)
    print(pd.__version__, reading, seconds, hashlib.sha256(text.encode()).hexdigest())
    """

  /// nil where pandas is not installed.
  static func run(in folder: String, rounds: Int) throws -> PandasPeer? {
    let found = try? TimedProcess.run(DuckDBPeer.python, ["-c", "import pandas"])
    guard found != nil else { return nil }
    let output = try TimedProcess.run(
      DuckDBPeer.python, ["-c", script, folder, "\(rounds)"], keepsOutput: true
    ).output
    let words = output.split(whereSeparator: \.isWhitespace)
    guard words.count == 4, let reading = Double(words[1]), let figures = Double(words[2]) else {
      return nil
    }
    return PandasPeer(
      version: String(words[0]), reading: reading, figures: figures, digest: String(words[3]))
  }
}
