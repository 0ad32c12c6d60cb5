import Benchmarks
import Testing

@Suite struct ChiSquareTests {
  /// Upper critical values, NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4.
  @Test(arguments: [
    (1, 0.05, 3.841), (1, 0.001, 10.828), (2, 0.10, 4.605), (9, 0.05, 16.919),
    (10, 0.01, 23.209), (30, 0.025, 46.979), (80, 0.05, 101.879), (99, 0.001, 148.230),
    (100, 0.01, 135.807),
  ])
  func publishedCriticalValues(degrees: Int, probability: Double, critical: Double) {
    // The handbook gives three decimals, within which p moves by less than one part in a thousand.
    let found = ChiSquare(statistic: critical, degrees: degrees).pValue
    #expect(abs(found - probability) < probability * 0.001)
  }

  /// With two degrees of freedom p is exp(−x/2): 2^−n at 2n·ln 2, through both ways of computing.
  @Test func twoDegreesAreAnExponential() {
    for halvings in 1...40 {
      let statistic = 2 * Double(halvings) * 0.693_147_180_559_945_3
      let expected = 1 / Double(UInt64(1) << UInt64(halvings))
      let found = ChiSquare(statistic: statistic, degrees: 2).pValue
      #expect(abs(found - expected) < expected * 1e-10)
    }
    #expect(ChiSquare(statistic: 0, degrees: 5).pValue == 1)
  }

  @Test func countsAgainstProbabilities() {
    // (30 − 25)²/25 + (20 − 25)²/25 + (50 − 50)²/50 = 2
    let found = ChiSquare(counts: [30, 20, 50], probabilities: [0.25, 0.25, 0.5])
    #expect(abs(found.statistic - 2) < 1e-12)
    #expect(found.degrees == 2)
    #expect(ChiSquare(counts: [10, 10], probabilities: [0.5, 0.5]).statistic == 0)
  }

  @Test func tablesOfRanksByNumbers() {
    // Two ranks, two numbers, 30 seeds: one free cell, as if 18 of 30 were counted against 15.
    let found = ChiSquare(permutations: [18, 12, 12, 18], count: 2)
    #expect(found.degrees == 1)
    let plain = ChiSquare(counts: [18, 12], probabilities: [0.5, 0.5])
    #expect(abs(found.statistic - plain.statistic) < 1e-12)
  }
}
