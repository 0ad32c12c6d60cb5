import Cryptography
import Lottery

/// A book of an inquiry and its list of bidders as files: seven hundred investors, a price or two
/// each, one bid in fifty with something wrong.
struct BookFiles {
  let bids: [UInt8]
  let bidders: [UInt8]

  /// STAR Market, 2025, with every rule that a book is held against.
  static let offering = """
    name: benchmark
    code: "688000"
    rulebook: cn-star-growth-2025
    subscription_day: 2025-11-24
    inquiry: {minimum_shares: 1000000, step_shares: 100000, maximum_shares: 22000000}
    shares: {total: 70000000, strategic: 14000000, offline: 44800000, online: 11200000, pre_ipo: 400028217}
    lock_tiers:
      - {class: A1, percent: 70, months: 9}
      - {class: B, percent: 20, months: 6}
    """

  init(bids count: Int) {
    var generator = SHA256Generator(seed: SHA256.hash("ipo book benchmark"))
    var bids = "investor,account,class,price,shares,submitted_at,sequence\n"
    var bidders = "investor,account,class,assets,standing,until\n"
    let prices = (0..<700).map { _ in 11_000 + Int(generator.below(2_200)) }
    for row in 0..<count {
      let investor = Int(generator.below(700))
      let name = investor < 620 ? "A1" : "B"
      let fault = generator.below(700)
      let isOther = generator.below(5) == 0
      var price = "\((prices[investor] + (isOther ? 50 : 0)) / 100)."
      let fen = (prices[investor] + (isOther ? 50 : 0)) % 100
      price += (fen < 10 ? "0" : "") + "\(fen)" + (fault == 1 ? "5" : "")
      let shares = 1_000_000 + Int(generator.below(211)) * 100_000 + (fault == 2 ? 50_000 : 0)
      let second = 1 + Int(generator.below(19_800)) + (fault == 3 ? 19_800 : 0)
      // Now and then an account quotes again.
      let account = fault == 4 && row > 0 ? row : row + 1
      bids +=
        "HOUSE-\(investor),FUND-\(account),\(name),\(price),\(shares),\(Self.time(second)),\(row + 1)\n"
      guard account == row + 1, fault != 5 else { continue }
      let assets = fault == 6 ? 100_000_000 : 5_000_000_000
      let standing = fault == 7 ? "barred" : fault == 8 ? "incomplete" : "registered"
      bidders +=
        "HOUSE-\(investor),FUND-\(account),\(fault == 9 ? "B" : name),\(assets).00,\(standing),\n"
    }
    self.bids = Array(bids.utf8)
    self.bidders = Array(bidders.utf8)
  }

  /// Seconds after half past nine in Beijing.
  private static func time(_ second: Int) -> String {
    let time = 5_400 + second
    func two(_ value: Int) -> String { (value < 10 ? "0" : "") + "\(value)" }
    return "2025-11-19T\(two(time / 3_600)):\(two(time / 60 % 60)):\(two(time % 60))Z"
  }
}
