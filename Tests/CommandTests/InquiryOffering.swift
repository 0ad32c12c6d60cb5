import CanonicalJSON
import Cryptography
import Foundation
import Testing

/// An inquiry of twelve bids in a folder of its own: 10,000 shares, 6,000 of them offline, ten investors
/// needed.
///
/// Eleven bids are valid, 20,000 shares; the highest, 600 shares, is 3%. P12 comes a second too late.
struct InquiryOffering {
  let workspace: Workspace

  var path: String { workspace.path }

  static let bids = """
    investor,account,class,price,shares,submitted_at,sequence
    I01,P01,A,12.00,600,2024-05-16 10:00:00,1
    I02,P02,A,10.40,2000,2024-05-16 10:00:00,2
    I03,P03,A,10.20,3000,2024-05-16 10:00:00,3
    I04,P04,A,10.00,4000,2024-05-16 10:00:00,4
    I05,P05,B,10.00,2000,2024-05-16 10:00:00,5
    I06,P06,A,10.00,2000,2024-05-16 10:00:00,6
    I07,P07,A,9.90,1500,2024-05-16 10:00:00,7
    I08,P08,B,9.80,1500,2024-05-16 10:00:00,8
    I09,P09,A,9.80,1400,2024-05-16 10:00:00,9
    I10,P10,A,9.50,1000,2024-05-16 10:00:00,10
    I11,P11,A,9.50,1000,2024-05-16 15:00:00,11
    I12,P12,A,9.00,1000,2024-05-16 15:00:01,12

    """

  static let terms = """
    name: Twelve Bids
    code: "688998"
    currency: CNY
    rulebook: cn-star-2023
    subscription_day: 2024-05-21
    inquiry:
      minimum_shares: 100
      step_shares: 100
      elimination_percent: 3
    shares:
      total: 10000
      strategic: 1000
      offline: 6000
      online: 3000
      over_allotment: 0
      offline_locked: "0"
      pre_ipo: 30000
    valuation:
      net_profit: "20000.00"
      peer_multiple: "20"
      funds_needed: "90000.00"
    lottery:
      seed: 5d1a6a1a4e0f6cb2b5f1a8b6ad3b8f4f5c9f35a44d1d4bb5b8f6d1f8a3c2e701
    underwriter: LEAD-UNDERWRITER
    fees:
      underwriting: "5000.00"
    synthetic: [all]

    """

  init() throws {
    workspace = try Workspace()
    try workspace.write("offering.yaml", Self.terms)
    try workspace.write("inputs/bids.csv", Self.bids)
  }

  /// `ipo book VERB DIR …`.
  func book(_ verb: String, _ more: String...) throws -> Program.Result {
    try Program.run(Program.path, ["book", verb, path] + more)
  }

  /// What a command prints with `--json`.
  func json(_ verb: String, _ more: String...) throws -> JSONValue {
    let result = try Program.run(Program.path, ["book", verb, path, "--json"] + more)
    return try JSONParser.parse(Array(result.output.utf8.dropLast()))
  }
}

extension JSONValue {
  /// A member's member and so on: "elimination.removed.shares", list places by number.
  subscript(path path: String) -> JSONValue? {
    path.split(separator: ".").reduce(Optional(self)) { value, key in
      guard let list = value?.arrayValue else { return value?[String(key)] }
      return Int(key).flatMap { $0 < list.count ? list[$0] : nil }
    }
  }
}
