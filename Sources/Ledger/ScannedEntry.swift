import TradingDays

/// One journal line that was read as bytes: what it says, and where in the bytes it says so. It is kept
/// small, since a reader has thousands of them at hand.
public struct ScannedEntry: Sendable {
  public let at: Instant
  public let seq: Int64
  public let kind: EntryKind
  /// True where the body has other members than `action`, `by` and `closes`.
  public let hasOtherMembers: Bool
  private let bodySpan: Span
  private let idSpan: Span
  private let operationEndPlace: Int32
  private let prevSpan: Span
  private let closesSpan: Span
  private let actionSpan: Span
  private let actorSpan: Span
  private let endPlace: Int32

  /// Two places in less than 2 GiB.
  private struct Span: Sendable {
    let start: Int32
    let end: Int32

    init(_ range: Range<Int>?) {
      start = Int32(range?.lowerBound ?? -1)
      end = Int32(range?.upperBound ?? -1)
    }

    var range: Range<Int> {
      Range(uncheckedBounds: (Int(start), Int(end)))
    }
  }

  /// The members of a body that tell how an entry is to be treated, and others or none.
  public struct Members: Sendable {
    public var closes: Range<Int>?
    public var action: Range<Int>?
    public var actor: Range<Int>?
    public var hasOthers = false

    public init() {}
  }

  public init(
    at: Instant, kind: EntryKind, seq: Int64, body: Range<Int>, members: Members, id: Range<Int>,
    operationEnd: Int, prev: Range<Int>, end: Int
  ) {
    self.at = at
    self.kind = kind
    self.seq = seq
    hasOtherMembers = members.hasOthers
    bodySpan = Span(body)
    closesSpan = Span(members.closes)
    actionSpan = Span(members.action)
    actorSpan = Span(members.actor)
    idSpan = Span(id)
    operationEndPlace = Int32(operationEnd)
    prevSpan = Span(prev)
    endPlace = Int32(end)
  }

  /// The body's bytes, an object in canonical form.
  public var body: Range<Int> { bodySpan.range }

  /// What the body's `closes` says, where it is a text.
  public var closes: Range<Int>? { closesSpan.start < 0 ? nil : closesSpan.range }

  /// What the body's `action` says, where it is a text.
  public var action: Range<Int>? { actionSpan.start < 0 ? nil : actionSpan.range }

  /// What the body's `by` says, where it is a text.
  public var actor: Range<Int>? { actorSpan.start < 0 ? nil : actorSpan.range }

  public var id: Range<Int> { idSpan.range }

  /// The operation's part of the id: before its first slash, or all of it.
  public var operation: Range<Int> {
    Range(uncheckedBounds: (Int(idSpan.start), Int(operationEndPlace)))
  }

  /// What `prev` says; whether it is a hash nobody has looked.
  public var prev: Range<Int> { prevSpan.range }

  /// Where the line ends, before its LF.
  public var end: Int { Int(endPlace) }

  /// The bytes that do not depend on the entry's place: `body`, `id`, `kind` and `postings`.
  public var content: Range<Int> {
    body.lowerBound - #""body":"#.utf8.count..<prev.lowerBound - #","prev":""#.utf8.count
  }
}

/// One posting of a line that was read as bytes.
public struct ScannedPosting: Sendable {
  /// Fen or shares; never zero.
  public let amount: Int64
  private let start: Int32
  private let end: Int32
  public let commodity: Commodity

  public init(account: Range<Int>, amount: Int64, commodity: Commodity) {
    start = Int32(account.lowerBound)
    end = Int32(account.upperBound)
    self.amount = amount
    self.commodity = commodity
  }

  /// Where the account's path stands.
  public var account: Range<Int> { Range(uncheckedBounds: (Int(start), Int(end))) }
}
