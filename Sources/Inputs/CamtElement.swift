/// The elements of a camt.053 message that a reconciliation needs, by their paths below
/// `Document/BkToCstmrStmt`. All others are passed over.
enum CamtElement: String, CaseIterable {
  case statement = "Stmt"
  case statementID = "Stmt/Id"
  case sequence = "Stmt/ElctrncSeqNb"
  case iban = "Stmt/Acct/Id/IBAN"
  case otherAccount = "Stmt/Acct/Id/Othr/Id"
  case balance = "Stmt/Bal"
  case balanceCode = "Stmt/Bal/Tp/CdOrPrtry/Cd"
  case balanceAmount = "Stmt/Bal/Amt"
  case balanceSide = "Stmt/Bal/CdtDbtInd"
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
  case detail = "Stmt/Ntry/NtryDtls/TxDtls"
  case endToEnd = "Stmt/Ntry/NtryDtls/TxDtls/Refs/EndToEndId"
  /// From version 001.04 on; before, the amount stands in `AmtDtls` alone.
  case detailAmount = "Stmt/Ntry/NtryDtls/TxDtls/Amt"
  case detailSide = "Stmt/Ntry/NtryDtls/TxDtls/CdtDbtInd"
  case transactionAmount = "Stmt/Ntry/NtryDtls/TxDtls/AmtDtls/TxAmt/Amt"

  /// A place in the tree of all paths.
  struct Node {
    var element: CamtElement?
    var children: [String: Int] = [:]
  }

  /// The tree of all paths; its root is the document, before any element.
  static let tree: [Node] = {
    var nodes = [Node()]
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
    }
    return nodes
  }()
}
