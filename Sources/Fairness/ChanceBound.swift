import Lottery

/// How far the chances of two numbers can be apart in a draw by tails, for ranges of any size.
///
/// Specs: fairness.md, which proves it. Every step of the draw is followed through every count of
/// winners that can be left. As long as that count does not decide what is drawn next, the numbers
/// have equal chances of it. From then on two chances differ by at most g²·p / (m − g·c): g tails
/// are drawn of m = 10^k, of which c are taken, and p bounds the chance that a tail is taken.
public struct ChanceBound: Sendable {
  /// Parts of 10^18 by which two numbers' chances can differ, rounded up; `nil` where a group's
  /// bases can be refused for the numbers they would win, so that nothing is proved.
  public let difference: UInt128?
  /// The groups that are the same whatever is drawn: digits and tails of each.
  public let certainGroups: [(digits: Int, tails: UInt64)]
  /// The winners that can be left after them.
  public let left: ClosedRange<Int64>
  /// The largest part of a length's bases that earlier tails can block, in parts of 10^18.
  public let blocked: UInt128

  /// One, in the unit of the parts.
  public static let one: UInt128 = 1_000_000_000_000_000_000

  /// Follows the draw.
  ///
  /// - Complexity: O(groups × counts that can be left), which is little even for real offerings.
  public init(count: Int64, winners: Int64, nines: Nines) {
    var walk = BoundWalk(count: UInt64(count), winners: UInt64(winners), nines: nines)
    walk.run()
    difference = walk.isProved ? walk.difference : nil
    certainGroups = walk.certainGroups
    left = Int64(walk.certainLeft.lowerBound)...Int64(walk.certainLeft.upperBound)
    blocked = walk.blocked
  }
}

/// Outcomes that the draw takes for the same: their next step depends on what is left alone.
private struct Branch: Hashable {
  var digits: Int
  /// Of the 10^digits tails, those that equal or end in a drawn one.
  var taken: UInt64
  /// The winners that can be left.
  var left: ClosedRange<UInt64>
}

/// What a branch draws next.
private enum NextStep: Equatable {
  case group(digits: Int, size: UInt64, taken: UInt64)
  case singles
}

/// What a step can draw, whatever is taken already.
private enum StepKind: Hashable {
  case group(digits: Int, size: UInt64)
  case singles
}

private struct BoundWalk {
  let count: UInt64
  let winners: UInt64
  let nines: Nines
  private(set) var isProved = true
  private(set) var difference: UInt128 = 0
  private(set) var blocked: UInt128 = 0
  private(set) var certainGroups: [(digits: Int, tails: UInt64)] = []
  private(set) var certainLeft: ClosedRange<UInt64>
  private let fullLength: Int
  /// Whether no branch has been split yet by what is left.
  private var isCertain = true
  /// A bound of the chance of a tail to be taken, in the step under way and in the next.
  private var chanceTaken: UInt128 = 0
  private var chanceTakenNext: UInt128 = 0

  init(count: UInt64, winners: UInt64, nines: Nines) {
    self.count = count
    self.winners = winners
    self.nines = nines
    certainLeft = winners...winners
    var digits = 0
    while Self.power(digits) < count { digits += 1 }
    fullLength = digits
  }

  mutating func run() {
    // Nothing is drawn where all win or none.
    guard winners > 0, winners < count else { return }
    var branches: Set<Branch> = [Branch(digits: 1, taken: 0, left: certainLeft)]
    while isProved, !branches.isEmpty { branches = step(branches) }
    difference = min(difference, ChanceBound.one)
  }

  /// Draws the next group of every branch; those that come to the single numbers end there.
  private mutating func step(_ branches: Set<Branch>) -> Set<Branch> {
    let parts = branches.flatMap { branch in
      split(branch).map { (left: $0.left, next: $0.next) }
    }
    isCertain = isCertain && parts.count == branches.count
    if isCertain, parts.count == 1, case .group(let digits, let size, _) = parts[0].next {
      certainGroups.append((digits, size))
    }
    var following: Set<Branch> = []
    // Steps of one kind share their worst case: the chances that a tail is taken sum up over what
    // is left. Steps of different kinds look at different tails, so that their worst cases add up.
    var worst: [StepKind: UInt128] = [:]
    chanceTakenNext = chanceTaken
    for (left, next) in parts {
      switch next {
      case .singles:
        worst[.singles] = max(worst[.singles] ?? 0, differenceOfSingles(left))
      case .group(let digits, let size, let taken):
        let kind = StepKind.group(digits: digits, size: size)
        let apart = differenceOfGroup(size, of: Self.power(digits), taken: taken)
        worst[kind] = max(worst[kind] ?? 0, apart)
        guard let hits = hits(ofGroup: size, digits: digits, left: left.lowerBound) else {
          isProved = false
          return []
        }
        let lowest = left.lowerBound - min(left.lowerBound, hits.upperBound)
        following.insert(
          Branch(
            digits: digits, taken: taken + size, left: lowest...(left.upperBound - hits.lowerBound)
          ))
        if size * taken >= Self.power(digits) {
          // Perhaps no base is free, and the length is given up.
          following.insert(Branch(digits: digits + 1, taken: taken * 10, left: left))
        }
      }
    }
    difference += worst.values.reduce(0, +)
    chanceTaken = min(ChanceBound.one, chanceTakenNext)
    if isCertain, following.count == 1, let only = following.first { certainLeft = only.left }
    return following
  }

