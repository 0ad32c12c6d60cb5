import Inputs
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing

/// "line:column rule" of each fault that `read` is refused with; none where it succeeds.
func faults(_ read: () throws -> Void) throws -> [String] {
  do {
    try read()
    return []
  } catch let refusal as InputRefusal {
    return refusal.faults.map { "\($0.place.line):\($0.place.column) \($0.rule)" }
  }
}

/// Like `faults`, with what was found and expected.
func messages(_ read: () throws -> Void) throws -> [String] {
  do {
    try read()
    return []
  } catch let refusal as InputRefusal {
    return refusal.faults.map(\.description)
  }
}

/// 2,000,000 shares online, so that an application may carry 2,000.
func offering(rulebook: String = "cn-star-2023") throws -> Offering {
  try Sample.offering(rulebook: rulebook) { terms in
    terms.shares.total = Shares(3_000_000)
    terms.shares.offline = Shares(1_000_000)
    terms.shares.online = Shares(2_000_000)
  }
}

func applications(_ text: String) throws -> Sealed<ApplicationList> {
  try ApplicationFile.read(Array(text.utf8), of: offering())
}

func payments(_ text: String) throws -> [Payment] {
  try PaymentFile.read(Array(text.utf8)).value
}
