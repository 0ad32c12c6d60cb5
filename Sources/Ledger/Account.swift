import Offerings
import TradingDays

/// An account of the ledger: a colon path. The chart of accounts says which paths there are.
public struct Account: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let path: String

  /// Takes any path: a reader's, to be judged by the chart.
  public init(path: String) { self.path = path }

  public static let issuer = Account(path: "issuer")
  public static let underwriter = Account(path: "underwriter")
  public static let underwriterFee = Account(path: "underwriter:fee")
  public static let underwriterVAT = Account(path: "underwriter:vat")
  public static let underwriterBrokerage = Account(path: "underwriter:brokerage")
  public static let proceeds = Account(path: "proceeds")
  public static let stampDuty = Account(path: "tax:stamp-duty")

  public static func tranche(_ tranche: Tranche) -> Account {
    Account(path: "tranche:\(tranche.rawValue)")
  }

  public static func escrow(_ tranche: Tranche) -> Account {
    Account(path: "escrow:\(tranche.rawValue)")
  }

  public static func investor(_ name: String) -> Account { Account(path: "investor:" + name) }

  public static func receivable(_ tranche: Tranche, _ name: String) -> Account {
    Account(path: "receivable:" + tranche.rawValue + ":" + name)
  }

  public static func allotted(_ tranche: Tranche, _ name: String) -> Account {
    Account(path: "allotted:" + tranche.rawValue + ":" + name)
  }

  /// The issuer's other costs, by name.
  public static func fees(_ name: AccountName) -> Account { Account(path: "fees:" + name.text) }

  public static func free(_ holder: String) -> Account {
    Account(path: "register:" + holder + ":free")
  }

  /// What the custodian bank (托管银行) holds for investors, as a negative amount.
  public static let custody = Account(path: "custody")

  /// Money that is kept for an investor and is free to be used.
  public static func deposit(_ name: AccountName) -> Account {
    Account(path: "deposit:" + name.text)
  }

  /// What a hold keeps of an investor's deposit.
  public static func blocked(_ name: AccountName, hold: AccountName) -> Account {
    Account(path: "deposit:" + name.text + ":blocked:" + hold.text)
  }

  /// Shares that may not be sold before `end`, the contractual end of the lock-up.
  public static func locked(_ holder: String, until end: Day) -> Account {
    Account(path: "register:" + holder + ":locked:" + end.description)
  }

  /// The first three bytes of the path's first part: no two kinds of account share them.
  var stem: UInt32 {
    var path = path
    return path.withUTF8 { Self.stem(ofPath: $0) }
  }

  /// The same of a path in UTF-8.
  public static func stem(ofPath path: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var stem: UInt32 = 0
    for byte in path.prefix(3) {
      if byte == UInt8(ascii: ":") { break }
      stem = stem << 8 | UInt32(byte)
    }
    return stem
  }

  /// True for `parent` itself and every path below it.
  public func isWithin(_ parent: String) -> Bool {
    let own = path.utf8
    let other = parent.utf8
    guard own.starts(with: other) else { return false }
    return own.count == other.count
      || own[own.index(own.startIndex, offsetBy: other.count)] == UInt8(ascii: ":")
  }

  public static func < (left: Account, right: Account) -> Bool {
    left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
  }

  public var description: String { path }
}
