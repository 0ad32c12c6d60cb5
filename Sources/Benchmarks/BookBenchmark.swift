import Bookbuilding
import Cryptography
import Foundation
import Inputs
import Offerings
import Pricing
import Quantities
import Storage

/// The book from its bids to a hundred candidate prices, beside pandas; CPU time of all threads, best
/// of several rounds, with and without the reading of the files. Both have to come to the same figures.
enum BookBenchmark {
  private static let rounds = 9

  static func run(bids count: Int?) throws {
    let files = BookFiles(bids: count ?? 100_000)
    let offering = try OfferingFolder.readOffering(
      Array(BookFiles.offering.utf8), name: "offering.yaml", in: "."
    ).offering
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ipo-book-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(files.bids).write(to: folder.appendingPathComponent("bids.csv"))
    try Data(files.bidders).write(to: folder.appendingPathComponent("bidders.csv"))

    var book: Book?
    var register: BidderRegister?
    let reading = try best {
      book = try BidFile.read(files.bids, of: offering, asReceived: true).value
      register = try BidderFile.read(files.bidders).value
    }
    guard let book else { return }
    let terms = try BookTerms(of: offering)
    var review: BookReview?
    let reviewing = try best { review = try BookReview(of: book, register: register, by: terms) }
    guard let review else { return }
    var curve: DemandCurve?
    var tests: [PriceTest] = []
    let prices = (0..<100).map { Price(fen: 11_000 + Int64($0) * 20) }
    let testing = try best {
      curve = review.curve
      tests = try PriceTests.run(
        prices, on: review, of: offering, by: PriceTestTerms(of: offering))
    }
    guard let curve else { return }
    let figures = figures(of: review, curve, tests)
    print("\(book.bids.count) bids, \(review.screening.validTotals.bids) valid, CPU time")
    print(line("screening, elimination, four numbers", reviewing))
    print(line("curve and \(prices.count) candidate prices", testing))
    print(line("all of it", reviewing + testing))
    print(line("reading bids.csv and bidders.csv", reading))
    guard let peer = try PandasPeer.run(in: folder.path, rounds: 5) else {
      print("peer: no pandas here (Scripts/prepare --tests)")
      return
    }
    let digest = SHA256.hash(figures).hex
    guard peer.digest == digest else {
      throw DifferentFigures(own: digest, peer: peer.digest)
    }
    print(line("peer: pandas \(peer.version), the same figures", peer.figures))
    print(line("  its reading of the files", peer.reading))
  }

  private static func line(_ name: String, _ seconds: Double) -> String {
    name.padding(toLength: 48, withPad: " ", startingAt: 0)
      + String(format: "%9.1f ms", seconds * 1_000)
  }

  /// CPU time of this process.
  private static func best(_ body: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<rounds {
      let start = clock()
      try body()
      best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    return best
  }

  /// Every figure on a line of its own, as the peer prints them too.
  private static func figures(
    of review: BookReview, _ curve: DemandCurve, _ tests: [PriceTest]
  ) -> String {
    var text = ""
    let screening = review.screening
    for totals in [screening.receivedTotals, screening.validTotals, screening.removedTotals] {
      text += "\(totals.bids) \(totals.investors) \(totals.accounts) \(totals.shares.count)\n"
    }
    for (reason, bids, shares) in (try? screening.removedByReason()) ?? [] {
      text += "\(reason.rawValue) \(bids) \(shares.count)\n"
    }
    let elimination = review.elimination
    text += "\(elimination.count) \(elimination.ranked.shares(elimination.removed).count)\n"
    for number in review.fourNumbers?.all ?? [] {
      text += number.value.map { "\($0.numerator)/\($0.denominator)\n" } ?? "none\n"
    }
    for level in curve.levels {
      text +=
        "\(level.price.fen) \(level.accounts) \(level.shares.count) \(level.cumulativeAccounts) "
        + "\(level.cumulativeShares.count)\n"
    }
    for test in tests {
      let totals = test.demand.totals
      text += "\(test.price.fen) \(totals.bids) \(totals.investors) \(totals.shares.count)"
      for top in test.demand.concentration?.top ?? [] { text += " \(top.count)" }
      text += " \(test.demand.concentration?.squares ?? 0)\n"
    }
    return text
  }
}

/// The peer came to other figures.
private struct DifferentFigures: Error {
  let own: String
  let peer: String
}
