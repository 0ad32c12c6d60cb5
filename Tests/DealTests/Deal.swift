import CanonicalJSON
import Quantities

/// A real offering as announcements printed it: only figures that somebody published, or that
/// `derived_fields` says were derived from published ones.
struct Deal: Sendable, CustomStringConvertible {
  let id: String
  /// The shipped rulebook it went by; nil where none reaches it.
  let rulebook: String?
  private let fields: JSONValue

  init?(_ fields: JSONValue) {
    guard let id = fields["id"]?.stringValue else { return nil }
    self.id = id
    self.fields = fields
    rulebook = fields["rulebook"]?.stringValue
  }

  /// A figure in shares, numbers or accounts.
  func count(_ key: String) -> Int64? { fields[key]?.integerValue }

  func shares(_ key: String) -> Shares? { count(key).map { Shares($0) } }

  /// A figure that was printed with decimals.
  func text(_ key: String) -> String? { fields[key]?.stringValue }

  func money(_ key: String) throws -> Money? { try text(key).map { try Money(parsing: $0) } }

  /// A figure of the book's quotes, as text.
  func quote(_ key: String) -> String? {
    let figure = fields["quotes"]?[key]
    return figure?.stringValue ?? figure?.integerValue.map { String($0) }
  }

  /// The tails by their digits.
  var tails: [(digits: Int, tails: [String])] {
    guard let lengths = fields["winning_tails"]?.objectValue else { return [] }
    return lengths.compactMap { member in
      guard let digits = Int(member.key), let tails = member.value.arrayValue else { return nil }
      return (digits, tails.compactMap(\.stringValue))
    }.sorted { $0.digits < $1.digits }
  }

  var description: String { id }

  /// All deals of the file.
  static let all: [Deal] = {
    guard let file = try? JSONParser.parse(PackageResources.deals_json), let deals = file.arrayValue
    else { preconditionFailure("Data/deals.json cannot be read") }
    return deals.compactMap { Deal($0) }
  }()

  /// The deal of a security's code.
  static func with(code: String) -> Deal? { all.first { $0.text("code") == code } }
}

/// How many decimals a printed figure has.
func decimals(of text: String) -> Int {
  text.split(separator: ".").dropFirst().first?.count ?? 0
}

/// A printed figure as a fraction, in percent where `isPercent`.
func ratio(_ text: String, isPercent: Bool = false) throws -> Ratio {
  let places = decimals(of: text)
  let scale = (0..<places).reduce(Int64(isPercent ? 100 : 1)) { scale, _ in scale * 10 }
  return Ratio(try DecimalText.parse(text, decimals: places, as: "a figure"), scale)
}
