import Cryptography
import Offerings
import TradingDays
import Transparency

extension Books {
  /// Posts a booking in memory, by the same rules as its entries and without making them.
  ///
  /// - Parameter kept: gets what each hold kept that the booking ends, 0 for other actions; the lines
  ///   are written from it.
  /// - Throws: what `Booking.entries` and `Balances.apply` throw; nothing of the booking stays then.
  public mutating func post(
    _ booking: Booking, kept: inout [Int64]
  ) throws(LedgerError) {
    let (postings, holds) = (unsettled.count, kept.count)
    do throws(LedgerError) {
      for (place, action) in booking.actions.enumerated() {
        kept.append(try post(action, place, of: booking))
      }
    } catch {
      takeBack(to: postings)
      kept.removeLast(kept.count - holds)
      throw error
    }
  }

  /// One action.
  ///
  /// - Returns: what the hold kept that it ends.
  private mutating func post(
    _ action: Booking.Action, _ place: Int, of booking: Booking
  ) throws(LedgerError) -> Int64 {
    var kept: Int64 = 0
    if let hold = action.hold {
      let held = balances.amount(of: .blocked(action.account, hold: hold), .cash)
      kept = try action.amountEnded(held, id: booking.id)
    }
    let begin = unsettled.count
    var path = InlineArray<160, UInt8>(repeating: 0)
    let postings = action.postings(kept: kept)
    for index in postings.indices where postings[index].amount != 0 {
      let posting = postings[index]
      let number = withUnsafeMutableBytes(of: &path) { memory in
        var path = LineWriter(memory.bindMemory(to: UInt8.self))
        path.put(action, posting.side)
        return balances.number(of: path.written)
      }
      try balances.add(posting.amount, .cash, to: number)
      unsettled.append((Int32(number), posting.amount))
    }
    for posting in unsettled[begin...] where posting.amount < 0 {
      try balances.checkFloor(Int(posting.account), .cash, id: "\(booking.id)/\(place + 1)")
    }
    return kept
  }
}

extension JournalHead {
  /// Writes the lines of a booking that was posted; the same bytes as those of its entries.
  ///
  /// - Parameters:
  ///   - kept: what `Books.post` noted of its actions.
  ///   - time: the instant as the journal has it.
  ///   - actor: who records them.
  mutating func append(
    _ booking: Booking, kept: ArraySlice<Int64>, at instant: Instant, _ time: String,
    by actor: AccountName, to lines: inout LineWriter
  ) {
    var place = 1
    for (action, kept) in zip(booking.actions, kept) {
      let start = lines.count
      lines.put(#"{"at":""#)
      lines.put(time)
      lines.put(#"","body":{"action":""#)
      lines.put(action.word)
      lines.put(#"","by":""#)
      lines.put(actor.text)
      if place == booking.actions.count {
        lines.put(#"","closes":"booking-"#)
        lines.put(booking.reference.text)
      }
      lines.put(#""},"id":"booking-"#)
      lines.put(booking.reference.text)
      lines.put("/")
      lines.put(integer: UInt64(place))
      lines.put(#"","kind":"booking","postings":["#)
      var isFirst = true
      let postings = action.postings(kept: kept)
      for index in postings.indices where postings[index].amount != 0 {
        let posting = postings[index]
        lines.put(isFirst ? #"{"account":""# : #",{"account":""#)
        isFirst = false
        lines.put(action, posting.side)
        lines.put(#"","amount":""#)
        lines.put(fen: posting.amount)
        lines.put(#"","unit":"CNY"}"#)
      }
      lines.put(#"],"prev":""#)
      lines.put(hexOf: leaf)
      lines.put(#"","seq":"#)
      lines.put(integer: UInt64(count))
      lines.put("}")
      advance(past: MerkleTree.leafHash(lines.bytes(from: start)), at: instant)
      lines.put("\n")
      place += 1
    }
  }
}
