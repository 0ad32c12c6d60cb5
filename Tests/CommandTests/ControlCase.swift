import Testing

/// One change of one entry of the settled sample, and the controls that it breaks: no other.
struct ControlCase: Sendable, CustomTestStringConvertible {
  let entry: String
  /// Texts of the entry's line; a posting is written `account=amount`.
  let changes: [(old: String, new: String)]
  let broken: [String]

  var testDescription: String {
    "\(entry): \(changes.map { "\($0.old) → \($0.new)" }.joined(separator: ", "))"
  }

  init(_ entry: String, _ changes: [(old: String, new: String)], _ broken: [String]) {
    self.entry = entry
    self.changes = changes
    self.broken = broken
  }

  /// The changes as they stand in a line.
  var texts: [(old: String, new: String)] {
    changes.map { (Self.text($0.old), Self.text($0.new)) }
  }

  private static func text(_ short: String) -> String {
    let parts = short.split(separator: "=")
    guard parts.count == 2 else { return short }
    return #""account":"\#(parts[0])","amount":"\#(parts[1])""#
  }

  /// One share or one fen, to one side or the other.
  static let all: [ControlCase] = division + draw + money + rows + settlement + register

  static let division: [ControlCase] = [
    ControlCase(
      "opening/terms", [("tranche:online=3000", "tranche:online=3001")],
      ["issueDivided", "cleared tranche shares", "accountsClear tranche", "balanced shares"]),
    ControlCase(
      "opening/terms",
      [("tranche:online=3000", "tranche:online=2999"), ("issuer=-3000", "issuer=-2999")],
      ["issueDivided", "cleared tranche shares", "accountsClear tranche"]),
    ControlCase(
      "strategic/decision",
      [
        ("tranche:strategic=-500", "tranche:strategic=-499"),
        ("tranche:offline=500", "tranche:offline=499"),
      ], ["strategicDivided", "accountsClear tranche"]),
    ControlCase(
      "strategic/allotment/1",
      [
        ("allotted:strategic:STAFF-PLAN=1000", "allotted:strategic:STAFF-PLAN=999"),
        ("tranche:strategic=-2000", "tranche:strategic=-1999"),
      ],
      [
        "strategicDivided", "tranchesCoverIssue", "trancheAllotted strategic",
        "duesPriced strategic", "issueCovered", "handedOn strategic", "paidDivides strategic",
        "paidDivides", "cleared tranche shares", "accountsClear tranche", "cleared allotted shares",
        "accountsClear allotted",
      ]),
    ControlCase(
      "clawback/decision", [(#""clawback":"0""#, #""clawback":"1""#)], ["clawbackPosted"]),
    ControlCase(
      "clawback/decision", [(#""clawback":"0""#, #""clawback":"-1""#)], ["clawbackPosted"]),
    ControlCase(
      "clawback/decision", [(#""offline":"15500""#, #""offline":"15501""#)],
      ["tranchesCoverIssue", "trancheAllotted offline"]),
    ControlCase(
      "clawback/decision", [(#""online":"3000""#, #""online":"2999""#)],
      ["tranchesCoverIssue", "trancheAllotted online"]),
    ControlCase(
      "clawback/decision", [(#""online_applied":"5000""#, #""online_applied":"5001""#)],
      ["onlineDemand"]),
    ControlCase(
      "clawback/decision", [(#""offline_applied":"1000000""#, #""offline_applied":"999999""#)],
      ["offlineDemand"]),
  ]

  static let draw: [ControlCase] = [
    ControlCase("clawback/decision", [(#""winners":"6""#, #""winners":"7""#)], ["lotsToBeWon"]),
    ControlCase("freeze/decision", [(#""accounts":10"#, #""accounts":11"#)], ["rowsFrozen"]),
    ControlCase("freeze/decision", [(#""shares":"5000""#, #""shares":"4999""#)], ["sharesFrozen"]),
    ControlCase(
      "freeze/decision", [(#""count":"10""#, #""count":"9""#)],
      ["numbersFrozen", "numbersDrawnFrom"]),
    ControlCase("freeze/decision", [(#""applications":"f"#, #""applications":"e"#)], ["listRoot"]),
    ControlCase(
      "draw/decision", [(#""winners":"6""#, #""winners":"5""#)], ["lotsToBeWon", "winnersAllotted"]),
    ControlCase("draw/decision", [(#""count":"10""#, #""count":"11""#)], ["numbersDrawnFrom"]),
    ControlCase(
      "allotment-online/allotment/1",
      [("allotted:online:A000000004=500", "allotted:online:A000000009=500")],
      [
        "eachAccountOnce online", "withinApplication online", "accountsAsDecided online",
        "accountsClear allotted",
      ]),
    ControlCase(
      "allotment-online/allotment/1",
      [("allotted:online:A000000004=500", "allotted:online:A000000099=500")],
      ["withinApplication online", "accountsAsDecided online", "accountsClear allotted"]),
    ControlCase(
      "allotment-online/allotment/1",
      [
        ("allotted:online:A000000009=500", "allotted:online:A000000009=501"),
        ("tranche:online=-3000", "tranche:online=-3001"),
      ],
      [
        "winnersAllotted", "winnersDrawnAgain", "withinApplication online",
        "accountsAsDecided online", "trancheAllotted online", "duesPriced online", "issueCovered",
        "handedOn online", "paidDivides online", "paidDivides", "cleared tranche shares",
        "accountsClear tranche", "cleared allotted shares", "accountsClear allotted",
      ]),
    ControlCase(
      "allotment-online/allotment/1",
      [
        ("allotted:online:A000000009=500", "allotted:online:A000000009=499"),
        ("tranche:online=-3000", "tranche:online=-2999"),
      ],
      [
        "winnersAllotted", "winnersDrawnAgain", "accountsAsDecided online",
        "trancheAllotted online", "duesPriced online", "issueCovered", "handedOn online",
        "paidDivides online", "paidDivides", "cleared tranche shares", "accountsClear tranche",
        "cleared allotted shares", "accountsClear allotted",
      ]),
    ControlCase(
      "allotment-offline/allotment/1",
      [
        ("allotted:offline:P001=6200", "allotted:offline:P001=6199"),
        ("allotted:offline:P002=4650", "allotted:offline:P002=4651"),
      ], ["accountsAsDecided offline", "accountsClear allotted"]),
    ControlCase(
      "allotment-offline/allotment/1",
      [
        ("allotted:offline:P001=6200", "allotted:offline:P001=400001"),
        ("tranche:offline=-15500", "tranche:offline=-409301"),
      ],
      [
        "withinApplication offline", "accountsAsDecided offline", "trancheAllotted offline",
        "duesPriced offline", "issueCovered", "handedOn offline", "paidDivides offline",
        "paidDivides", "cleared tranche shares", "accountsClear tranche", "cleared allotted shares",
        "accountsClear allotted",
      ]),
    ControlCase(
      "allotment-offline/allotment/1",
      [("allotted:offline:P002=4650", "allotted:offline:P001=4650")],
      ["eachAccountOnce offline", "accountsAsDecided offline", "accountsClear allotted"]),
  ]

  static let money: [ControlCase] = [
    ControlCase(
      "allotment-online/allotment/1",
      [
        ("receivable:online:A000000009=12560.00", "receivable:online:A000000009=12560.01"),
        ("investor:A000000009=-12560.00", "investor:A000000009=-12560.01"),
      ],
      ["duesPriced online", "investorsPaid", "cleared receivable CNY", "accountsClear receivable"]),
    ControlCase(
      "allotment-offline/allotment/1",
      [
        ("receivable:offline:P001=156522.72", "receivable:offline:P001=156522.71"),
        ("investor:P001=-156522.72", "investor:P001=-156522.71"),
      ],
      ["duesPriced offline", "investorsPaid", "cleared receivable CNY", "accountsClear receivable"]),
    ControlCase(
      "strategic/allotment/1",
      [
        ("receivable:strategic:STAFF-PLAN=25245.60", "receivable:strategic:STAFF-PLAN=25245.61"),
        ("investor:STAFF-PLAN=-25245.60", "investor:STAFF-PLAN=-25245.61"),
      ],
      [
        "duesPriced strategic", "investorsPaid", "cleared receivable CNY",
        "accountsClear receivable",
      ]),
    ControlCase(
      "strategic/payment/1",
      [
        ("receivable:strategic:STAFF-PLAN=-25245.60", "receivable:strategic:STAFF-PLAN=-25245.61"),
        ("escrow:strategic=51245.60", "escrow:strategic=51245.61"),
      ],
      [
        "paymentsBooked strategic", "paidDivides strategic", "paidDivides", "investorsPaid",
        "cleared receivable CNY", "accountsClear receivable", "cleared escrow CNY",
        "accountsClear escrow",
      ]),
    ControlCase(
      "payment/offline/payment/1",
      [
        ("receivable:offline:P001=-156522.72", "receivable:offline:P001=-156522.71"),
        ("escrow:offline=391306.80", "escrow:offline=391306.79"),
      ],
      [
        "paymentsBooked offline", "paidDivides offline", "paidDivides", "investorsPaid",
        "cleared receivable CNY", "accountsClear receivable", "cleared escrow CNY",
        "accountsClear escrow",
      ]),
    ControlCase(
      "payment/online/payment/1",
      [
        ("receivable:online:A000000009=-5000.00", "receivable:online:A000000009=-5000.01"),
        ("escrow:online=68240.00", "escrow:online=68240.01"),
      ],
      [
        "paymentsBooked online", "paidDivides online", "paidDivides", "investorsPaid",
        "cleared receivable CNY", "accountsClear receivable", "cleared escrow CNY",
        "accountsClear escrow",
      ]),
    ControlCase(
      "payment/online/payment/1",
      [
        ("receivable:online:A000000009=-5000.00", "receivable:online:A000000009=-4999.99"),
        ("receivable:online:A000000004=-12560.00", "receivable:online:A000000004=-12560.01"),
      ], ["accountsClear receivable"]),
    ControlCase(
      "abandonment/online/abandonment/1",
      [
        ("allotted:online:A000000009=-301", "allotted:online:A000000009=-300"),
        ("underwriter=1301", "underwriter=1300"),
      ],
      [
        "abandoned online", "debtForgiven online", "handedOn online", "paidDivides online",
        "paidDivides", "takeUpPaid", "cleared allotted shares", "accountsClear allotted",
        "cleared underwriter shares",
      ]),
    ControlCase(
      "abandonment/online/abandonment/1",
      [
        ("receivable:online:A000000009=-7561.12", "receivable:online:A000000009=-7561.11"),
        ("investor:A000000009=7561.12", "investor:A000000009=7561.11"),
      ],
      [
        "debtForgiven online", "investorsPaid", "cleared receivable CNY",
        "accountsClear receivable",
      ]),
  ]
}
