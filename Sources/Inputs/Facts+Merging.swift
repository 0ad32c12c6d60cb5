import CanonicalJSON
import Cryptography
import Offerings
import Quantities
import TradingDays

extension Facts {
  /// These facts and `others`; a fact that both have must be the same in both.
  ///
  /// - Throws: `factContradicted`, naming the fact; `source` says where `others` come from.
  public func merging(_ others: Facts, from source: String) throws(InputRefusal) -> Facts {
    let faults = FaultList()
    func merged<Value: Equatable>(
      _ name: String, _ own: Value?, _ other: Value?, _ text: (Value) -> String
    ) -> Value? {
      if let own, let other, own != other {
        faults.add(
          InputFault(
            "factContradicted", at: Place(file: source, line: 1, column: 1),
            found: "facts.\(name) \(text(other))", expected: "\(text(own)), as it was given before")
        )
      }
      return own ?? other
    }
    var result = Facts()
    let setting = PriceSetting.joined(price, others.price)
    result.price = merged("price", setting?.own ?? price, setting?.other ?? others.price) {
      $0.canonical.canonicalText
    }
    result.strategicFinal = merged("strategic_final", strategicFinal, others.strategicFinal) {
      $0.description
    }
    result.online = merged("online", online, others.online) { $0.canonical.canonicalText }
    result.offline = merged("offline", offline, others.offline) {
      $0.canonical.canonicalText
    }
    result.announcedTails = merged("announced_tails", announcedTails, others.announcedTails) {
      $0.canonical.canonicalText
    }
    for name in Set(reveals.keys).union(others.reveals.keys).sorted() {
      result.reveals[name] = merged("reveals.\(name)", reveals[name], others.reveals[name]) {
        $0.hex
      }
    }
    result.missingReveals = merged("missing_reveals", missingReveals, others.missingReveals) {
      "[\($0.sorted().map(\.text).joined(separator: ", "))]"
    }
    for source in Set(beacon.keys).union(others.beacon.keys).sorted() {
      result.beacon[source] = merged("beacon.\(source)", beacon[source], others.beacon[source]) {
        $0
      }
    }
    result.lockedAccounts = merged("locked_accounts", lockedAccounts, others.lockedAccounts) {
      $0.map(\.text).joined(separator: " ")
    }
    result.listingDay = merged("listing_day", listingDay, others.listingDay) { $0.description }
    for key in Set(confirmations.keys).union(others.confirmations.keys).sorted() {
      result.confirmations[key] = merged(
        "confirmations.\(key)", confirmations[key], others.confirmations[key]
      ) { $0.hex }
    }
    for place in Set(approvals.keys).union(others.approvals.keys).sorted() {
      result.approvals[place] = merged(
        "approvals.\(place.gate).\(place.round).\(place.role.rawValue)", approvals[place],
        others.approvals[place]
      ) { $0.canonical.canonicalText }
    }
    for gate in Set(witnessed.keys).union(others.witnessed.keys).sorted() {
      result.witnessed[gate] = merged(
        "witnessed.\(gate.rawValue)", witnessed[gate], others.witnessed[gate]
      ) { _ in "another cosigned head" }
    }
    try faults.check()
    return result
  }
}
