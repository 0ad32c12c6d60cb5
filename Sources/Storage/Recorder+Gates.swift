import CanonicalJSON
import TradingDays
import Transparency

/// What a witnessed gate asks of the journal; each reads the lines once more, which happens a few times in
/// an offering's life.
extension Recorder {
  /// The public half of the key that signs the journal's heads; its name is their origin.
  public var verifierKey: VerifierKey { key.verifierKey }

  /// The closed lines by now, those of this run too.
  public func currentLines() throws -> ArraySlice<UInt8> { try lines(0..<journalEnd)[...] }

  /// How many entries the journal had when an operation was closed, and when that was; nil where it holds
  /// no such operation.
  public func closing(of operation: String) throws -> (size: UInt64, at: Instant)? {
    let mark = Array(#""id":"\#(operation)/close","kind":"gate""#.utf8)
    var size: UInt64 = 0
    for line in try currentLines().split(separator: UInt8(ascii: "\n")) {
      size += 1
      guard line.firstRange(of: mark) != nil else { continue }
      let value = try JSONParser.parse(line)
      if value["id"]?.stringValue == "\(operation)/close",
        let at = value["at"]?.stringValue.flatMap({ Instant(utc: $0) })
      {
        return (size, at)
      }
    }
    return nil
  }
}
