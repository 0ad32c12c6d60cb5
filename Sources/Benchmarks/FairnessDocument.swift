import Foundation
import Quantities

/// Specs/fairness.md: the text around the tables, and the verdict.
struct FairnessDocument {
  /// A chi-square test and what it found.
  struct Line {
    let subject: String
    let name: String
    let statistic: Double
    let degrees: Int
    let pValue: Double

    init(subject: String, name: String, found: ChiSquare) {
      self.subject = subject
      self.name = name
      statistic = found.statistic
      degrees = found.degrees
      pValue = found.pValue
    }
  }

  let seeds: Int
  let tests: [Line]
  let uneven: [Line]
  let ranked: String
  let tails: String
  let scale: String
  let refused: String
  let sweep: String
  let offerings: String

  /// The chance of a false alarm over all tests together.
  private static let level = 0.01

  /// Bonferroni: a test is below it with a chance of at most 1 % over all tests together.
  private var bound: Double { Self.level / Double(tests.count) }

  /// No test of the draws is below the bound, and every draw made uneven is.
  var isEven: Bool {
    tests.allSatisfy { $0.pValue >= bound } && uneven.allSatisfy { $0.pValue < bound }
  }

  var text: String {
    [introduction, exactText, tailText, proof, statistics].joined(separator: "\n")
  }

  private var introduction: String {
    """
    # How even the draws are

    A draw is fair if every number has the same chance. Two things can be wrong: the algorithm, even with perfect uniform numbers, and
    the uniform numbers. The algorithm is looked at exactly, by taking every outcome it can have. The uniform numbers are tested over
    many seeds. Both run the code that draws real winners ([lottery.md](lottery.md)), not a copy of it.

    | method | given uniform numbers | remains |
    |---|---|---|
    | `ranked` | every arrangement of winners is equally likely | nothing |
    | `lowest-ticket` | every order of the tickets is equally likely, if SHA-256 of different numbers behaves as chance | the belief in SHA-256 |
    | `tail-numbers` | nearly equal chances | millionths of a chance at most in the real offerings below; more at a few counts of winners of 8 % and above |

    This file is made by `swift run -c release Benchmarks fairness --write`. `Benchmarks fairness 1000000` takes more seeds. The exact
    tables are made again by the tests.

    """
  }

  private var exactText: String {
    """
    ## Ranked, exactly

    Every outcome of `below(N)`, `below(N − 1)`, … is taken. For every N up to 7 and every W the tests find the same.

    \(ranked)
    A seed has 256 bits, so that not every arrangement of a large draw has a seed of its own: 50,000 of 200,000,000 would need 670,406
    bits. The claim is that nobody can tell the difference.

    """
  }

  private var tailText: String {
    """
    ## Tail numbers, exactly

    N numbers fall into 10^k classes by their last k digits; a class has ⌊N/10^k⌋ numbers or one more. The tail of a larger class wins
    one number more, which then is missing at the end, where single numbers are drawn. That makes chances differ a little. The tables
    give the worst and the best chance of a number among N from 1 on, as exact fractions, over all outcomes.

    A failed draw is conditioned away: all bases that are accepted are equally likely, as if draws were repeated without end. The
    algorithm gives a length up after 1,000 failures in a row. Where a of b bases are free this has the probability (1 − a/b)^1000,
    below 10^−96 for 2 of 10; it is left out. Where no base is free, the length is given up here too. "Fewest bases free" is the
    worst state that any outcome comes to.

    \(tails)
    Where every count of winners left leads to the same draws, as with N = 20, all chances are equal.

    **How it grows.** A larger offering is fairer. One shape of draw, a tail that wins a tenth of the numbers or one less:

    \(scale)
    Here it is 1.1/N of the mean chance. An investor cannot choose his numbers, so that nobody can use it.

    **Where it does not vanish.** 4 tails of one digit, 8 of one digit and 8 of two digits cannot be spaced evenly, since 4 and 8 do
    not divide 10, nor 8 divides 100. If what is left to win is exactly what such a group should win, rounded up, some bases would win
    one number too many and are refused. Some tails then have more chances than others, up to twice as many, whatever N is. The third
    row has one winner more than the second:

    \(refused)
    This needs what is left to be exactly ⌈4N/10⌉ or ⌈8N/10⌉ at the first digit, or ⌈8N/100⌉ at the second: one number more or less
    and it is gone. A draw in which less than 8 % win never comes there; in the real offerings of `Ledgers/` less than 0.2 % win.

    All small draws together:

    \(sweep)
    """
  }

  private var proof: String {
    """
    ## Tail numbers, proved for any size

    Turn the circle of residues modulo 10^(K−1) by one step. Draws, overlaps and failures turn with it. So as long as what is left, R,
    does not decide what is drawn next, every residue is taken with the same chance, and so is every number, whatever the size of its
    class. For R is all that depends on where the range begins and ends.

    From the step on where R decides, let g tails be drawn of m = 10^k, of which c are taken, and let p bound the chance that a given
    tail is taken. Each tail is in g bases; at least m − g·c bases are free. A number's chance in this step is (g − its blocked bases) /
    (free bases). So two numbers differ only by their blocked bases, of which at most g·(g·p) are expected:

        difference ≤ g²·p / (m − g·c)

    At the end each of the U numbers without a tail wins with R/U. Two numbers differ by at most p times that, and, where R never decided
    anything, by p times the range of R/U. The bound is the sum over the steps, each at its worst R, and over the kinds of group where
    R decides between several. It needs that no base is refused for what it would win; a group that divides 10^k is a single class modulo
    10^k/g, which wins ⌊gN/10^k⌋ or one more, and always fits. A thousand failures in a row are left out; their probability is below
    (g·c/m)^1000.

    \(offerings)
    So in these offerings the chances of any two numbers differ by a few millionths of a chance at most. The numbers are those of
    德马科技 (688360, 2020) and 陕西能源 (001286, 2023).

    """
  }

  private var statistics: String {
    let smallest = tests.map(\.pValue).min() ?? 1
    let low = tests.count { $0.pValue < 0.05 }
    let verdict = isEven ? "No test is below it" : "**A TEST IS BELOW IT**"
    return """
      ## The uniform numbers, over \(Self.grouped(seeds)) seeds a test

      Seed i of a test is SHA-256 of `ipo fairness: <subject>: <test>: <i>`. The statistic is Pearson's chi-square; p is the chance of one
      as high where all is even. Where numbers do not have the same chance, the exact chances from above are expected. For a table of
      ranks by numbers the statistic is (n − 1)/n times the sum, with (n − 1)² degrees of freedom.

      \(tests.count) tests; the smallest p is \(Self.text(smallest)); \(low) are below 0.05, about \
      \(Int((0.05 * Double(tests.count)).rounded())) expected. By Bonferroni a p below
      0.01/\(tests.count) = \(Self.text(bound)) would be an alarm. \(verdict).

      \(Self.table(tests))
      What is uneven must be found. These are made so:

      \(Self.table(uneven))
      """
  }

  private static func table(_ lines: [Line]) -> String {
    let heading = "| subject | test | chi-square | degrees | p |\n|---|---|---|---|---|\n"
    return heading
      + lines.map { line in
        "| \(line.subject) | \(line.name) | \(String(format: "%.2f", line.statistic)) "
          + "| \(line.degrees) | \(text(line.pValue)) |\n"
      }.joined()
  }

  private static func grouped(_ count: Int) -> String {
    DecimalText.grouped(count, decimals: 0)
  }

  private static func text(_ probability: Double) -> String {
    probability < 1e-12 ? "below 1e-12" : String(format: "%.5f", probability)
  }
}
