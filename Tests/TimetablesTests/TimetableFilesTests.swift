import Foundation
import Inputs
import Testing
import Timetables

/// What is refused in the two files of timetables, each with its place.
struct TimetableFilesTests {
  private static let steps = String(decoding: ShippedTimetables.issue.bytes, as: UTF8.self)
  private static let plan = String(decoding: ShippedTimetables.window.bytes, as: UTF8.self)

  /// The text with the first place of a part replaced, which has to be there.
  private func changed(_ text: String, _ part: String, _ other: String) throws -> [UInt8] {
    let range = try #require(text.firstRange(of: part), "\(part)")
    return Array(text.replacingCharacters(in: range, with: other).utf8)
  }

  private func faults(_ body: () throws -> Void) -> [String] {
    do {
      try body()
      return []
    } catch let refusal as InputRefusal {
      return refusal.faults.map(\.description)
    } catch {
      return ["\(error)"]
    }
  }

  @Test func `The shipped files are sound`() throws {
    let steps = try IssueStepsFile.read(ShippedTimetables.issue.bytes, file: "f")
    #expect(steps.usualListing.map(\.sessions) == [7, 8, 9])
    #expect(steps.steps.count == 25)
    #expect(steps.steps.first?.id == "prospectus" && steps.steps.last?.id == "over-allotment")
    let plan = try StagePlanFile.read(ShippedTimetables.window.bytes, file: "f")
    #expect(plan.stages.count == 5 && plan.factors.count == 4)
    #expect(plan.boards == ["star", "chinext", "main"])
  }

  @Test(arguments: [
    ("usual: [T+7, T+8, T+9]", "usual: [T+8, T+7]", "unorderedOffsets"),
    ("usual: [T+7, T+8, T+9]", "usual: []", "unorderedOffsets"),
    ("usual: [T+7, T+8, T+9]", "usual: [T]", "malformedOffset"),
    ("usual: [T+7, T+8, T+9]", "usual: [T+7, seven]", "malformedOffset"),
    ("day: T-6", "day: T-06", "malformedOffset"),
    ("day: T-6", "dey: T-6", "unknownKey"),
    ("day: T-6", "day: T-6\n    listing_days: 2", "ambiguousDay"),
    ("    day: T-6\n", "", "ambiguousDay"),
    ("through: T-4", "through: T-7", "unorderedOffsets"),
    ("opens: \"09:30\"", "opens: \"9:30\"", "malformedTime"),
    ("closes: \"15:00\"", "closes: \"09:30\"", "unorderedHours"),
    ("when: inquiry", "when: never", "unknownCondition"),
    ("sure: verified", "sure: certainly", "unknownConfidence"),
    ("since: book.opens", "since: book.open", "unknownDeadline"),
    ("    rule: book.closes\n", "    day: T-3\n", "unusedKey"),
    ("id: documents", "id: prospectus", "duplicateId"),
    ("id: documents", "id: Documents", "malformedId"),
    ("rule: payment.offline_deadline", "rule: payment.deadline", "unknownDeadline"),
    (
      "rule: payment.offline_deadline", "rule: payment.offline_deadline\n    sure: seen",
      "unusedKey"
    ),
    ("listing_days: 1\n", "listing_days: 2\n", "noListing"),
    ("listing_days: 30", "listing_days: 0", "malformedInteger"),
    ("listing_days: 30", "listing_days: 30\n    closes: \"15:00\"", "unusedKey"),
    ("    title: online road show\n", "", "missingKey"),
    ("listing:\n", "listed:\n", "missingKey"),
  ])
  func `A fault in the steps is named`(part: String, other: String, rule: String) throws {
    let bytes = try changed(Self.steps, part, other)
    let found = faults { _ = try IssueStepsFile.read(bytes, file: "steps.yaml") }
    #expect(found.contains { $0.contains(": \(rule): found") }, "\(found)")
    #expect(found.allSatisfy { $0.hasPrefix("steps.yaml:") })
  }

  @Test(arguments: [
    ("boards: [star, chinext, main]", "boards: []", "malformedBoards"),
    ("boards: [star, chinext, main]", "boards: [star, star]", "malformedBoards"),
    ("boards: [star, chinext, main]", "boards: [star, main]", "unknownKey"),
    ("unit: months", "unit: years", "unknownUnit"),
    ("least: 1", "least: 5", "unorderedSpan"),
    ("most: 6", "most: 121", "malformedInteger"),
    ("least: 1", "least: -1", "malformedInteger"),
    ("stage: tutoring", "stage: tutor", "unknownStage"),
    ("chance_percent: 15", "chance_percent: 101", "malformedInteger"),
    ("times: 1", "times: 0", "malformedInteger"),
    ("times: 1", "times: 13", "malformedInteger"),
    ("id: documents", "id: tutoring", "duplicateId"),
    ("id: inquiry", "id: history", "duplicateId"),
    ("{star: 3,", "{star: 0,", "malformedInteger"),
    ("    sure: seen\n", "", "missingKey"),
  ])
  func `A fault in the stages is named`(part: String, other: String, rule: String) throws {
    let bytes = try changed(Self.plan, part, other)
    let found = faults { _ = try StagePlanFile.read(bytes, file: "stages.yaml") }
    #expect(found.contains { $0.contains(": \(rule): found") }, "\(found)")
    #expect(found.allSatisfy { $0.hasPrefix("stages.yaml:") })
  }

  /// What lies just inside of what is refused above.
  @Test(arguments: [
    ("most: 6", "most: 120"), ("least: 1", "least: 0"),
    ("chance_percent: 15", "chance_percent: 100"),
    ("chance_percent: 15", "chance_percent: 0"), ("times: 1", "times: 12"),
    ("{star: 3, chinext: 3, main: 6}", "{main: 6}"),
  ])
  func `The bounds are inside`(part: String, other: String) throws {
    let bytes = try changed(Self.plan, part, other)
    #expect(faults { _ = try StagePlanFile.read(bytes, file: "stages.yaml") }.isEmpty)
  }

  @Test func `Stages are needed, and not more than twenty`() throws {
    func plan(_ count: Int) -> [UInt8] {
      let stages = (0..<count).map {
        "  - {id: s\($0), title: t, chinese: c, unit: days, least: 1, typical: 1, most: 1, sure: seen, clause: c}\n"
      }
      return Array(
        ("id: p\ntitle: t\nboards: [b]\nstages:" + (count == 0 ? " []\n" : "\n")
          + stages.joined()).utf8)
    }
    #expect(faults { _ = try StagePlanFile.read(plan(1), file: "f") }.isEmpty)
    #expect(faults { _ = try StagePlanFile.read(plan(20), file: "f") }.isEmpty)
    #expect(
      faults { _ = try StagePlanFile.read(plan(21), file: "f") }.contains { $0.contains("tooMany") }
    )
    #expect(
      faults { _ = try StagePlanFile.read(plan(0), file: "f") }.contains { $0.contains("noStages") }
    )
  }
}
