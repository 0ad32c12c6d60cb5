import Bookbuilding
import Rulebooks

/// Which faults the invalid bids of a book have: the usual ones often, each possible one where there is room.
struct FaultCycle {
  private let order: [SyntheticQuote.Fault]

  init(_ targets: BookTargets, _ terms: BookTerms, _ classes: ClassPool) {
    let order: [SyntheticQuote.Fault] = [
      .documentsMissing, .overAssets, .barred, .documentsMissing, .late, .overAssets, .related,
      .offStep, .offStep, .unregistered, .documentsMissing, .overAssets, .aboveMaximum,
      .classDiffers, .offTick, .belowMinimum, .documentsMissing, .barred, .overAssets,
    ]
    let (least, most) = (targets.quantities.lowerBound, targets.quantities.upperBound)
    self.order = order.filter { fault in
      switch fault {
      case .aboveMaximum: targets.isLimited
      case .classDiffers: terms.classes.count > 1
      case .offTick: terms.rules.pricesPerInvestor > 2
      case .belowMinimum: least > 1
      // Two of them, half a step above and below, so that the sum is on the step.
      case .offStep: targets.step.isMultiple(of: 2) && least + 1 < most
      default: true
      }
    }
  }

  /// The first `count` of the cycle; a bid off the step has its other half beside it.
  func take(_ count: Int) -> [SyntheticQuote.Fault] {
    var faults = (0..<count).map { order[$0 % order.count] }
    if !faults.count(where: { $0 == .offStep }).isMultiple(of: 2),
      let last = faults.lastIndex(of: .offStep)
    {
      faults[last] = .documentsMissing
    }
    return faults
  }
}
