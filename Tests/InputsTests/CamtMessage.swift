import Inputs
import Quantities
import Reconciliation

/// A camt.053 message that a test puts together.
struct CamtMessage {
  var version = "08"
  var head = ""
  var statements: [String]

  var bytes: [UInt8] {
    Array(
      ("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.\(version)\">\n"
        + "<BkToCstmrStmt>\(head)\n" + statements.joined(separator: "\n")
        + "\n</BkToCstmrStmt></Document>").utf8)
  }

  func read() throws -> BankStatement { try BankFile.read(bytes, name: "bank.xml") }

  /// A statement on one line: its number, pages, balances ("OPBD 0.00") and what else is in it.
  static func statement(
    _ number: Int?, id: String = "S", page: String = "", year: String = "2020",
    _ balances: [String], _ entries: String...
  ) -> String {
    var text = "<Stmt><Id>\(id)</Id>"
    let pages = page.split(separator: " ")
    if let first = pages.first {
      text += "<StmtPgntn><PgNb>\(first)</PgNb><LastPgInd>\(pages.last == "last")</LastPgInd>"
      text += "</StmtPgntn>"
    }
    if let number { text += "<ElctrncSeqNb>\(number)</ElctrncSeqNb>" }
    text += "<Acct><Id><Othr><Id>A</Id></Othr></Id></Acct>"
    for balance in balances {
      let parts = balance.split(separator: " ")
      text += "<Bal><Tp><CdOrPrtry><Cd>\(parts[0])</Cd></CdOrPrtry></Tp>\(amount(parts[1]))"
      text += "<Dt><Dt>\(year)-05-25</Dt></Dt></Bal>"
    }
    return text + entries.joined() + "</Stmt>"
  }

  static func entry(_ value: String, _ rest: String = "", status: String = "BOOK") -> String {
    "<Ntry>\(amount(value))<Sts><Cd>\(status)</Cd></Sts>\(rest)</Ntry>"
  }

  static func detail(_ reference: String, _ value: String? = nil) -> String {
    "<TxDtls><Refs><EndToEndId>\(reference)</EndToEndId></Refs>\(value.map(amount) ?? "")</TxDtls>"
  }

  static func amount(_ value: some StringProtocol) -> String {
    let digits = value.drop { $0 == "-" }
    let side = value.hasPrefix("-") ? "DBIT" : "CRDT"
    return "<Amt Ccy=\"CNY\">\(digits)</Amt><CdtDbtInd>\(side)</CdtDbtInd>"
  }
}

/// "id opening movements closing" of each balance.
func texts(_ balances: [StatementBalance]) -> [String] {
  balances.map {
    "\($0.id) \($0.opening.canonical) \($0.movements.canonical) \($0.closing.canonical)"
  }
}
