import Issuance
import Quantities

/// What `generate:` in `offering.yaml` chooses for totals that nobody published.
public struct GenerateTerms: Equatable, Sendable {
  /// Offline accounts with an effective bid.
  public let offlineAccounts: Int?
  /// Accounts by class.
  public let classAccounts: [String: Int]
  public let onlineAbandoned: Shares
  public let offlineAbandoned: Shares
  /// Totals of the book by the names of its published figures.
  public let book: [String: String]

  static let keys = [
    "offline_accounts", "class_accounts", "online_abandoned", "offline_abandoned", "book",
  ]

  init(_ reader: MapReader) {
    offlineAccounts =
      reader.has("offline_accounts")
      ? Int(reader.integer("offline_accounts", in: 1...1_000_000)) : nil
    onlineAbandoned = reader.shares("online_abandoned", or: .zero)
    offlineAbandoned = reader.shares("offline_abandoned", or: .zero)
    let node = reader.node["class_accounts"] ?? .map([], reader.node.place)
    let classes = MapReader(
      node, name: "generate.class_accounts", known: node.members.map(\.key), faults: reader.faults)
    var accounts: [String: Int] = [:]
    for member in node.members {
      accounts[member.key] = Int(classes.integer(member.key, in: 0...1_000_000))
    }
    classAccounts = accounts
    let totals = reader.map("book", known: Results.bookFigureNames, isOptional: true)
    var book: [String: String] = [:]
    for member in totals.node.members { book[member.key] = totals.text(member.key) }
    self.book = book
  }
}
