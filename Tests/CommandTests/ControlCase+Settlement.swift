extension ControlCase {
  /// One row booked as two, which sum to the same.
  static let rows: [ControlCase] = [
    ControlCase(
      "payment/online/payment/1",
      [
        (
          #""account":"receivable:online:A000000777","amount":"-12560.00""#,
          #""account":"receivable:online:A000000777","amount":"-1.00","unit":"CNY"},{"account":"receivable:online:A000000777","amount":"-12559.00""#
        )
      ], ["paymentRows online"]),
    ControlCase(
      "payment/offline/payment/1",
      [
        (
          #""account":"receivable:offline:P004","amount":"-39130.68""#,
          #""account":"receivable:offline:P004","amount":"-1.00","unit":"CNY"},{"account":"receivable:offline:P004","amount":"-39129.68""#
        )
      ], ["paymentRows offline"]),
    ControlCase(
      "strategic/payment/1",
      [
        (
          #""account":"receivable:strategic:STAFF-PLAN","amount":"-25245.60""#,
          #""account":"receivable:strategic:STAFF-PLAN","amount":"-1.00","unit":"CNY"},{"account":"receivable:strategic:STAFF-PLAN","amount":"-25244.60""#
        )
      ], ["paymentRows strategic"]),
  ]

  static let settlement: [ControlCase] = [
    ControlCase(
      "escrow/settlement",
      [
        ("escrow:offline=-389360.00", "escrow:offline=-389360.01"),
        ("proceeds=389360.00", "proceeds=389360.01"),
      ],
      [
        "handedOn offline", "gross", "proceedsDivided", "cleared escrow CNY",
        "accountsClear escrow", "cleared proceeds CNY", "accountsClear proceeds",
      ]),
    ControlCase(
      "escrow/settlement",
      [
        ("escrow:strategic=-50240.00", "escrow:strategic=-50240.01"),
        ("proceeds=50240.00", "proceeds=50240.01"),
      ],
      [
        "handedOn strategic", "gross", "proceedsDivided", "cleared escrow CNY",
        "accountsClear escrow", "cleared proceeds CNY", "accountsClear proceeds",
      ]),
    ControlCase(
      "escrow/settlement",
      [
        ("escrow:online=-42678.88", "escrow:online=-42678.87"),
        ("proceeds=42678.88", "proceeds=42678.87"),
      ],
      [
        "handedOn online", "gross", "proceedsDivided", "cleared escrow CNY", "accountsClear escrow",
        "cleared proceeds CNY", "accountsClear proceeds",
      ]),
    ControlCase(
      "proceeds/online/refund/1",
      [
        ("receivable:online:A000000009=1.12", "receivable:online:A000000009=1.13"),
        ("escrow:online=-25561.12", "escrow:online=-25561.13"),
      ],
      [
        "paidDivides online", "refundsDecided online", "paidDivides", "investorsPaid",
        "cleared receivable CNY", "accountsClear receivable", "cleared escrow CNY",
        "accountsClear escrow",
      ]),
    ControlCase(
      "proceeds/strategic/refund/1",
      [
        ("receivable:strategic:SPONSOR-SUB=754.40", "receivable:strategic:SPONSOR-SUB=754.39"),
        ("escrow:strategic=-754.40", "escrow:strategic=-754.39"),
      ],
      [
        "paidDivides strategic", "refundsDecided strategic", "paidDivides", "investorsPaid",
        "cleared receivable CNY", "accountsClear receivable", "cleared escrow CNY",
        "accountsClear escrow",
      ]),
    ControlCase(
      "proceeds/settlement",
      [
        ("underwriter=-32681.12", "underwriter=-32681.11"),
        ("proceeds=32681.12", "proceeds=32681.11"),
      ],
      ["takeUpPaid", "gross", "proceedsDivided", "cleared proceeds CNY", "accountsClear proceeds"]),
    ControlCase(
      "proceeds/settlement",
      [
        ("underwriter:fee=45000.00", "underwriter:fee=45000.01"),
        ("underwriter:vat=2700.00", "underwriter:vat=2699.99"),
      ], ["feeByTerms", "vatByTerms", "netProceeds"]),
    ControlCase(
      "proceeds/settlement",
      [("issuer=467260.00", "issuer=467259.99"), ("proceeds=-467260.00", "proceeds=-467259.99")],
      [
        "proceedsDivided", "whereItWent", "issuerReceived", "netProceeds", "cleared proceeds CNY",
        "accountsClear proceeds",
      ]),
    ControlCase(
      "proceeds/settlement",
      [
        ("escrow:offline=-1946.80", "escrow:offline=-1946.81"),
        ("underwriter:brokerage=1946.80", "underwriter:brokerage=1946.81"),
      ], ["paidDivides offline", "paidDivides", "cleared escrow CNY", "accountsClear escrow"]),
    ControlCase(
      "issuer-costs/settlement",
      [("fees:audit=12000.00", "fees:audit=12000.01"), ("issuer=-12000.00", "issuer=-12000.01")],
      ["otherFeesByTerms", "netProceeds"]),
    ControlCase(
      "issuer-costs/settlement",
      [("tax:stamp-duty=111.24", "tax:stamp-duty=111.23"), ("issuer=-111.24", "issuer=-111.23")],
      ["stampDutyByTerms", "netProceeds"]),
    ControlCase(
      "issuer-costs/settlement", [("issuer=-8000.00", "issuer=-8000.01")],
      ["whereItWent", "netProceeds", "balanced CNY"]),
  ]

  static let register: [ControlCase] = [
    ControlCase(
      "registration/registration/1",
      [
        ("register:P001:free=6200", "register:P001:free=6199"),
        ("register:P002:locked:2020-12-02=4650", "register:P002:locked:2020-12-02=4651"),
      ], ["lockedAsOwed", "positionsAsOwed", "listingFree", "listingLocked"]),
    ControlCase(
      "registration/registration/1",
      [
        ("register:P001:free=6200", "register:P001:free=6199"),
        ("register:P003:free=3100", "register:P003:free=3101"),
      ], ["positionsAsOwed"]),
    ControlCase(
      "registration/registration/1",
      [("register:FOUNDER:locked:2023-06-02=40000", "register:FOUNDER:locked:2023-06-01=40000")],
      ["positionsAsOwed"]),
    ControlCase(
      "registration/registration/1",
      [
        ("register:FOUNDER:locked:2023-06-02=40000", "register:FOUNDER:locked:2023-06-02=40001"),
        ("issuer=-40000", "issuer=-40001"),
      ], ["registered", "lockedAsOwed", "positionsAsOwed", "lockedAndFree", "listingLocked"]),
    ControlCase(
      "registration/registration/1",
      [
        ("underwriter=-1301", "underwriter=-1300"),
        ("register:LEAD-UNDERWRITER:free=1301", "register:LEAD-UNDERWRITER:free=1300"),
      ],
      [
        "registered", "positionsAsOwed", "lockedAndFree", "listingFree",
        "cleared underwriter shares",
      ]),
    ControlCase(
      "registration/registration/1",
      [("register:P003:free=3100", "register:P001:free=3100")],
      ["holdersCounted", "positionsAsOwed"]),
    ControlCase(
      "release-2020-12-02/release/1",
      [
        ("register:P002:locked:2020-12-02=-4650", "register:P002:locked:2020-12-02=-4649"),
        ("register:P002:free=4650", "register:P002:free=4649"),
      ], ["released 2020-12-02"]),
    ControlCase("listing/decision", [(#""free":"13850""#, #""free":"13849""#)], ["listingFree"]),
    ControlCase(
      "listing/decision", [(#""locked":"66650""#, #""locked":"66651""#)], ["listingLocked"]),
    ControlCase(
      "payment/input/inputs/payments.csv",
      [
        (
          #""file":"inputs/payments.csv","rows":10,"sha256":""#,
          #""file":"inputs/payments.csv","rows":10,"sha256":"0"#
        )
      ], ["sealedFile inputs/payments.csv"]),
  ]
}
