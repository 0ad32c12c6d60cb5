import Foundation

/// Pearson's chi-square test of counts against expected ones.
public struct ChiSquare: Sendable {
  /// The sum of (counted − expected)² / expected, scaled where the counts bind each other.
  public let statistic: Double
  /// The degrees of freedom.
  public let degrees: Int

  /// Compares counts with the probabilities of their cells.
  public init(counts: [Int], probabilities: [Double]) {
    let total = Double(counts.reduce(0, +))
    var sum = 0.0
    for (count, probability) in zip(counts, probabilities) {
      let expected = total * probability
      sum += (Double(count) - expected) * (Double(count) - expected) / expected
    }
    statistic = sum
    degrees = counts.count - 1
  }

  /// Compares a table of ranks by numbers, `count` each, with equal cells.
  ///
  /// Every row and every column has the same sum, so that (count − 1)² cells are free, and the sum
  /// of squares is (count − 1) / count times as much as that of free cells.
  public init(permutations cells: [Int], count: Int) {
    let expected = Double(cells.reduce(0, +)) / Double(cells.count)
    let sum = cells.reduce(0.0) { sum, cell in
      sum + (Double(cell) - expected) * (Double(cell) - expected) / expected
    }
    statistic = sum * Double(count - 1) / Double(count)
    degrees = (count - 1) * (count - 1)
  }

  /// A known statistic.
  public init(statistic: Double, degrees: Int) {
    self.statistic = statistic
    self.degrees = degrees
  }

  /// The probability of a statistic as high or higher where all is even: the regularised upper
  /// incomplete gamma function Q(degrees / 2, statistic / 2).
  ///
  /// By its series below the mean, else by its continued fraction (Numerical Recipes, 6.2).
  public var pValue: Double {
    let (a, x) = (Double(degrees) / 2, statistic / 2)
    guard x > 0 else { return 1 }
    let factor = exp(a * log(x) - x - lgamma(a))
    if x < a + 1 {
      var term = 1 / a
      var sum = term
      var n = a
      while term > sum * 1e-16 {
        n += 1
        term *= x / n
        sum += term
      }
      return 1 - sum * factor
    }
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var fraction = d
    var i = 0.0
    while true {
      i += 1
      let an = -i * (i - a)
      b += 2
      d = 1 / (an * d + b)
      c = b + an / c
      let step = c * d
      fraction *= step
      if abs(step - 1) < 1e-15 { return factor * fraction }
    }
  }
}