  /// A branch's counts of winners left, by what is drawn next.
  private func split(_ branch: Branch) -> [(left: ClosedRange<UInt64>, next: NextStep)] {
    var parts: [(left: ClosedRange<UInt64>, next: NextStep)] = []
    for left in branch.left {
      let next = next(digits: branch.digits, taken: branch.taken, left: left)
      if let last = parts.last, last.next == next {
        parts[parts.count - 1].left = last.left.lowerBound...left
      } else {
        parts.append((left...left, next))
      }
    }
    return parts
  }

  private func next(digits: Int, taken: UInt64, left: UInt64) -> NextStep {
    var (digits, taken) = (digits, taken)
    while digits < fullLength {
      let tails = UInt64(UInt128(left) * UInt128(Self.power(digits)) / UInt128(count))
      if tails > 0 {
        return .group(digits: digits, size: nines.groupSize(forTails: tails), taken: taken)
      }
      digits += 1
      taken *= 10
    }
    return .singles
  }

  /// Each of the numbers without a tail wins with the same chance, which depends on what is left.
  private func differenceOfSingles(_ left: ClosedRange<UInt64>) -> UInt128 {
    let highest = parts(of: left.upperBound, in: count - winners + left.upperBound)
    guard isCertain else { return product(chanceTaken, highest) }
    // All numbers are without a tail equally often, so that only the spread of the chance counts.
    if left.count == 1 { return 0 }
    let lowest = parts(of: left.lowerBound, in: count - winners + left.lowerBound)
    return product(chanceTaken, highest - lowest + 1)
  }

  /// g²·p / (m − g·c), and nothing while all numbers have equal chances of the group.
  private mutating func differenceOfGroup(
    _ size: UInt64, of modulus: UInt64, taken: UInt64
  ) -> UInt128 {
    let barred = min(modulus, size * taken)
    blocked = max(blocked, parts(of: barred, in: modulus))
    if isCertain {
      chanceTakenNext = max(chanceTakenNext, parts(of: taken + size, in: modulus))
      return 0
    }
    let free = max(modulus - barred, 1)
    chanceTakenNext = max(chanceTakenNext, chanceTaken + parts(of: size, in: free))
    return UInt128(size * size) * chanceTaken / UInt128(free) + 1
  }

  /// What a group can win; `nil` where that can be more than is left.
  private func hits(ofGroup size: UInt64, digits: Int, left: UInt64) -> ClosedRange<UInt64>? {
    let modulus = Self.power(digits)
    let scaled = UInt128(size) * UInt128(count)
    let low = UInt64(scaled / UInt128(modulus))
    if modulus % size == 0 {
      // The group is one class modulo 10^k / g.
      return low...(low + (scaled % UInt128(modulus) == 0 ? 0 : 1))
    }
    // Only 4 or 8 tails of 10 and 8 of 100: every base is looked at.
    let larger = count % modulus
    let sums = (0..<modulus).map { base in
      (0..<size).reduce(UInt64(0)) { sum, tail in
        sum + count / modulus + ((base + tail * (modulus / size)) % modulus < larger ? 1 : 0)
      }
    }
    let range = (sums.min() ?? 0)...(sums.max() ?? 0)
    return range.upperBound <= left ? range : nil
  }

  private static func power(_ exponent: Int) -> UInt64 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  private func parts(of part: UInt64, in whole: UInt64) -> UInt128 {
    (UInt128(part) * ChanceBound.one + UInt128(whole) - 1) / UInt128(whole)
  }

  private func product(_ left: UInt128, _ right: UInt128) -> UInt128 {
    (left * right + ChanceBound.one - 1) / ChanceBound.one
  }
}
