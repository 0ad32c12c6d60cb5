import Audit
import CanonicalJSON
import Issuance
import Offerings
import Quantities
import Reconciliation
import TradingDays

/// What `ipo report` writes: one HTML document of an offering, for the settlement officer on the evening
/// of T+2 and for the auditor of the next day. It says first whether the journal is sound and what is
/// waited for; then figures, steps, shares, cash, draw, lock-ups, chain and exceptions, each with the
/// entries that say so.
///
/// It holds no time but the journal's: the same folder gives the same bytes.
public struct OfferingReport {
  /// What a report is made from.
  public struct Sources {
    /// The journal, read once.
    public var journal: JournalAudit
    public var head: CheckpointAudit
    public var checkpoint: String?
    /// What trusted witnesses saw; the verdict on a sealed draw, nil where the journal has none.
    public var sightings: [WitnessAudit.Sighting] = []
    public var verdict: WitnessAudit.Verdict?
    /// Everything that does not hold.
    public var findings: [AuditFinding]
    /// The decisions made again from what the journal sealed; nil where they cannot be.
    public var offering: Offering?
    public var passage: Passage?
    /// Figures that announcements printed, by the names of `Results.figureNames`.
    public var published: [(name: String, value: String)]
    /// Which figures and files nobody published.
    public var synthetic: [String]
    /// The breaks on record, and the day of the last reconciliation; nil where none was recorded.
    public var reconciled: (book: BreakBook, asOf: Day)?

    public init(
      journal: JournalAudit, head: CheckpointAudit, checkpoint: String?, findings: [AuditFinding],
      offering: Offering?, passage: Passage?, published: [(name: String, value: String)] = [],
      synthetic: [String] = [], reconciled: (book: BreakBook, asOf: Day)? = nil
    ) {
      self.journal = journal
      self.head = head
      self.checkpoint = checkpoint
      self.findings = findings
      self.offering = offering
      self.passage = passage
      self.published = published
      self.synthetic = synthetic
      self.reconciled = reconciled
    }
  }

  /// The command's name in the document: a file that bears it may be replaced by a newer one.
  public static let generator = "ipo report"

  let sources: Sources
  let figures: [String: String]
  /// Operations that the journal holds and closed, in its order.
  let closed: [String]

  /// - Complexity: O(accounts) for the figures' sums; the document's size follows the number of steps,
  ///   dates and exceptions shown, not of accounts.
  public init(_ sources: Sources) {
    self.sources = sources
    closed = sources.journal.operations.filter(\.isClosed).map(\.id)
    if let offering = sources.offering, let passage = sources.passage {
      figures = (try? passage.results.figures(offering)) ?? [:]
    } else {
      figures = [:]
    }
  }

  /// Where the offering stands by its journal.
  public var state: Passage.State {
    closed.contains("suspension") ? .suspended : closed.contains("listing") ? .listed : .open
  }

  public var document: HTMLDocument {
    HTMLDocument(
      generator: Self.generator, title: "\(name) (\(code))", subtitle: subtitle,
      verdict: verdict, lead: [keyFigures],
      sections: [
        timeline, book, shares, cash, exceptions, breaks, draw, lockups, figuresSection, chain,
        trialBalance,
      ].compactMap(\.self),
      footer: """
        Written by ipo report from the journal's \(DecimalText.grouped(entryCount, decimals: 0)) \
        entries, the checkpoint and the sealed files. Everything in it is derived: delete it, and \
        the same folder gives the same bytes again. «entries» are numbers (seq) of lines in \
        journal.jsonl.
        """)
  }
}

extension OfferingReport {
  var journal: JournalAudit { sources.journal }
  var entryCount: Int64 { journal.entryCount }
  var isSound: Bool { sources.findings.isEmpty }

  /// A term as the journal's first entry holds it.
  func term(_ key: String) -> String? { journal.opening?["terms"]?[key]?.stringValue }

  var name: String { term("name") ?? "An offering without a name" }
  var code: String { term("code") ?? "no code" }

  func holds(_ operation: String) -> Bool { closed.contains(operation) }

  /// The entries of operations: of all of their entries, or of those whose id ends so.
  func entries(of operations: [String], ending suffix: String = "") -> EntryNumbers {
    let entries = journal.operations.lazy.filter { operations.contains($0.id) }.map(\.entries)
    // Whole operations are known without reading them.
    if suffix.isEmpty { return EntryNumbers(entries.flatMap(\.numbers)) }
    return EntryNumbers(entries.joined().filter { $0.id.hasSuffix(suffix) }.map(\.seq))
  }

  private var subtitle: HTMLText {
    let rulebook = journal.opening?["rulebook"]?["id"]?.stringValue ?? "no rulebook"
    let day = term("subscription_day") ?? "unknown"
    let found = holds("price") ? sources.passage?.results.priced?.price.canonical : nil
    let price = (term("price") ?? found).map { "\($0) yuan a share" } ?? "no price yet"
    return "\(price) · subscription day T \(day) · rulebook \(rulebook)"
  }
}
