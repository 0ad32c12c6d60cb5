/// Reads one JSON text, strictly by RFC 8259 and within what ``JSONValue`` holds.
///
/// Refused beside bad grammar: bytes that are not UTF-8, a byte order mark, a key that comes twice,
/// a number that is no integer within ±(2^53 − 1), half a surrogate pair, and anything after the
/// value. White space and the order of keys are free; who needs canonical bytes compares the input
/// with ``JSONValue/canonicalBytes``.
///
///     try JSONParser.parse(Array(#"{"seq":0}"#.utf8))["seq"]  // .integer(0)
///
/// - Complexity: O(n) bytes; an object whose keys are not sorted is sorted, O(k log k) keys.
public enum JSONParser {
  /// How deep arrays and objects may be nested, which bounds the stack that an input can use.
  public static let maximumDepth = 64

  /// The value that `bytes` hold.
  public static func parse(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    var reader = JSONReader()
    return try reader.readDocument(bytes)
  }

  /// The value that `bytes` hold.
  public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    try parse(bytes.span)
  }

  /// The value that `bytes` hold. Offsets in errors count from the slice's first byte.
  public static func parse(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> JSONValue {
    try parse(bytes.span)
  }

  /// The value that `bytes` hold. The memory must outlive the call only.
  public static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONValue {
    try parse(bytes.span)
  }
}
