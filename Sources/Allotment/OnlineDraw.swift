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
  public let tails: TailNumbers
  public let origin: Origin

  /// Where the randomness came from, as the grade of the draw tells it.
  public enum Origin: Equatable, Sendable {
    /// A ceremony's tails; its randomness is unproven.
    case announced(source: String)
    /// A bare seed in the terms: whoever wrote the terms chose it.
    case demonstration(seed: Digest)

    public var grade: String {
      switch self {
      case .announced: "announced"
      case .demonstration: "demonstration"
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
      numbers: numbers, winners: winners, tails: announced.tails,
      origin: .announced(source: announced.source))
  }

  /// Draws tail numbers (末尾数) from a bare seed.
  public static func demonstration(
    seed: Digest, nines: Nines, numbers: NumberRange, winners: Int64
  ) throws(AllotmentError) -> OnlineDraw {
    do {
      let tails = try TailNumberDraw.draw(
        in: numbers, winners: winners, nines: nines, seed: seed)
      return OnlineDraw(
        numbers: numbers, winners: winners, tails: tails, origin: .demonstration(seed: seed))
    } catch {
      throw .lottery(error)
    }
  }

  /// The winning numbers counted from 0, ascending: what maps them to accounts in one pass.
  public func winningOffsets() -> [Int64] {
    tails.winningNumbers(in: numbers).map { $0 - numbers.first }
  }
}
