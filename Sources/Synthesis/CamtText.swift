import Quantities
import Reconciliation
import TradingDays

/// Writes a plan's statements as ISO 20022 camt.053.001.08, valid by its schema: one `Stmt` a page,
/// one `Ntry` a movement.
struct CamtText {
  let plan: StatementPlan

  /// Characters of `EndToEndId` (Max35Text) and of `Ustrd` (Max140Text).
  private static let identifierLength = 35
  private static let remittanceLength = 140
  /// Before a reference that is too long for `EndToEndId`: the code word of MT940's field 86.
  private static let codeWord = "/EREF/"

  /// Whether a message can carry the reference so that a reader gets it back.
  static func carries(_ reference: String) -> Bool {
    let scalars = reference.unicodeScalars
    guard let first = scalars.first, let last = scalars.last, reference != "NOTPROVIDED" else {
      return false
    }
    return first != " " && last != " " && scalars.count + codeWord.count <= remittanceLength
      && scalars.allSatisfy { $0.value >= 0x20 && !(0xFFFE...0xFFFF).contains($0.value) }
  }

  func write(to write: @escaping ([UInt8]) throws -> Void) throws {
    var text = TextBlocks(write)
    let created = plan.lines.last?.bookedText ?? ""
    text.append(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- Synthetic: no bank sent this. -->
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
      <BkToCstmrStmt>
      <GrpHdr><MsgId>\(plan.records.code)</MsgId><CreDtTm>\(created)</CreDtTm></GrpHdr>

      """)
    for page in plan.pages { try append(page, to: &text) }
    text.append("</BkToCstmrStmt>\n</Document>\n")
    try text.finish()
  }

  private func append(_ page: StatementPage, to text: inout TextBlocks) throws {
    let day = page.day.description
    text.append("<Stmt>\n<Id>\(page.id)</Id>\n")
    if !page.isOnly {
      text.append(
        "<StmtPgntn><PgNb>\(page.number)</PgNb><LastPgInd>\(page.isLast)</LastPgInd></StmtPgntn>\n")
    }
    text.append(
      """
      <ElctrncSeqNb>\(page.sequence)</ElctrncSeqNb>
      <CreDtTm>\(day)T23:59:59+08:00</CreDtTm>
      <Acct><Id><Othr><Id>ESCROW-\(plan.records.code)</Id></Othr></Id><Ccy>CNY</Ccy></Acct>

      """)
    append(page.number == 1 ? "OPBD" : "ITBD", page.opening, day, to: &text)
    append(page.isLast ? "CLBD" : "ITBD", page.closing, day, to: &text)
    for place in page.entries {
      append(plan.lines[place], number: place + 1, to: &text)
      try text.endItem()
    }
    text.append("</Stmt>\n")
  }

  private func append(
    _ code: String, _ balance: Money, _ day: String, to text: inout TextBlocks
  ) {
    text.append("<Bal><Tp><CdOrPrtry><Cd>", code, "</Cd></CdOrPrtry></Tp>")
    append(balance, to: &text)
    text.append("<Dt><Dt>", day, "</Dt></Dt></Bal>\n")
  }

  private func append(_ amount: Money, to text: inout TextBlocks) {
    text.append(
      "<Amt Ccy=\"CNY\">", DecimalText.plain(amount.fen.magnitude, decimals: 2),
      "</Amt><CdtDbtInd>", amount < .zero ? "DBIT" : "CRDT", "</CdtDbtInd>")
  }

  private func append(_ line: BankLine, number: Int, to text: inout TextBlocks) {
    let family = line.amount < .zero ? "ICDT" : "RCDT"
    text.append("<Ntry><NtryRef>", String(number), "</NtryRef>")
    append(line.amount, to: &text)
    text.append(
      "<Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>", line.bookedText,
      "</DtTm></BookgDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>", family,
      "</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>")
    let reference = Self.escaped(line.reference)
    if line.reference.unicodeScalars.count <= Self.identifierLength {
      text.append(reference, "</EndToEndId></Refs>")
    } else {
      text.append(
        "NOTPROVIDED</EndToEndId></Refs><RmtInf><Ustrd>", Self.codeWord, reference,
        "</Ustrd></RmtInf>")
    }
    text.append("</TxDtls></NtryDtls></Ntry>\n")
  }

  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x26, 0x3C, 0x3E].contains($0) }) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
