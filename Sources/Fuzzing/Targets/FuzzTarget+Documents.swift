import CanonicalJSON
import Inputs
import Offerings
import Rulebooks
import Timetables
import TradingDays

extension FuzzTarget {
  /// YAML: offerings, rulebooks and facts.
  static let documents = [
    FuzzTarget("offering", tokens: Tokens.yaml) { bytes in
      let file = try Refusals.value(of: bytes) { bytes in
        let document = try OfferingDocument(bytes, file: "offering.yaml")
        let (name, _, day) = try document.rulebookReference()
        let shipped = ShippedRulebooks.bytes(of: name) ?? SoundOffering.rulebook
        let rulebook = try? RulebookFile.read(shipped, file: name, on: day)
        return try document.read(rulebook: rulebook ?? SoundOffering.offering().rulebook)
      }
      guard let file else { return false }
      _ = file.place(of: "facts.listing_day")
      _ = file.offering.terms.canonical.canonicalBytes
      return true
    },
    FuzzTarget("rulebook", tokens: Tokens.yaml) { bytes in
      let rulebook = try Refusals.value(of: bytes) {
        try RulebookFile.read($0, file: "rulebook.yaml", on: nil)
      }
      guard let rulebook else { return false }
      let canonical = rulebook.canonical.canonicalBytes
      let again = try? JSONParser.parse(canonical)
      try demand(again == rulebook.canonical, "the canonical form is another rulebook")
      for day in [Day.earliest, .latest] {
        _ = try Refusals.value(of: bytes) {
          try RulebookFile.read($0, file: "rulebook.yaml", on: day)
        }
      }
      return true
    },
    FuzzTarget("issue-steps", tokens: Tokens.timetable) { bytes in
      let steps = try Refusals.value(of: bytes) { try IssueStepsFile.read($0, file: "steps.yaml") }
      guard let steps else { return false }
      let profile = IssueProfile(try SoundOffering.offering())
      // What is accepted gives a calendar or a refusal, whatever its offsets.
      for listing in [Day.earliest, SoundOffering.listing, .latest] {
        _ = try? IssueCalendar(profile, steps, day: SoundOffering.day, listing: listing)
      }
      _ = try? IssueCalendar.usual(profile, steps, day: SoundOffering.day)
      return true
    },
    FuzzTarget("stage-plan", tokens: Tokens.timetable) { bytes in
      let plan = try Refusals.value(of: bytes) { try StagePlanFile.read($0, file: "stages.yaml") }
      guard let plan else { return false }
      guard let start = DayWindow("2199-12"), let board = plan.boards.first else {
        throw Violation("a plan without boards was accepted")
      }
      let window = try ListingWindow(plan, board: board, start: start, fixed: [:], counts: [:])
      let simulation = ListingSimulation(window, runs: 5, seed: "fuzz")
      try demand(
        simulation.listing.day(percent: 0) >= window.listing.earliest, "a run is too early")
      try demand(simulation.listing.day(percent: 100) <= window.stretched, "a run is too late")
      return true
    },
    FuzzTarget("fact", tokens: Tokens.yaml) { bytes in
      guard let text = String(validating: bytes, as: UTF8.self) else { return false }
      do {
        _ = try FactsReader.read(argument: text)
        return true
      } catch let refusal as InputRefusal {
        try demand(!refusal.faults.isEmpty, "a refusal without a fault")
        return false
      }
    },
  ]
}

/// An offering that files are read for.
enum SoundOffering {
  private static let id = "cn-star-2019"

  static var rulebook: [UInt8] { ShippedRulebooks.bytes(of: id) ?? [] }

  static func offering() throws -> Offering { try read.get() }

  /// T and a listing day that it may have.
  static let day = Day("2020-05-21") ?? .earliest
  static let listing = Day("2020-06-02") ?? .latest

  private static let read: Result<Offering, any Error> = Result {
    let document = try OfferingDocument(Array(text.utf8), file: "offering.yaml")
    let day = try document.rulebookReference().day
    return try document.read(
      rulebook: try RulebookFile.read(rulebook, file: "\(id).yaml", on: day)
    ).offering
  }

  private static let text = """
    name: Ten Accounts
    code: "688999"
    rulebook: \(id)
    price: "25.12"
    subscription_day: 2020-05-21
    shares: {total: 20500, strategic: 2500, offline: 15000, online: 3000, pre_ipo: 60000}
    lottery: {seed: 5d1a6a1a4e0f6cb2b5f1a8b6ad3b8f4f5c9f35a44d1d4bb5b8f6d1f8a3c2e701}

    """
}
