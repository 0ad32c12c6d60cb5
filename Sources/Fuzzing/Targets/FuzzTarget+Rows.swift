import Bookbuilding
import Inputs
import Offerings
import Quantities
import Reconciliation
import TradingDays

extension FuzzTarget {
  /// The CSV files of an offering's folder, of a depository and of a broker.
  static let rows = [
    FuzzTarget("applications", tokens: Tokens.csv) { bytes in
      let offering = try SoundOffering.offering()
      return try Rows.check(bytes, print: Rows.applications) {
        try ApplicationFile.read($0, of: offering).value
      }
    },
    FuzzTarget("bids", tokens: Tokens.csv) { bytes in
      let offering = try SoundOffering.offering()
      return try Rows.check(bytes, print: Rows.bids) {
        try BidFile.read($0, of: offering, asReceived: false).value.bids
      }
    },
    FuzzTarget("received-bids", tokens: Tokens.csv) { bytes in
      let offering = try SoundOffering.offering()
      return try Rows.check(bytes, print: Rows.bids) {
        try BidFile.read($0, of: offering, asReceived: true).value.bids
      }
    },
    FuzzTarget("bidders", tokens: Tokens.csv + ["registered", "incomplete", "related", "barred"]) {
      bytes in
      try Rows.check(bytes, print: Rows.bidders) { try BidderFile.read($0).value }
    },
    FuzzTarget("strategic", tokens: Tokens.csv) { bytes in
      let offering = try SoundOffering.offering()
      return try Rows.check(bytes, print: Rows.strategic) {
        try StrategicFile.read($0, of: offering).value
      }
    },
    FuzzTarget("payments", tokens: Tokens.csv) { bytes in
      try Rows.check(bytes, print: Rows.payments) { try PaymentFile.read($0).value }
    },
    FuzzTarget("holders", tokens: Tokens.csv) { bytes in
      let offering = try SoundOffering.offering()
      return try Rows.check(bytes, print: Rows.holders) {
        try HolderFile.read($0, of: offering).value
      }
    },
    FuzzTarget("register", tokens: Tokens.csv) { bytes in
      try Rows.check(bytes, print: Rows.register) { try RegisterFile.read($0, name: Rows.file) }
    },
    FuzzTarget("payers", tokens: Tokens.csv) { bytes in
      try Rows.check(bytes, print: Rows.payers) { try PayerFile.read($0, name: Rows.file) }
    },
  ]
}

/// What has to hold of CSV: rows that were read, printed and read again are the same rows, plain or
/// with every field in quotes.
enum Rows {
  static let file = "rows.csv"

  /// - Parameters:
  ///   - print: the header and the rows, field by field.
  ///   - read: the reader.
  /// - Returns: whether the bytes were accepted.
  static func check<Value>(
    _ bytes: [UInt8], print: (Value) -> [[String]], read: ([UInt8]) throws -> Value
  ) throws -> Bool {
    guard let value = try Refusals.value(of: bytes, read) else { return false }
    let rows = print(value)
    for text in [plain(rows), quoted(rows)] {
      guard let again = try? read(Array(text.utf8)) else {
        throw Violation("what was read can't be read again: \(String(reflecting: text))")
      }
      try demand(print(again) == rows, "other rows come out of \(String(reflecting: text))")
    }
    return true
  }

  private static func plain(_ rows: [[String]]) -> String {
    rows.map { row in
      let fields = row.map { field in
        field.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) } ? quoted(field) : field
      }
      return fields.joined(separator: ",") + "\n"
    }.joined()
  }

  private static func quoted(_ rows: [[String]]) -> String {
    rows.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func quoted(_ field: String) -> String {
    var text = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { text.unicodeScalars.append(scalar) }
      text.unicodeScalars.append(scalar)
    }
    text.unicodeScalars.append("\"")
    return text
  }

  static func applications(_ list: ApplicationList) -> [[String]] {
    let leaves = (0..<list.count).map { row in
      String(decoding: list.leaf(at: row), as: UTF8.self).split(
        separator: ",", omittingEmptySubsequences: false
      ).map(String.init)
    }
    // The leaves have what the lots say; every row has a salt or none has.
    let isSalted = leaves.first?.count == 3
    return [["account", "shares"] + (isSalted ? ["salt"] : [])]
      + leaves.enumerated().map { row, leaf in
        [list.account(at: row), String(list.lots(at: row) * list.lot.count)] + leaf.dropFirst(2)
      }
  }

  static func bids(_ bids: [Bid]) -> [[String]] {
    [["investor", "account", "class", "price", "shares", "submitted_at", "sequence"]]
      + bids.map {
        [
          $0.investor.text, $0.account.text, $0.investorClass, $0.price.canonical,
          String($0.shares.count), $0.submittedAt.description, String($0.sequence),
        ]
      }
  }

  static func bidders(_ register: BidderRegister) -> [[String]] {
    [["investor", "account", "class", "assets", "standing", "until"]]
      + register.all.map { account, bidder in
        [
          bidder.investor.text, account.text, bidder.investorClass,
          bidder.assets?.canonical ?? "",
        ] + standing(bidder.standing)
      }
  }

  private static func standing(_ standing: BidderRegister.Standing) -> [String] {
    switch standing {
    case .registered: ["registered", ""]
    case .incomplete: ["incomplete", ""]
    case .related: ["related", ""]
    case .barred(let last): ["barred", last?.description ?? ""]
    }
  }

  static func strategic(_ investors: [StrategicInvestor]) -> [[String]] {
    let isTimed = investors.contains { $0.paidAt != nil }
    return [
      ["account", "category", "shares", "paid", "lock_months"] + (isTimed ? ["paid_at"] : [])
    ]
      + investors.map {
        [
          $0.account.text, $0.category, String($0.shares.count), $0.paid.canonical,
          String($0.lockMonths),
        ] + (isTimed ? [$0.paidAt?.description ?? ""] : [])
      }
  }

  static func payments(_ payments: [Payment]) -> [[String]] {
    [["account", "tranche", "amount", "paid_at", "reference"]]
      + payments.map {
        [
          $0.account.text, $0.tranche.rawValue, $0.amount.canonical, $0.paidAt.description,
          $0.reference,
        ]
      }
  }

  static func holders(_ holders: [Holder]) -> [[String]] {
    [["account", "shares", "locked_until", "reason"]]
      + holders.map {
        [
          $0.account.text, String($0.shares.count), $0.lockedUntil?.description ?? "", $0.reason,
        ]
      }
  }

  static func register(_ rows: [ListedHolding]) -> [[String]] {
    [["account", "shares", "locked", "unlock_date"]]
      + rows.map {
        [
          $0.account, String($0.shares.count), String($0.locked.count),
          $0.unlockDay?.description ?? "",
        ]
      }
  }

  static func payers(_ payers: [String: String]) -> [[String]] {
    [["account", "payer"]] + payers.sorted { $0.key < $1.key }.map { [$0.key, $0.value] }
  }

  static func bank(_ lines: [BankLine]) -> [[String]] {
    [["reference", "account", "amount", "booked_at"]]
      + lines.map {
        [
          $0.reference, $0.account ?? "", $0.amount.canonical, $0.bookedAt?.description ?? "",
        ]
      }
  }
}
