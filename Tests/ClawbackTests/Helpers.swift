import Clawback
import Quantities
import Rulebooks
import SampleOfferings

/// A demand of plain integers.
func demand(
  base: Int64, offline: Int64, online: Int64, applied: Int64, offlineApplied: Int64? = nil,
  locked: Ratio = .zero
) -> ReallocationDemand {
  ReallocationDemand(
    base: Shares(base), offlineBefore: Shares(offline), onlineBefore: Shares(online),
    offlineLocked: locked, onlineApplied: Shares(applied),
    offlineApplied: offlineApplied.map { Shares($0) })
}

func rules(_ id: String) throws -> RuleValues { try Sample.rulebook(id).values }
