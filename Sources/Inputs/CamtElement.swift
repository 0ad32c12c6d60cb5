/// The elements of a camt.053 message that a reconciliation needs, by their paths below
/// `Document/BkToCstmrStmt`. All others are passed over.
enum CamtElement: String, CaseIterable {
  /// A message that is one of several pages (GrpHdr, all versions).
  case messagePage = "GrpHdr/MsgPgntn/PgNb"
  case messageIsLast = "GrpHdr/MsgPgntn/LastPgInd"
  case statement = "Stmt"
  case statementID = "Stmt/Id"
  /// A statement that is one of several pages (from version 001.03 on).
  case page = "Stmt/StmtPgntn/PgNb"
  case isLastPage = "Stmt/StmtPgntn/LastPgInd"
  case sequence = "Stmt/ElctrncSeqNb"
  case iban = "Stmt/Acct/Id/IBAN"
  case otherAccount = "Stmt/Acct/Id/Othr/Id"
  case balance = "Stmt/Bal"
  case balanceCode = "Stmt/Bal/Tp/CdOrPrtry/Cd"
  case balanceAmount = "Stmt/Bal/Amt"
  case balanceSide = "Stmt/Bal/CdtDbtInd"
  case balanceDay = "Stmt/Bal/Dt/Dt"
  case balanceTime = "Stmt/Bal/Dt/DtTm"
  case entry = "Stmt/Ntry"
  case entryReference = "Stmt/Ntry/NtryRef"
  case entryAmount = "Stmt/Ntry/Amt"
  case entrySide = "Stmt/Ntry/CdtDbtInd"
  /// Up to version 001.07 the code itself, later with `Cd` inside.
  case status = "Stmt/Ntry/Sts"
  case statusCode = "Stmt/Ntry/Sts/Cd"
  case bookingDay = "Stmt/Ntry/BookgDt/Dt"
  case bookingTime = "Stmt/Ntry/BookgDt/DtTm"
  case servicerReference = "Stmt/Ntry/AcctSvcrRef"
  /// Charges that the entry's amount includes; in version 001.02 without `Rcrd`.
  case charge = "Stmt/Ntry/Chrgs/Rcrd"
  case chargeAmount = "Stmt/Ntry/Chrgs/Rcrd/Amt"
  case chargeSide = "Stmt/Ntry/Chrgs/Rcrd/CdtDbtInd"
  case chargeIsIncluded = "Stmt/Ntry/Chrgs/Rcrd/ChrgInclInd"
  case oldCharge = "Stmt/Ntry/Chrgs"
  case oldChargeAmount = "Stmt/Ntry/Chrgs/Amt"
  case oldChargeSide = "Stmt/Ntry/Chrgs/CdtDbtInd"
  case batch = "Stmt/Ntry/NtryDtls"
  case batchCount = "Stmt/Ntry/NtryDtls/Btch/NbOfTxs"
  case batchAmount = "Stmt/Ntry/NtryDtls/Btch/TtlAmt"
  case batchSide = "Stmt/Ntry/NtryDtls/Btch/CdtDbtInd"
  case detail = "Stmt/Ntry/NtryDtls/TxDtls"
  case remittance = "Stmt/Ntry/NtryDtls/TxDtls/RmtInf/Ustrd"
  case endToEnd = "Stmt/Ntry/NtryDtls/TxDtls/Refs/EndToEndId"
  /// From version 001.03 on; before, the amount stands in `AmtDtls` alone.
  case detailAmount = "Stmt/Ntry/NtryDtls/TxDtls/Amt"
  case detailSide = "Stmt/Ntry/NtryDtls/TxDtls/CdtDbtInd"
  case transactionAmount = "Stmt/Ntry/NtryDtls/TxDtls/AmtDtls/TxAmt/Amt"

  /// True for what stands inside an entry.
  var isOfEntry: Bool { Self.ofEntry.contains(self) }

  private static let ofEntry = Set(allCases.filter { $0.rawValue.hasPrefix("Stmt/Ntry/") })

  /// Balances that are none of the statement's own may hold what they like; so may entries that are
  /// not booked. The parts that tell which they are may not.
  var tellsKind: Bool { [.balanceCode, .status, .statusCode].contains(self) }

  var isOfBalance: Bool { rawValue.hasPrefix("Stmt/Bal/") }

  /// What may stand several times in one parent. All others stand once in the nearest of these
  /// around them.
  private static let repeated: Set<CamtElement> = [
    .statement, .balance, .entry, .charge, .oldCharge, .batch, .detail, .remittance,
  ]

  /// The first of two elements of which only one may stand.
  private var choice: CamtElement {
    switch self {
    case .otherAccount: .iban
    case .balanceTime: .balanceDay
    case .bookingTime: .bookingDay
    default: self
    }
  }

  /// A place in the tree of all paths.
  struct Node {
    var element: CamtElement?
    var children: [String: Int] = [:]
    /// The node of the nearest element around it that may stand several times.
    var owner = 0
    /// The node under which its occurrences count; nil where it may stand several times.
    var once: Int?
  }

  /// The tree of all paths; its root is the document, before any element.
  static let tree: [Node] = {
    var nodes = [Node()]
    var places: [CamtElement: Int] = [:]
    func own(_ place: Int, below owner: Int) {
      nodes[place].owner = owner
      let repeats = nodes[place].element.map(repeated.contains) ?? false
      for child in nodes[place].children.values { own(child, below: repeats ? place : owner) }
    }
    for element in allCases {
      var place = 0
      for name in "Document/BkToCstmrStmt/\(element.rawValue)".split(separator: "/") {
        let next = nodes[place].children[String(name)] ?? nodes.count
        if next == nodes.count {
          nodes[place].children[String(name)] = next
          nodes.append(Node())
        }
        place = next
      }
      nodes[place].element = element
      places[element] = place
    }
    own(0, below: 0)
    for (element, place) in places where !repeated.contains(element) {
      nodes[place].once = places[element.choice]
    }
    return nodes
  }()
}
