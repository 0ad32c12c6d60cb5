import CanonicalJSON
import Foundation
import FoundationXML
import Testing

/// `ipo book screen`, `curve`, `price` and `stress` from outside, on a book that is counted by hand.
@Suite struct BookTests {
  @Test func `What is sealed is the book, and files come all or none`() throws {
    let offering = try InquiryOffering()
    let (svg, csv) = (offering.workspace.url("a.svg").path, offering.workspace.url("a.csv").path)
    let calls = [
      (["--svg", svg, "--csv", svg], "sameFile"),
      (["--svg", svg, "--csv", "\(csv)/b"], "noSuchFolder"),
      (["--svg", svg, "--csv", "\(offering.path)/offering.yaml"], "fileTaken"),
    ]
    for (arguments, rule) in calls {
      let result = try Program.run(Program.path, ["book", "price", offering.path] + arguments)
      #expect(result.code == 2 && result.errors.contains(rule), "\(result.errors)")
      #expect(!offering.workspace.exists("a.svg"))
    }
    #expect(try Program.run("settle", offering.path, "--fact", "price=9.50").code == 0)
    #expect(try Program.run("report", offering.path).code == 0)
    try offering.workspace.write(
      "inputs/bidders.csv", "investor,account,class,assets,standing\nI01,P01,A,,registered\n")
    let late = try Program.run("settle", offering.path)
    #expect(late.code == 1 && late.errors.contains("inputAfterItsStep"), "\(late.errors)")
    #expect(try Program.run("verify", offering.path).output.contains("inputAfterItsStep"))
    try offering.workspace.remove("inputs/bidders.csv")
    try offering.workspace.replace("9.90,1500", with: "9.90,1400", in: "inputs/bids.csv")
    let changed = try offering.book("screen")
    #expect(changed.code == 1 && changed.errors.contains("sealedInputChanged"), "\(changed.errors)")
  }

  @Test func `Screening says what went and by which rule`() throws {
    let offering = try InquiryOffering()
    let removed = offering.workspace.url("removed.csv").path
    let text = try offering.book("screen", "--removed", removed)
    #expect(text.code == 0, "\(text.errors)")
    let json = try offering.json("screen")
    #expect(json[path: "received.bids"] == 12)
    #expect(json[path: "received.shares"] == "21000")
    #expect(json[path: "removed.shares"] == "1000")
    #expect(json[path: "valid.shares"] == "20000")
    #expect(json[path: "reasons.0.reason"] == "late")
    #expect(json[path: "reasons.0.rule"] == "book.closes")
    #expect(json[path: "elimination.percent"] == "3.0000")
    #expect(json[path: "elimination.share"] == "3/100")
    #expect(json[path: "elimination.cut"] == "all at 12.00 yuan and above")
    #expect(json[path: "remaining.investors"] == 10)
    #expect(json[path: "remaining.shares"] == "19400")
    #expect(text.output.contains("19,400"))
    let rows = try offering.workspace.text("removed.csv").split(separator: "\n")
    #expect(rows.count == 3)
    #expect(rows[1].hasPrefix("12,I12,P12,A,9.00,1000,2024-05-16T07:00:01Z,12,screening,late,"))
    #expect(rows[2].hasPrefix("1,I01,P01,A,12.00,600,2024-05-16T02:00:00Z,1,elimination,highest,"))
    #expect(rows[2].hasSuffix(",1"))
  }

  @Test func `An account that leads above three percent stays`() throws {
    let offering = try InquiryOffering()
    // 700 of 20,100 are more than 603.
    try offering.workspace.replace("12.00,600", with: "12.00,700", in: "inputs/bids.csv")
    let json = try offering.json("screen")
    #expect(json[path: "elimination.removed.bids"] == 0)
    #expect(json[path: "elimination.cut"] == .null)
  }

  @Test func `The cut names what orders the last that goes and the first that stays`() throws {
    let cuts = [
      ("12.00,700,2024-05-16 10:00:00,2", "at 12.00 yuan those of fewer than 700 shares"),
      (
        "12.00,600,2024-05-16 09:59:59,2",
        "at 12.00 yuan and 600 shares those submitted after 2024-05-16 09:59:59"
      ),
      (
        "12.00,600,2024-05-16 10:00:00,0",
        "at 12.00 yuan and 600 shares, submitted then, those with a sequence above 0"
      ),
    ]
    for (row, cut) in cuts {
      let offering = try InquiryOffering()
      try offering.workspace.replace(
        "10.40,2000,2024-05-16 10:00:00,2", with: row, in: "inputs/bids.csv")
      try offering.workspace.replace(
        "10.00,4000", with: "10.00,5400", in: "inputs/bids.csv")
      let json = try offering.json("screen")
      #expect(json[path: "elimination.removed.bids"] == 1)
      let found = json[path: "elimination.cut"]?.stringValue ?? ""
      #expect(found.hasSuffix(cut), "\(found)")
    }
  }

