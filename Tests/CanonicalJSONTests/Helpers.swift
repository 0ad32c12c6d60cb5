import CanonicalJSON

/// The value of a JSON text that a test writes out.
func parse(_ text: String) throws(JSONError) -> JSONValue {
  try JSONParser.parse(Array(text.utf8))
}

/// The error that parsing `text` throws, or nil.
func refusal(of text: String) -> JSONError? {
  refusal(of: Array(text.utf8))
}

/// The error that parsing `bytes` throws, or nil.
func refusal(of bytes: [UInt8]) -> JSONError? {
  do throws(JSONError) {
    _ = try JSONParser.parse(bytes)
    return nil
  } catch {
    return error
  }
}

/// Lower-case hexadecimal.
func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
