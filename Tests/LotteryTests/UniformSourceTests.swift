import Lottery
import Testing

/// The same algorithms, fed from a script.
@Suite struct UniformSourceTests {
  @Test func anAttemptIsRepeatedUntilOneIsAccepted() {
    var source = ScriptedSource([3, 5, 8, 2])
    #expect(source.below(10, attempts: 3) { $0 > 7 } == 8)
    #expect(source.bounds == [10, 10, 10])
    #expect(source.below(4) == 2)
  }

  @Test func attemptsRunOut() {
    var source = ScriptedSource([3, 5, 8])
    #expect(source.below(10, attempts: 2) { $0 > 7 } == nil)
    #expect(source.bounds == [10, 10])
    #expect(source.below(10, attempts: 0) { _ in true } == nil)
    #expect(source.below(10, attempts: 1) { _ in true } == 8)
  }

  @Test func ranksFollowTheScript() throws {
    var source = ScriptedSource([5, 2, 1, 4])
    let drawn = try RankedDraw.draw(
      in: NumberRange(first: 1, count: 10), winners: 4, from: &source)
    #expect(drawn == [6, 3, 2, 5])
    #expect(source.bounds == [10, 9, 8, 7])
  }

  /// The worked example of Specs/lottery.md, with its failed draws put in.
  @Test func tailsFollowTheScript() throws {
    var source = ScriptedSource([5, 45, 43, 95, 66, 485, 977, 977, 915, 65, 982, 847, 421, 697])
    let tails = try TailNumberDraw.draw(
      in: NumberRange(first: 1, count: 1_000), winners: 137, nines: .eightPlusOne, from: &source)
    #expect(
      tails.tails.map(\.description) == [
        "5", "43", "93", "66", "486", "978", "916", "983", "848", "422", "698",
      ])
    #expect(source.bounds == [10, 100, 100, 100, 100] + [UInt64](repeating: 1_000, count: 9))
  }

  /// Tail 7 comes again and again: 999 times another follows, after 1,000 the next length begins.
  @Test func aThousandFailedDrawsGiveALengthUp() throws {
    let numbers = try NumberRange(first: 0, count: 30)
    for failures in [999, 1_000] {
      // Tail 7 and its partner 2 win six of the nine; three more are left.
      let script = [7] + [UInt64](repeating: 7, count: failures) + [1, 4, 5, 6]
      var source = ScriptedSource(script)
      let tails = try TailNumberDraw.draw(
        in: numbers, winners: 9, nines: .eightPlusOne, from: &source)
      let texts = tails.tails.map(\.description)
      #expect(texts == (failures == 999 ? ["7", "2", "1"] : ["7", "2", "01", "04", "05"]))
      #expect(tails.winners(in: numbers) == 9)
    }
  }

  @Test func moreWinnersThanNumbersAreRefused() throws {
    let numbers = try NumberRange(first: 1, count: 10)
    let refusal = LotteryError.moreWinnersThanNumbers(found: 11, expected: 10)
    var source = ScriptedSource([])
    #expect(throws: refusal) {
      try RankedDraw.draw(in: numbers, winners: 11, from: &source)
    }
    #expect(throws: refusal) {
      try TailNumberDraw.draw(in: numbers, winners: 11, nines: .eightPlusOne, from: &source)
    }
    #expect(source.bounds.isEmpty)
  }
}

/// Gives the numbers of a script, and notes what was asked for.
private struct ScriptedSource: UniformSource {
  private var script: ArraySlice<UInt64>
  private(set) var bounds: [UInt64] = []

  init(_ script: [UInt64]) { self.script = script[...] }

  mutating func below(_ bound: UInt64) -> UInt64 {
    bounds.append(bound)
    let value = script.removeFirst()
    precondition(value < bound, "The script asks for more than the draw")
    return value
  }
}
