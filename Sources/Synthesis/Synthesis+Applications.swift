import Inputs
import Lottery
import Offerings
import Quantities
import Rulebooks

extension Synthesis {
  /// The published number of accounts, in shuffled order, with lots that sum to the published shares
  /// and stay within the cap.
  func applicationRows() throws -> RowText {
    guard let demand = facts.online, let accounts = demand.accounts else {
      throw SynthesisError.totalMissing("facts.online.accounts")
    }
    let lot = offering.rules.lot
    let cap = offering.applicationCap.count / lot.count
    let (lots, rest) = demand.shares.count.quotientAndRemainder(dividingBy: lot.count)
    guard rest == 0, lots >= accounts, lots <= accounts * cap else {
      throw SynthesisError.totalsImpossible(
        "\(accounts) accounts of 1 to \(cap) lots of \(lot) cannot apply for "
          + "\(demand.shares) shares")
    }
    var generator = generator("applications")
    let order = shuffled(Int(accounts), &generator)
    // Account numbers are spread over nine digits, as a real market's are.
    let spread = UInt64(899_999_999 / max(1, accounts))
    let prefix = UInt8(ascii: offering.rulebook.exchange == .sse ? "A" : "0")
    // A list that proofs are given of has salts.
    var salts = offering.terms.lottery.seed.sealedTerms.map { _ in self.generator("salts") }
    var rows = RowText(
      salts == nil ? "account,shares" : "account,shares,salt",
      capacity: order.count * (salts == nil ? 18 : 51))
    // Lots above one are drawn where most accounts are small, lots below the cap where most are large.
    let aboveOne = lots - accounts
    let belowCap = accounts * cap - lots
    let isMostlySmall = aboveOne <= belowCap
    var left = min(aboveOne, belowCap)
    for (position, number) in order.enumerated() {
      let following = Int64(order.count - position - 1)
      let part = draw(left, among: following + 1, most: cap - 1, &generator)
      left -= part
      let own = isMostlySmall ? 1 + part : cap - part
      rows.append(byte: prefix)
      rows.append(digits: 100_000_000 + UInt64(number) * spread, width: 9)
      rows.append(byte: UInt8(ascii: ","))
      rows.append(digits: UInt64(own * lot.count))
      if let high = salts?.next(), let low = salts?.next() {
        rows.append(byte: UInt8(ascii: ","))
        rows.append(hex: high)
        rows.append(hex: low)
      }
      rows.end()
    }
    return rows
  }

  /// A part of `total` for one of `accounts`: about its mean, at most `most`, and such that the
  /// others can take the rest.
  private func draw(
    _ total: Int64, among accounts: Int64, most: Int64, _ generator: inout SHA256Generator
  ) -> Int64 {
    let mean = (total * 2 + accounts - 1) / accounts
    let wanted = Int64(generator.below(UInt64(min(most, mean) + 1)))
    let least = max(0, total - (accounts - 1) * most)
    return max(least, min(wanted, most, total))
  }

  /// 0 ..< count in an order that the generator chooses.
  func shuffled(_ count: Int, _ generator: inout SHA256Generator) -> [UInt32] {
    generator.order(count)
  }
}
