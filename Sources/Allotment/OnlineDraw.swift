import Cryptography
import Lottery
import Offerings
import Quantities

/// The online draw (摇号抽签): which of the numbers handed out win a lot.
public struct OnlineDraw: Sendable {
  /// The numbers handed out, one a lot, in order of acceptance (配号).
  public let numbers: NumberRange
  /// Lots to be won.
  public let winners: Int64
  public let outcome: DrawOutcome
  public let origin: Origin

  /// Where the randomness came from.
  public enum Origin: Equatable, Sendable {
    /// A ceremony's tails; its randomness is unproven.
    case announced(source: String)
    /// A bare seed in the terms: whoever wrote the terms chose it.
    case demonstration(seed: Digest)
    /// A seed of commitments, reveals and beacons.
    case sealed(SeedText)

    /// The grade as far as the journal alone shows it: that the list was frozen before the beacons
    /// takes a witness.
    public var grade: String {
      switch self {
      case .announced: "announced"
      case .demonstration: "demonstration"
      case .sealed: "unwitnessed"
      }
    }

    /// What the draw was made from; nil for a ceremony's.
    public var seed: Digest? {
      switch self {
      case .announced: nil
      case .demonstration(let seed): seed
      case .sealed(let text): text.seed
      }
    }
  }

  /// Applies a real ceremony's tails.
  ///
  /// - Throws: `wrongWinnerCount` where they win more or fewer lots than there are.
  public static func announced(
    _ announced: AnnouncedTails, numbers: NumberRange, winners: Int64
  ) throws(AllotmentError) -> OnlineDraw {
    let found = announced.tails.winners(in: numbers)
    guard found == winners else { throw .wrongWinnerCount(found: found, expected: winners) }
    return OnlineDraw(
      numbers: numbers, winners: winners, outcome: .tails(announced.tails),
      origin: .announced(source: announced.source))
  }

  /// Draws from a seed.
  ///
  /// - Precondition: the origin has one.
  public static func drawn(
    from origin: Origin, by method: DrawMethod, numbers: NumberRange, winners: Int64
  ) throws(AllotmentError) -> OnlineDraw {
    guard let seed = origin.seed else { preconditionFailure("a ceremony's tails are not drawn") }
    do {
      return OnlineDraw(
        numbers: numbers, winners: winners,
        outcome: try .draw(method, in: numbers, winners: winners, seed: seed), origin: origin)
    } catch {
      throw .lottery(error)
    }
  }

  /// The winning numbers counted from 0, ascending: what maps them to accounts in one pass.
  public func winningOffsets() -> [Int64] {
    outcome.winningNumbers(in: numbers).map { $0 - numbers.first }
  }
}
