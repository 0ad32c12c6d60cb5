import CanonicalJSON
import Cryptography
import Inputs
import Ledger
import Offerings
import Transparency

extension FuzzTarget {
  /// What logs, witnesses and readers of a published tree send each other, and bookings.
  static let witnessing = [
    FuzzTarget("witness-policy", tokens: Tokens.note + Tokens.policy) { bytes in
      do {
        let policy = try WitnessPolicy(parsing: bytes)
        for (place, group) in policy.groups.enumerated() {
          try demand((1...group.members.count).contains(group.threshold), "group \(group.name)")
          for case .group(let inner) in group.members {
            try demand(inner < place, "group \(group.name) stands before its members")
          }
        }
        return true
      } catch let refusal as WitnessPolicyRefusal {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).count
        try demand(!refusal.faults.isEmpty, "a refusal without a fault")
        for fault in refusal.faults {
          // What lacks is told behind the last line.
          try demand((1...lines + 1).contains(fault.line), "\(fault) is at none of \(lines) lines")
        }
        return false
      }
    },
    FuzzTarget("consistency-file", tokens: Tokens.note + Tokens.policy) { bytes in
      do {
        let file = try ConsistencyFile(parsing: bytes)
        try demandSame(file.bytes, bytes, "the file")
        _ = try? file.verify()
        return true
      } catch is TransparencyError {
        return false
      }
    },
    FuzzTarget("add-checkpoint", tokens: Tokens.note + Tokens.policy) { bytes in
      do {
        let request = try AddCheckpoint(parsing: bytes)
        try demandSame(request.bytes, bytes, "the request")
        return true
      } catch is TransparencyError {
        return false
      }
    },
    FuzzTarget("tile-path", tokens: Tokens.policy) { bytes in
      guard let text = String(validating: bytes, as: UTF8.self),
        let path = TilePath(parsing: text)
      else { return false }
      try demandSame(path.description.utf8, bytes, "the path")
      _ = (path.firstLeaf, path.full, path.partialFolder)
      return true
    },
    FuzzTarget("bookings", tokens: Tokens.json + Tokens.bookings) { bytes in
      let bookings = try Refusals.value(of: bytes) { try BookingFile.read($0, name: Rows.file) }
      guard let bookings else { return false }
      let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).count
      for (line, booking) in bookings {
        try demand((1..<lines).contains(line), "a booking of line \(line)")
        try demand(!booking.actions.isEmpty, "\(booking.id) does nothing")
      }
      return true
    },
  ]
}

extension Tokens {
  static let policy = [
    "log ", "witness ", "group ", "quorum ", "none", "any", "all", " 1", " 0", "#", "vkey ", "old ",
    "old 0\n", "ipo/consistency-proof@v1\n", "tile/", "entries/", "x001/", "000", ".p/", "255",
    "256",
    "63", "64", "999/", "x18446744073709551/615",
  ]
  static let bookings = [
    #"{"id":"t","do":[{"#, #""action":"hold""#, #""action":"capture""#, #""action":"release""#,
    #""action":"withdraw""#, #""action":"deposit""#, #""account":"A","#, #""hold":"online""#,
    #""amount":"0.01""#, #""amount":"92233720368547758.07""#, "]}\n", #""action":"transfer""#,
  ]
}
