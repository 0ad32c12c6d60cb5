/// One parser with the properties that have to hold for every input.
///
/// **To add a parser**, append three lines to a list in `Targets/` (or begin a new one, and add it to
/// `FuzzTarget.all`):
///
///     FuzzTarget("payers", tokens: Tokens.csv) { bytes in
///       try Rows.check(bytes, print: Rows.payers) { try PayerFile.read($0, name: Rows.file) }
///     },
///
/// and put at least one sound file into `Tests/Fuzz/Corpus/payers/`, a small one. The closure reads the
/// bytes, says whether they were accepted, and throws `Violation` where a property does not hold:
/// what is accepted prints to the same bytes (or the same value again), a refusal names a place inside
/// the file, a cut into other blocks changes nothing. A trap, a hang and memory without bound are found
/// by whoever runs it. `swift run -c release Fuzz payers` tries it, and FuzzTests runs all that are listed.
public struct FuzzTarget: Sendable {
  /// What the command and the corpus's folder call it.
  public let name: String
  /// Texts that the format knows; the mutator puts them where they may hurt.
  public let tokens: [String]
  private let body: @Sendable ([UInt8]) throws -> Bool

  /// - Parameter body: true where the bytes were accepted.
  public init(
    _ name: String, tokens: [String], body: @escaping @Sendable ([UInt8]) throws -> Bool
  ) {
    self.name = name
    self.tokens = tokens
    self.body = body
  }

  /// Every target, in the order of the documents that they read.
  public static let all: [FuzzTarget] =
    json + journal + notes + proofs + witnessing + rows + statements + documents + values

  /// The target of a name; nil where there is none.
  public static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }

  /// Reads the bytes and checks what has to hold.
  ///
  /// - Returns: true where the bytes were accepted.
  /// - Throws: `Violation`. Any other error is one too: refusals are caught where they are expected.
  public func check(_ bytes: [UInt8]) throws(Violation) -> Bool {
    do {
      return try body(bytes)
    } catch let violation as Violation {
      throw violation
    } catch {
      throw Violation("an error that nobody expected: \(error)")
    }
  }
}

/// A property that does not hold.
public struct Violation: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}

/// Demands that something holds of an input.
func demand(_ holds: Bool, _ what: @autoclosure () -> String) throws(Violation) {
  guard holds else { throw Violation(what()) }
}

/// Demands that what was read prints to the bytes that it was read from: one spelling of one value.
func demandSame(
  _ printed: some Sequence<UInt8>, _ bytes: some Sequence<UInt8>, _ what: String
) throws(Violation) {
  guard !printed.elementsEqual(bytes) else { return }
  throw Violation(
    "\(what) prints as \(String(reflecting: String(decoding: Array(printed), as: UTF8.self)))")
}
