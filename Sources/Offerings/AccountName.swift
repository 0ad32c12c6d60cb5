/// The name of an account or a party: 1 to 64 of letters, digits, ".", "_" and "-", so that it can
/// stand in a colon path, a CSV cell and a line of a seed without quoting.
public struct AccountName: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let text: String

  /// The underwriter's account where the terms do not name one.
  public static let underwriter = AccountName(unchecked: "underwriter")

  /// Who recorded an operation, where nobody is named: whoever held the signing key.
  public static let unnamedActor = AccountName(unchecked: "operator")

  /// The ledger's own name for the fee that the issuer prepaid, below `fees:`.
  public static let prepaidFee = AccountName(unchecked: "underwriting-prepaid")

  /// What an error says was expected.
  public static let expectation = "1 to 64 of A-Z a-z 0-9 . _ -"

  public init?(_ text: some StringProtocol) {
    guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.allows) else { return nil }
    self.text = String(text)
  }

  /// Of bytes of a file.
  public init?(bytes: UnsafeBufferPointer<UInt8>) {
    guard (1...64).contains(bytes.count) else { return nil }
    for byte in bytes where !Self.allows(byte) { return nil }
    text = String(decoding: bytes, as: UTF8.self)
  }

  private init(unchecked text: String) { self.text = text }

  /// True for a byte that may stand in a name.
  @inlinable
  public static func allows(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }

  public static func < (left: AccountName, right: AccountName) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  public var description: String { text }
}
