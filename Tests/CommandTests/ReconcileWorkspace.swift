import CanonicalJSON
import Foundation
import Testing

/// The settled ten-account offering with what a bank and a depository would say of it.
struct ReconcileWorkspace {
  /// One movement as a bank would list it.
  struct Line {
    var reference: String
    var account: String
    var amount: String
    var time = "2020-05-25T10:00:00+08:00"
  }

  let folder: Workspace
  /// What investors paid, out of the test's own reading of inputs/payments.csv.
  let payments: [Line]
  /// The depository's rows: account, shares, locked, unlock_date.
  let holdings: [[String]]

  /// What else went over the account in its life, as Specs/reconciliation.md names it.
  static let otherMovements = [
    Line(reference: "strategic/SPONSOR-SUB", account: "SPONSOR-SUB", amount: "26000.00"),
    Line(reference: "strategic/STAFF-PLAN", account: "STAFF-PLAN", amount: "25120.00"),
    Line(reference: "refund/strategic/SPONSOR-SUB", account: "SPONSOR-SUB", amount: "-880.00"),
    Line(reference: "refund/online/A000000009", account: "A000000009", amount: "-1.12"),
    Line(reference: "refund/online/A000000008", account: "A000000008", amount: "-12560.00"),
    Line(reference: "refund/online/A000000001", account: "A000000001", amount: "-440.00"),
    Line(reference: "refund/online/A000000777", account: "A000000777", amount: "-12560.00"),
    Line(reference: "proceeds/take-up", account: "LEAD-UNDERWRITER", amount: "32681.12"),
    Line(reference: "proceeds/fee", account: "LEAD-UNDERWRITER", amount: "-47700.00"),
    Line(reference: "proceeds/issuer", account: "issuer", amount: "-467260.00"),
  ]

  init() throws {
    folder = try Workspace.tenAccounts()
    let settled = try Program.run("settle", folder.path)
    try #require(settled.code == 0, "\(settled.errors)")
    payments = try Self.rows(folder.text("inputs/payments.csv")).map { row in
      Line(reference: row[4], account: row[0], amount: row[2], time: row[3])
    }
    holdings = try Self.rows(folder.text("out/register.csv")).map { row in
      [row[0], row[1], row[2].isEmpty ? "0" : row[1], row[2]]
    }
  }

  /// Another folder of the same offering.
  init(_ folder: Workspace, like other: ReconcileWorkspace) {
    self.folder = folder
    payments = other.payments
    holdings = other.holdings
  }

  private static func rows(_ csv: String) -> [[String]] {
    csv.split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  static func csv(_ lines: [Line]) -> String {
    "reference,account,amount,booked_at\n"
      + lines.map { "\($0.reference),\($0.account),\($0.amount),\($0.time)\n" }.joined()
  }

  static func register(_ rows: [[String]]) -> String {
    "account,shares,locked,unlock_date\n"
      + rows.map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// A camt.053 message that opens with nothing and closes with the sum of its entries, or with
  /// `closing`.
  static func camt(
    _ lines: [Line], version: String = "001.08", closing: Decimal? = nil
  ) -> String {
    let sum = lines.reduce(Decimal(0)) { $0 + (Decimal(string: $1.amount) ?? 0) }
    func amount(_ value: Decimal) -> String {
      "<Amt Ccy=\"CNY\">\(abs(value))</Amt><CdtDbtInd>\(value < 0 ? "DBIT" : "CRDT")</CdtDbtInd>"
    }
    func balance(_ code: String, _ value: Decimal) -> String {
      "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp>\(amount(value))</Bal>\n"
    }
    let entries = lines.map { line in
      "<Ntry>\(amount(Decimal(string: line.amount) ?? 0))<Sts><Cd>BOOK</Cd></Sts>"
        + "<BookgDt><DtTm>\(line.time)</DtTm></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>"
        + "\(line.reference)</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>\n"
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.\(version)\"><BkToCstmrStmt>\n"
      + "<Stmt><Id>S-1</Id><Acct><Id><Othr><Id>A-1</Id></Othr></Id></Acct>\n\(balance("OPBD", 0))\(balance("CLBD", closing ?? sum))"
      + entries.joined() + "</Stmt></BkToCstmrStmt></Document>\n"
  }

  /// Reconciles statement and list on the listing day, and gives "kind key" of every break.
  func breaks(
    bank: String? = nil, register: [[String]]? = nil, asOf: String = "2020-06-02",
    _ options: String...
  ) throws -> [String] {
    let json = try json(bank: bank, register: register, asOf: asOf, options)
    return try #require(json["breaks"]?.arrayValue).map { found in
      "\(found["kind"]?.stringValue ?? "") \(found["key"]?.stringValue ?? "")"
    }
  }

  func json(
    bank: String?, register: [[String]]?, asOf: String = "2020-06-02", _ options: [String] = []
  ) throws -> JSONValue {
    var call = ["reconcile", folder.path, "--json", "--as-of", asOf] + options
    if let bank {
      try folder.write("bank", bank)
      call += ["--bank", folder.url("bank").path]
    }
    if let register {
      try folder.write("register.csv", Self.register(register))
      call += ["--register", folder.url("register.csv").path]
    }
    let result = try Program.run(Program.path, call)
    try #require(result.code < 2, "\(result.errors)")
    let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
    #expect(
      json.objectValue?.keys
        == (["breaks", "matched", "open", "resolved"]
        + (bank == nil ? [] : ["not_compared", "rules"])).sorted())
    #expect(result.code == (json["breaks"] == [] ? 0 : 1))
    return json
  }

  /// The members of breaks that the contract names, without what this program adds.
  static func contracted(_ json: JSONValue?) throws -> JSONValue {
    .array(
      try #require(json?.arrayValue).map { found in
        .object(
          JSONObject(
            uniqueMembers: try ["difference", "kind", "key", "ledger", "other"].map {
              ($0, try #require(found[$0]))
            }))
      })
  }
}
