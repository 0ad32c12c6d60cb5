/// A JSON value without floating point: the only numbers are integers that every reader keeps exact.
///
/// Amounts belong in strings. Two values are equal when their canonical bytes are equal: strings are
/// compared by their bytes, not by Unicode canonical equivalence, so `"Å"` differs from
/// `"A\u{30A}"`.
///
///     let posting: JSONValue = ["account": "issuer", "amount": "-5.00"]
///     posting["amount"]?.stringValue  // "-5.00"
public enum JSONValue: Sendable {
  /// The literal `null`.
  case null
  /// The literal `true` or `false`.
  case bool(Bool)
  /// A number. Outside ``integerRange`` it can be held but not encoded.
  case integer(Int64)
  /// A string, kept as it was written: no Unicode normalisation.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Values by key.
  case object(JSONObject)

  /// The integers that survive a reader whose numbers are IEEE 754 doubles: ±(2^53 − 1), the range
  /// of I-JSON (RFC 7493 section 2.2).
  public static let integerRange: ClosedRange<Int64> =
    -9_007_199_254_740_991...9_007_199_254_740_991

  /// The value at `key`; nil where this is not an object or has no such key.
  /// A whole number as output shows it: an integer where it fits 53 bits, else its digits as text.
  public static func exact(_ value: Int64) -> JSONValue {
    integerRange.contains(value) ? .integer(value) : .string(String(value))
  }

  public subscript(key: String) -> JSONValue? {
    objectValue?[key]
  }

  /// The flag, or nil where this is not one.
  public var boolValue: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The number, or nil where this is not one.
  public var integerValue: Int64? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// The string, or nil where this is not one.
  public var stringValue: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// The elements, or nil where this is not an array.
  public var arrayValue: [JSONValue]? {
    guard case .array(let value) = self else { return nil }
    return value
  }

  /// The members, or nil where this is not an object.
  public var objectValue: JSONObject? {
    guard case .object(let value) = self else { return nil }
    return value
  }
}

extension JSONValue: Equatable {
  /// Whether both have the same canonical bytes.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }
}

extension JSONValue: ExpressibleByBooleanLiteral {
  /// A flag.
  public init(booleanLiteral value: Bool) {
    self = .bool(value)
  }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  /// A number.
  public init(integerLiteral value: Int64) {
    self = .integer(value)
  }
}

extension JSONValue: ExpressibleByStringInterpolation {
  /// A string.
  public init(stringLiteral value: String) {
    self = .string(value)
  }
}

extension JSONValue: ExpressibleByArrayLiteral {
  /// An array.
  public init(arrayLiteral elements: JSONValue...) {
    self = .array(elements)
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  /// An object, in any order of writing. A key written twice is a programming fault.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(uniqueMembers: elements))
  }
}
