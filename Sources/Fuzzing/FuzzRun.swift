/// The inputs of one target under one seed, each made anew from its number.
public struct FuzzRun: Sendable {
  public let target: FuzzTarget
  public let seed: UInt64
  private let corpus: [[UInt8]]
  private let tokens: [[UInt8]]

  /// - Parameter corpus: sound files, and inputs that once found something. Their order counts.
  public init(_ target: FuzzTarget, corpus: [[UInt8]], seed: UInt64) {
    self.target = target
    self.corpus = corpus
    self.seed = seed
    tokens = target.tokens.map { Array($0.utf8) }
  }

  /// The input of a number; the same for the same corpus and seed, wherever it is made.
  public func input(_ number: UInt64) -> [UInt8] {
    var mutator = Mutator(
      FuzzRandom(seed: seed, number: number), tokens: tokens, corpus: corpus)
    return mutator.input()
  }

  /// What a range of inputs came to.
  public struct Outcome: Sendable {
    public internal(set) var inputs: UInt64 = 0
    public internal(set) var accepted: UInt64 = 0
    /// The first input for which something did not hold.
    public internal(set) var failure: (number: UInt64, input: [UInt8], violation: Violation)?
  }

  /// Checks the inputs of a range, up to the first that fails.
  ///
  /// - Parameter about: is told each input before it is read, since reading may end the process.
  public func check(
    _ numbers: Range<UInt64>, about: (UInt64, [UInt8]) -> Void = { _, _ in }
  ) -> Outcome {
    var outcome = Outcome()
    for number in numbers {
      let input = input(number)
      about(number, input)
      do throws(Violation) {
        if try target.check(input) { outcome.accepted += 1 }
      } catch {
        outcome.failure = (number, input, error)
        return outcome
      }
      outcome.inputs += 1
    }
    return outcome
  }
}
