import CanonicalJSON
import Offerings

/// What a journal holds that nobody can make again from it: somebody's word, sealed so that it cannot
/// change. An audit counts it and says so.
public struct TakenOnTrust: Equatable, Sendable {
  /// What it is: "tails of a ceremony".
  public let what: String
  public let count: Int64
  /// Why it could not be made again, and who could tell.
  public let why: String

  /// Everything of a journal that was taken on trust, in the order of the passage.
  public static func all(of journal: JournalAudit) -> [TakenOnTrust] {
    var items: [TakenOnTrust] = []
    func add(_ what: String, _ count: Int, _ why: String) {
      if count > 0 { items.append(TakenOnTrust(what: what, count: Int64(count), why: why)) }
    }
    let terms = journal.opening?["terms"]
    let names = Set(journal.facts.map(\.name))
    let isFound = names.contains("price")
    add(
      "the price", terms?["price"] == nil && !isFound ? 0 : 1,
      isFound
        ? "the word of those who set it: the book and what the price passes were made again"
        : "a term: the order book that led to it is not made again here")
    add(
      "seed in the terms", terms?["lottery"]?["seed"]?["bare"] == nil ? 0 : 1,
      "whoever wrote the terms chose it: a demonstration")
    add(
      "rules departed from", terms?["departures"]?.objectValue?.count ?? 0,
      "the reasons that the terms state: whether they are good no journal knows")
    let stated = ["strategic_final", "online", "offline", "listing_day", "missing_reveals"]
      .filter(names.contains)
    add(
      "facts of the operator", stated.count,
      "\(stated.joined(separator: ", ")): his word, held against the files where they say the same")
    add(
      "tails of a ceremony", announcedTails(journal),
      "its word: counted among the numbers, not drawn again")
    add(
      "accounts that a ceremony locked",
      journal.facts.first { $0.name == "locked_accounts" }?.value.arrayValue?.count ?? 0,
      "its word: only their number was checked")
    add(
      "beacon values",
      journal.facts.first { $0.name == "beacon" }?.value.objectValue?.map(\.key).count ?? 0,
      "their form alone: Specs/replay.md checks a drand signature, a notary another ceremony")
    add(
      "sealed files", journal.sealedFiles.count,
      "their bytes are those that were sealed; whether their rows are true no journal knows")
    add(
      "confirmations", journal.facts.filter { $0.name == "confirmations" }.count,
      "the bank's and the depository's word, by digest")
    add(
      "bookings", Int(journal.bookingCount),
      "somebody's word: that money came or went a bank's statement tells")
    add(
      "explanations of breaks", journal.operations.filter { $0.id.hasPrefix("explanation-") }.count,
      "the word of the person that each names")
    add(
      "people who approve", terms?["approvals"]?["people"]?.objectValue?.count ?? 0,
      "their signatures hold; that two names are two people no journal knows")
    add(
      "witnesses of gates",
      journal.operations.filter { $0.id.hasPrefix(WitnessedGate.prefix) }.count,
      "the terms' own quorum: whether to trust it --witness says")
    add(
      "names of who recorded it", Set(journal.operations.compactMap(\.actor)).count,
      "the word of whoever held the signing key: an entry is not signed by its actor")
    add(
      "times of entries", Int(journal.entryCount),
      journal.isClockFixed
        ? "a fixed clock: no real times" : "the keeper's clock: only witnesses prove a time")
    return items
  }

  private static func announcedTails(_ journal: JournalAudit) -> Int {
    let lists = journal.facts.first { $0.name == "announced_tails" }?.value.objectValue
    return lists?.filter { $0.key != "source" }.reduce(0) {
      $0 + ($1.value.arrayValue?.count ?? 0)
    } ?? 0
  }
}