  @Test func `The curve steps down as prices rise`() throws {
    let offering = try InquiryOffering()
    let (svg, csv) = (offering.workspace.url("c.svg").path, offering.workspace.url("c.csv").path)
    #expect(try offering.book("curve", "--svg", svg, "--csv", csv).code == 0)
    let json = try offering.json("curve")
    #expect(json["offered"] == "6000" && json["total"] == "19400")
    #expect(json["levels"]?.arrayValue?.count == 6)
    #expect(json[path: "levels.2.price"] == "10.00")
    #expect(json[path: "levels.2.cumulative_shares"] == "13000")
    #expect(json[path: "levels.2.cover_exact"] == "13/6")
    #expect(json[path: "levels.2.cover"] == "2.17")
    let rows = try offering.workspace.text("c.csv").split(separator: "\n")
    #expect(rows.count == 7)
    #expect(rows[3].hasPrefix("10.00,3,8000,5,13000,2.17,1,"))
    let picture = try offering.workspace.text("c.svg")
    #expect(XMLParser(data: Data(picture.utf8)).parse())
    // The same again, byte for byte; another kind of file is not overwritten.
    #expect(try offering.book("curve", "--svg", svg).code == 0)
    #expect(try offering.workspace.text("c.svg") == picture)
    let taken = try offering.book("curve", "--svg", offering.workspace.url("offering.yaml").path)
    #expect(taken.code == 2 && taken.errors.contains("fileTaken"))
  }

