/// What a first pass over bytes has matched already, as far as the passes after it have to know.
struct MatchedBefore {
  /// Movements that it matched.
  var count = 0
  /// The groups of which it matched a movement.
  var groups: Set<MovementGroup> = []
  /// All of the ledger's movements, matched or not; nil where there was no such pass.
  var movements: PackedMovements?
  /// Places of open movements and lines that say again what a matched one of their side said.
  var repeatedMovements: Set<Int> = []
  var repeatedLines: Set<Int> = []
}

extension PackedMovements {
  /// Those of some accounts that any movement has. O(n).
  func accounts(among wanted: Set<String>) -> Set<String> {
    var found: Set<String> = []
    visit { _, key in
      let account = key.account
      if wanted.contains(account) { found.insert(account) }
    }
    return found
  }

  /// By the references of some movements: the account of the last one. O(n).
  func accounts(ofReferences wanted: Set<String>) -> [String: String] {
    var accounts: [String: String] = [:]
    visit { _, key in
      let reference = key.reference
      if wanted.contains(reference), !reference.isEmpty { accounts[reference] = key.account }
    }
    return accounts
  }
}
