import Offerings

/// Reads `inputs/payments.csv`. Late, over and for nobody are facts of life and no faults.
public enum PaymentFile {
  public static let name = "inputs/payments.csv"

  public static func read(_ bytes: [UInt8]) throws(InputRefusal) -> Sealed<[Payment]> {
    try RowReader.read(
      bytes, file: name,
      columns: ["account", "tranche", "amount", "paid_at", "reference"].map { .init(name: $0) }
    ) { reader in
      var payments: [Payment] = []
      while reader.next() {
        payments.append(
          Payment(
            account: reader.name(0),
            tranche: reader.value(
              1, or: .online, rule: "unknownTranche", expected: "strategic, offline or online"
            ) { Tranche(rawValue: $0) },
            amount: reader.money(2), paidAt: reader.instant(3), reference: reader.text(4)))
      }
      return payments
    }
  }
}
