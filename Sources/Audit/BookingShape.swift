import Ledger
import Offerings

/// What an entry does as a booking, where its bytes are those that Specs/bookings.md writes for its action.
/// What is left to the balances: a hold opens where nothing is kept, and ends as a whole.
struct BookingShape {
  enum Action {
    case deposit, withdraw, hold, capture, release
  }

  let action: Action
  /// The entry's place in its operation, from 1.
  let place: Int32

  /// nil where the entry is no booking, or one that nobody would write so.
  init?(
    _ entry: ScannedEntry, _ rows: UnsafeBufferPointer<ScannedPosting>,
    _ texts: UnsafeBufferPointer<UInt8>
  ) {
    guard entry.kind == .booking, !entry.hasOtherMembers, let word = entry.action,
      let action = Self.action(word, texts), let place = Self.place(entry, texts),
      Self.moves(action, rows, texts)
    else { return nil }
    self.action = action
    self.place = place
  }

  /// True for the ids that bookings' operations have.
  static func isOperation(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
    LineReader(id, from: 0).isNext("booking-")
  }

  private static func action(
    _ word: Range<Int>, _ texts: UnsafeBufferPointer<UInt8>
  ) -> Action? {
    let reader = LineReader(texts, from: word.lowerBound)
    switch word.count {
    case 4: return reader.isNext("hold") ? .hold : nil
    case 7:
      return reader.isNext("deposit")
        ? .deposit : reader.isNext("capture") ? .capture : reader.isNext("release") ? .release : nil
    case 8: return reader.isNext("withdraw") ? .withdraw : nil
    default: return nil
    }
  }

  /// The number behind `booking-<name>/`.
  private static func place(
    _ entry: ScannedEntry, _ texts: UnsafeBufferPointer<UInt8>
  ) -> Int32? {
    let (id, slash) = (entry.id, entry.operation.upperBound)
    var reader = LineReader(texts, from: id.lowerBound)
    guard reader.pass("booking-"), slash < id.upperBound, (1...64).contains(slash - reader.place)
    else { return nil }
    while reader.place < slash {
      guard AccountName.allows(texts[reader.place]) else { return nil }
      reader.place += 1
    }
    let digits = slash + 1..<id.upperBound
    guard (1...9).contains(digits.count), texts[digits.lowerBound] != UInt8(ascii: "0") else {
      return nil
    }
    var place: Int32 = 0
    for index in digits {
      let digit = texts[index] &- 0x30
      guard digit < 10 else { return nil }
      place = place * 10 + Int32(digit)
    }
    return place
  }

  /// The postings in the order of the table, all of one owner's money.
  private static func moves(
    _ action: Action, _ rows: UnsafeBufferPointer<ScannedPosting>,
    _ texts: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard rows.count == 2 || (rows.count == 3 && action == .capture),
      rows[0].amount < 0, rows[1].amount > 0, rows[0].commodity == .cash,
      rows[1].commodity == .cash
    else { return false }
    guard let first = BookedAccount(texts, rows[0].account),
      let second = BookedAccount(texts, rows[1].account)
    else { return false }
    let isMeant =
      switch action {
      case .deposit: first.kind == .custody && second.kind == .deposit
      case .withdraw: first.kind == .deposit && second.kind == .custody
      case .hold: first.kind == .deposit && second.kind == .blocked
      case .capture: first.kind == .blocked && second.kind == .custody
      case .release: first.kind == .blocked && second.kind == .deposit
      }
    guard isMeant, first.isOfOwner(of: second) else { return false }
    guard rows.count == 3 else { return true }
    guard rows[2].amount > 0, rows[2].commodity == .cash,
      let third = BookedAccount(texts, rows[2].account), third.kind == .deposit
    else { return false }
    return first.isOfOwner(of: third)
  }
}

/// An account that bookings post to, by its path.
private struct BookedAccount {
  enum Kind {
    case custody, deposit, blocked
  }

  let kind: Kind
  /// None of the custodian's account.
  let owner: UnsafeBufferPointer<UInt8>

  init?(_ texts: UnsafeBufferPointer<UInt8>, _ path: Range<Int>) {
    var reader = LineReader(texts, from: path.lowerBound)
    if path.count == 7, reader.pass("custody") {
      kind = .custody
      owner = UnsafeBufferPointer(rebasing: texts[path.upperBound..<path.upperBound])
      return
    }
    guard reader.pass("deposit:"), reader.place <= path.upperBound else { return nil }
    let colon = reader.first(UInt8(ascii: ":"), in: reader.place..<path.upperBound)
    owner = UnsafeBufferPointer(rebasing: texts[reader.place..<colon])
    if colon == path.upperBound {
      kind = .deposit
    } else {
      reader.place = colon
      guard reader.pass(":blocked:") else { return nil }
      kind = .blocked
    }
  }

  /// The custodian holds everybody's money.
  func isOfOwner(of other: BookedAccount) -> Bool {
    kind == .custody || other.kind == .custody || SameBytes.areSame(owner, other.owner)
  }
}
