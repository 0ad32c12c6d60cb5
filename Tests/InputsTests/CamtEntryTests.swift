import Inputs
import Quantities
import Reconciliation
import Testing

/// What one entry of a camt.053 statement stands for: batches, reversals, charges, references.
struct CamtEntryTests {
  typealias M = CamtMessage

  private func read(_ entry: String, version: String = "08") throws -> [String] {
    try M(version: version, statements: [M.statement(1, ["OPBD 0.00", "CLBD 9.00"], entry)])
      .read().lines.map { "\($0.reference) \($0.amount.canonical)" }
  }

  private func found(_ entry: String) throws -> [String] {
    try faults { _ = try read(entry) }.map { String($0.split(separator: " ")[1]) }
  }

  private static func batch(_ head: String, _ details: String...) -> String {
    "<NtryDtls><Btch>\(head)</Btch>\(details.joined())</NtryDtls>"
  }

  @Test func `A batch agrees with what it says of itself`() throws {
    let details = [M.detail("a", "4.00"), M.detail("b", "5.00")]
    for head in [
      "<NbOfTxs>2</NbOfTxs>", "<TtlAmt Ccy=\"CNY\">9</TtlAmt>",
      "<NbOfTxs>2</NbOfTxs><TtlAmt Ccy=\"CNY\">9.00</TtlAmt><CdtDbtInd>CRDT</CdtDbtInd>",
    ] {
      let entry = M.entry("9.00", Self.batch(head, details[0], details[1]))
      #expect(try read(entry) == ["a 4.00", "b 5.00"])
    }
    for head in [
      "<NbOfTxs>1</NbOfTxs>", "<NbOfTxs>3</NbOfTxs>", "<NbOfTxs>x</NbOfTxs>",
      "<TtlAmt Ccy=\"CNY\">9.01</TtlAmt>",
      "<TtlAmt Ccy=\"CNY\">9.00</TtlAmt><CdtDbtInd>DBIT</CdtDbtInd>",
    ] {
      let entry = M.entry("9.00", Self.batch(head, details[0], details[1]))
      #expect(try found(entry) == ["batchDiffers"], "\(head)")
    }
    // Two batches in one entry, each for itself; and one that is told without its transactions.
    let two =
      Self.batch("<NbOfTxs>1</NbOfTxs>", details[0])
      + Self.batch("<NbOfTxs>1</NbOfTxs><TtlAmt Ccy=\"CNY\">5.00</TtlAmt>", details[1])
    #expect(try read(M.entry("9.00", two)) == ["a 4.00", "b 5.00"])
    #expect(try read(M.entry("9.00", Self.batch("<NbOfTxs>7</NbOfTxs>"))) == [" 9.00"])
    // A single transaction of three is a part of the batch.
    #expect(
      try found(M.entry("9.00", Self.batch("<NbOfTxs>3</NbOfTxs>", M.detail("a"))))
        == ["batchDiffers"])
  }

  @Test func `A reversal moves money as its side says`() throws {
    let reversal = "<RvslInd>true</RvslInd><NtryDtls>\(M.detail("a"))</NtryDtls>"
    #expect(try read(M.entry("-9.00", reversal)) == ["a -9.00"])
    #expect(try read(M.entry("9.00", reversal)) == ["a 9.00"])
  }

  @Test func `Charges that the bank took out of the sum are a movement of their own`() throws {
    let details = "<NtryDtls>\(M.detail("a", "4.00"))\(M.detail("b", "5.00"))</NtryDtls>"
    func charges(_ value: String, _ side: String = "", _ rest: String = "") -> String {
      "<Chrgs><Rcrd><Amt Ccy=\"CNY\">\(value)</Amt>\(side)\(rest)</Rcrd></Chrgs>"
    }
    #expect(try read(M.entry("8.90", charges("0.10") + details)) == ["a 4.00", "b 5.00", " -0.10"])
    let back = "<CdtDbtInd>CRDT</CdtDbtInd>"
    #expect(
      try read(M.entry("9.10", charges("0.10", back) + details)) == ["a 4.00", "b 5.00", " 0.10"])
    // They change nothing where the transactions make up the entry.
    #expect(try read(M.entry("9.00", charges("0.10") + details)) == ["a 4.00", "b 5.00"])
    #expect(try read(M.entry("9.00", charges("0.10"))) == [" 9.00"])
    for (value, rest) in [
      ("8.91", ""), ("8.90", "<ChrgInclInd>false</ChrgInclInd>"), ("9.10", ""),
    ] {
      #expect(
        try found(M.entry(value, charges("0.10", "", rest) + details)) == ["detailsDoNotSum"])
    }
    let old = "<Chrgs><Amt Ccy=\"CNY\">0.10</Amt></Chrgs>"
    #expect(
      try read(M.entry("8.90", old + details), version: "02") == ["a 4.00", "b 5.00", " -0.10"])
  }

  @Test func `A reference too long for EndToEndId stands in the remittance after its code word`()
    throws
  {
    func detail(_ endToEnd: String, _ remittance: String) -> String {
      "<NtryDtls><TxDtls><Refs>\(endToEnd)</Refs><RmtInf>\(remittance)</RmtInf></TxDtls></NtryDtls>"
    }
    let long = "refund/strategic/" + String(repeating: "a", count: 64)
    let none = "<EndToEndId>NOTPROVIDED</EndToEndId>"
    for (endToEnd, remittance, expected) in [
      (none, "<Ustrd>/EREF/\(long)</Ustrd>", long), ("", "<Ustrd>/EREF/\(long)</Ustrd>", long),
      (none, "<Ustrd>thanks</Ustrd><Ustrd>/EREF/x</Ustrd><Ustrd>more</Ustrd>", "x"),
      (none, "<Ustrd>W-1</Ustrd>", ""), (none, "<Ustrd>/EREF/NOTPROVIDED</Ustrd>", ""),
      ("<EndToEndId>e</EndToEndId>", "<Ustrd>/EREF/x</Ustrd>", "e"),
    ] {
      #expect(try read(M.entry("9.00", detail(endToEnd, remittance))) == ["\(expected) 9.00"])
    }
  }

  @Test(arguments: [
    "<NtryRef>a</NtryRef><NtryRef>b</NtryRef>", "<Sts><Cd>PDNG</Cd></Sts>", M.amount("8.00"),
    "<BookgDt><Dt>2020-05-25</Dt><DtTm>2020-05-25T09:30:00</DtTm></BookgDt>",
    "<NtryDtls><TxDtls><Refs><EndToEndId>a</EndToEndId><EndToEndId>b</EndToEndId></Refs></TxDtls>"
      + "</NtryDtls>",
    "<NtryDtls><TxDtls><Refs><EndToEndId>a</EndToEndId></Refs><Refs><EndToEndId>a</EndToEndId>"
      + "</Refs></TxDtls></NtryDtls>",
    "<NtryDtls><Btch><NbOfTxs>1</NbOfTxs><NbOfTxs>1</NbOfTxs></Btch></NtryDtls>",
    "<Chrgs><Rcrd><Amt Ccy=\"CNY\">1</Amt><Amt Ccy=\"CNY\">2</Amt></Rcrd></Chrgs>",
  ])
  func `An element that may stand once is refused where it stands twice`(rest: String) throws {
    let found = try found(M.entry("9.00", rest))
    #expect(!found.isEmpty && Set(found) == ["elementTwice"], "\(found)")
  }

  @Test func `What may stand several times does`() throws {
    let details = "<NtryDtls>\(M.detail("a", "4.00"))\(M.detail("b", "5.00"))</NtryDtls>"
    #expect(try read(M.entry("9.00", details)) == ["a 4.00", "b 5.00"])
    #expect(
      try read(M.entry("9.00") + M.entry("9.00").replacing("9.00", with: "8.00"))
        == [" 9.00", " 8.00"])
    let charge = "<Rcrd><Amt Ccy=\"CNY\">0.05</Amt></Rcrd>"
    #expect(
      try read(M.entry("8.90", "<Chrgs>\(charge)\(charge)</Chrgs>" + details))
        == ["a 4.00", "b 5.00", " -0.10"])
    let old = "<Chrgs><Amt Ccy=\"CNY\">0.05</Amt></Chrgs>"
    #expect(
      try read(M.entry("8.90", old + old + details), version: "02")
        == ["a 4.00", "b 5.00", " -0.10"])
  }

  @Test func `An amount has a currency`() throws {
    #expect(
      try found(M.entry("9.00").replacing(" Ccy=\"CNY\"", with: "")) == ["wrongCurrency"])
    let charge = "<Chrgs><Rcrd><Amt Ccy=\"CNY\">1</Amt><ChrgInclInd>no</ChrgInclInd></Rcrd></Chrgs>"
    let details = "<NtryDtls>\(M.detail("a", "4.00"))\(M.detail("b", "5.00"))</NtryDtls>"
    #expect(try found(M.entry("8.00", charge + details)).contains("malformedIndicator"))
  }

  @Test func `What is not booked is passed over, whatever is in it`() throws {
    let foreign = "<AmtDtls><TxAmt><Amt Ccy=\"USD\">1</Amt></TxAmt></AmtDtls>"
    for status in ["PDNG", "INFO", "FUTR"] {
      let entry = M.entry("9.00", "", status: status).replacing("CNY", with: "USD")
      #expect(try read(entry) == [])
    }
    // Not even its side has to be known yet, nor does it matter what stands twice.
    let unsided = "<Ntry><Amt Ccy=\"CNY\">9</Amt><Sts>PDNG</Sts></Ntry>"
    #expect(try read(unsided, version: "02") == [])
    #expect(try read("<Ntry><Sts><Cd>PDNG</Cd></Sts></Ntry>") == [])
    #expect(try read(M.entry("9.00", M.amount("8.00"), status: "PDNG")) == [])
    #expect(try found("<Ntry><Amt Ccy=\"CNY\">9</Amt><Sts>BOOK</Sts></Ntry>") == ["missingElement"])
    #expect(try found("<Ntry>\(M.amount("9.00"))</Ntry>") == ["missingElement"])
    // The only transaction has the entry's amount, whatever was instructed.
    #expect(
      try read(M.entry("9.00", "<NtryDtls><TxDtls>\(foreign)</TxDtls></NtryDtls>")) == [" 9.00"])
    let two = "<NtryDtls><TxDtls>\(foreign)</TxDtls>\(M.detail("b", "5.00"))</NtryDtls>"
    #expect(try found(M.entry("9.00", two)) == ["wrongCurrency"])
    // Balances of other kinds may be of another currency and say anything.
    let text = String(
      decoding: M(statements: [
        M.statement(1, ["OPBD 0.00", "FWAV x", "CLBD 9.00"], M.entry("9.00"))
      ]).bytes, as: UTF8.self)
    #expect(
      try BankFile.read(Array(text.replacing("\"CNY\">x<", with: "\"USD\">x<").utf8), name: "b")
        .lines.count == 1)
  }
}