  @Test func `Candidates stand side by side`() throws {
    let offering = try InquiryOffering()
    let json = try offering.json("price", "--at", "9.50,9.80,10.00", "--online", "60")
    #expect(json[path: "four_numbers_fen.median"] == "995/1")
    #expect(json[path: "candidates.0.effective.investors"] == 10)
    #expect(json[path: "candidates.0.multiple_exact"] == "97/30")
    #expect(json[path: "candidates.0.verdict"] == "passes")
    #expect(json[path: "candidates.1.effective.accounts"] == 8)
    #expect(json[path: "candidates.1.verdict"] == "suspension")
    #expect(json[path: "candidates.2.earnings_multiple"] == "20.00")
    #expect(json[path: "candidates.2.market_value"] == "400000.00")
    #expect(json[path: "candidates.0.online.0.band"] == "50-100")
    #expect(json[path: "candidates.0.online.0.offline"] == 5_500)
    #expect(json[path: "candidates.0.gross"] == "95000.00")
    #expect(json[path: "candidates.0.net"] == "90000.00")
    // 2,000 + 3,000 + 4,000 + 2,000 + 2,000 of 19,400 are the largest five.
    #expect(json[path: "candidates.0.concentration.top.5"] == "65/97")
    let (svg, csv) = (offering.workspace.url("p.svg").path, offering.workspace.url("p.csv").path)
    let text = try offering.book("price", "--svg", svg, "--csv", csv)
    #expect(text.code == 0, "\(text.errors)")
    #expect(XMLParser(data: try offering.workspace.data("p.svg")).parse())
    // 80% to 102% of 9.95, as far as the bids reach: 10.40.
    let rows = try offering.workspace.text("p.csv").split(separator: "\n")
    #expect(
      rows.dropFirst().map { $0.prefix { $0 != "," } }
        == ["7.96", "8.45", "8.95", "9.45", "9.75", "9.95", "10.14"])
  }

  @Test func `Candidates are held against the book before any price kept its bids`() throws {
    let offering = try InquiryOffering()
    let open = try offering.json("price", "--at", "9.80,10.00")
    // 12.00 is the price of the only bid that goes: it would stay.
    try offering.workspace.replace(
      "synthetic: [all]", with: "facts: {price: 12.00}", in: "offering.yaml")
    let priced = try offering.json("price", "--at", "9.80,10.00")
    #expect(priced["price"] == "12.00" && open["price"] == .null)
    #expect(priced["four_numbers_fen"] == open["four_numbers_fen"])
    #expect(priced["candidates"] == open["candidates"])
    #expect(try offering.json("screen")[path: "elimination.kept_at_price"] == 1)
  }

  @Test func `A single candidate ends with its verdict`() throws {
    let offering = try InquiryOffering()
    #expect(try offering.book("price", "--at", "9.50").code == 0)
    // 9.00 raises the 90,000 that are needed; 8.99 is a warning, and no more.
    #expect(try offering.book("price", "--at", "8.99").code == 0)
    #expect(try offering.book("price", "--at", "9.51").code == 1)
    #expect(try offering.book("price", "--at", "13.01").code == 1)
    #expect(try offering.book("price", "--at", "9.51,13.01").code == 0)
  }

  @Test func `A range goes from its lowest to its highest`() throws {
    let offering = try InquiryOffering()
    let json = try offering.json("price", "--from", "9.50", "--to", "9.60", "--step", "0.05")
    #expect(json["candidates"]?.arrayValue?.map { $0["price"] } == ["9.50", "9.55", "9.60"])
    for call in [
      ["--from", "9.50", "--to", "9.60"], ["--from", "9.60", "--to", "9.50", "--step", "0.05"],
      ["--from", "1.00", "--to", "100.00", "--step", "0.01"], ["--at", "9.505"], ["--at", ""],
      ["--at", "9.50,"], ["--online", "-1"],
      ["--at", "9.50", "--from", "9", "--to", "9", "--step", "1"],
      ["--approve", "bob"],
    ] {
      let result = try Program.run(Program.path, ["book", "price", offering.path] + call)
      #expect(result.code == 2, "\(call): \(result.code)")
    }
  }

  @Test func `Shocks say whether the issue stands`() throws {
    let offering = try InquiryOffering()
    let json = try offering.json(
      "stress", "--at", "9.50", "--online", "0.5,101", "--without-top", "0,1", "--haircut",
      "69,70")
    func shock(_ place: Int, _ key: String) -> JSONValue? {
      json[path: "candidates.0.shocks.\(place).\(key)"]
    }
    #expect(shock(0, "band") == "short" && shock(0, "suspension") == .null)
    #expect(shock(1, "clawback") == 1_000)
    #expect(shock(2, "suspension") == .null)
    // Nine of the ten that are needed are left.
    #expect(shock(3, "effective.investors") == 9)
    #expect(shock(3, "suspension") == "effectiveBiddersTooFew")
    // 31% of 19,400 is 6,014; 30% is 5,820.
    #expect(shock(4, "effective.shares") == "6014" && shock(4, "suspension") == .null)
    #expect(shock(5, "suspension") == "effectiveDemandBelowOffline")
    #expect(try offering.book("stress").code == 0)
    #expect(try offering.book("stress", "--haircut", "101").code == 2)
  }

  @Test func `Too few investors stop the issue and fail every command`() throws {
    let offering = try InquiryOffering()
    try offering.workspace.replace("I11,P11", with: "I10,P11", in: "inputs/bids.csv")
    for verb in ["screen", "curve", "price", "stress"] {
      let result = try offering.book(verb)
      #expect(result.code == 1, "\(verb)")
      #expect(result.output.contains("remainingBiddersTooFew"), "\(verb)")
    }
    let set = try offering.book("price", "--set", "9.50", "--by", "alice", "--approve", "bob")
    #expect(set.code == 1 && set.errors.contains("remainingBiddersTooFew"))
    #expect(!offering.workspace.exists("journal.jsonl"))
  }

  @Test func `A folder that begins at its price has a book too`() throws {
    let workspace = try Workspace.tenAccounts()
    for verb in ["screen", "curve", "price", "stress"] {
      let result = try Program.run("book", verb, workspace.path)
      #expect(result.code == 1 && result.output.contains("remainingBiddersTooFew"), "\(verb)")
    }
    try workspace.remove("inputs/bids.csv")
    let result = try Program.run("book", "screen", workspace.path)
    #expect(result.code == 2 && result.errors.contains("inputs/bids.csv"))
  }

  @Test func `Every unreadable row is named`() throws {
    let offering = try InquiryOffering()
    try offering.workspace.replace("I03,P03,A,10.20", with: "I03,P03,A,ten", in: "inputs/bids.csv")
    try offering.workspace.replace("I05,P05", with: "I05,P 05", in: "inputs/bids.csv")
    let result = try offering.book("screen")
    #expect(result.code == 2)
    #expect(result.errors.contains("inputs/bids.csv:4:"))
    #expect(result.errors.contains("inputs/bids.csv:6:"))
  }
}
