import Inputs
import Offerings
import Quantities

/// The totals that synthetic rows have to meet: a published figure where there is one, else what
/// `generate:` in `offering.yaml` chose.
struct SynthesisTargets {
  /// Offline accounts with an effective bid.
  let offlineAccounts: Int
  /// Accounts by class, where the folder says.
  let classAccounts: [String: Int]
  let onlineAbandoned: Shares
  let offlineAbandoned: Shares
  /// Offline shares that come out locked; nil where nothing was published.
  let offlineLocked: Shares?

  init(_ file: OfferingFile) throws(SynthesisError) {
    var published: [String: String] = [:]
    for figure in file.published { published[figure.name] = figure.value }
    func shares(_ name: String) throws(SynthesisError) -> Shares? {
      guard let text = published[name] else { return nil }
      guard let shares = try? Shares(parsing: text) else {
        throw .totalsImpossible("published.\(name) \"\(text)\" is no number of shares")
      }
      return shares
    }
    let chosen = file.generate
    classAccounts = chosen.classAccounts
    offlineAccounts =
      file.facts.offline?.accounts.map { Int($0) } ?? chosen.offlineAccounts ?? 2_000
    onlineAbandoned = try shares("online_abandoned") ?? chosen.onlineAbandoned
    offlineAbandoned = try shares("offline_abandoned") ?? chosen.offlineAbandoned
    offlineLocked = try shares("offline_locked")
  }
}
