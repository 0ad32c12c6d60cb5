import Inputs
import Lottery
import Rulebooks
import Testing
import Timetables
import TradingDays

/// A day that the test knows to exist.
func day(_ text: String) throws -> Day { try #require(Day(text), "\(text)") }

/// A shipped rulebook on a day, with every amendment where none is named.
func rulebook(_ id: String, on day: Day? = nil) throws -> Rulebook {
  try RulebookFile.read(try #require(ShippedRulebooks.bytes(of: id)), file: id, on: day)
}

/// The shipped steps of an issue.
func shippedSteps() throws -> IssueSteps {
  try IssueStepsFile.read(ShippedTimetables.issue.bytes, file: ShippedTimetables.issue.name)
}

/// The shipped stages to a listing.
func shippedPlan() throws -> StagePlan {
  try StagePlanFile.read(ShippedTimetables.window.bytes, file: ShippedTimetables.window.name)
}

/// Any offering under a shipped rulebook.
func profile(
  _ id: String, _ conditions: Set<IssueStep.Condition> = [.inquiry, .strategic]
) throws -> IssueProfile {
  IssueProfile(rulebook: try rulebook(id), calendar: .xshg, conditions: conditions)
}

/// Gives the numbers of a list, one a draw, and records what they had to be below.
struct Script: UniformSource {
  var numbers: [UInt64]
  var bounds: [UInt64] = []

  init(_ numbers: [UInt64]) { self.numbers = numbers }

  mutating func below(_ bound: UInt64) -> UInt64 {
    bounds.append(bound)
    return numbers.removeFirst()
  }
}
