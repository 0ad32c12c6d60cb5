/// The words of the formats.
enum Tokens {
  static let json = [
    "null", "true", "false", "\"", "\\\"", "\\u0000", "\\ud83d\\ude00", "\\ud800", "\\/", "{\"",
    "\":",
    "{}", "[]", ",", "-0", "1e1", "1.0", "9007199254740991", "{\"a\":1,\"a\":2}", "\\u0061",
    "\u{FEFF}",
  ]
  static let entry =
    json + [
      #""at":""#, #""body":{"#, #""id":""#, #""kind":"opening""#, #""kind":"gate""#,
      #""kind":"decision""#, #""kind":"break""#, #""kind":"resolution""#, #""postings":["#,
      #""prev":""#, #""seq":0"#, #""amount":"-0.00""#, #""amount":"92233720368547758.07""#,
      #""amount":"-92233720368547758.08""#, #""unit":"CNY""#, #""account":"register:a:free""#,
      #""account":"receivable:online:a""#, #""account":"register:a:locked:2020-12-02""#,
      "9999-12-31T15:59:59Z", "0001-01-01T00:00:00Z", "reconciliation-1/decision",
      "explanation-1/note", "release-2020-12-02/close", #""closes":"reconciliation-1""#, "/close",
    ]
  static let note = [
    "\n\n", "\n— ", "— a AAAA\n", "+", "AAAA", "=", "==", "18446744073709551615\n", "0\n",
    "c2sp.org/tlog-proof@v1\n", "extra ", "index ", "PRIVATE+KEY+", "ipo-audit/v1\n", "offering ",
    "journal ", "as-of 2020-06-02\n", "verdict sound\n", "file audit.json ", "\u{2014} ", "ARpc",
  ]
  static let csv = [
    ",", "\"", "\"\"", "\r\n", "\n", "\r", "\"a,b\"", "\u{FEFF}", "account", "shares", "salt",
    "amount",
    "locked", "unlock_date", "payer", "reference", "tranche", "online", "strategic", "offline",
    "2020-05-25", "2020-05-25T16:00:00+08:00", "0001-01-01", "9999-12-31",
    "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00+23:59", "2020-02-30", "24:00", "500", "9223372036854775807", "0.01",
    "-0.01",
    "92233720368547758.07", "sponsor", "employees", "controller", "other", "A",
    "0123456789abcdef0123456789abcdef",
  ]
  static let timetable =
    yaml + [
      "steps:", "stages:", "factors:", "limits:", "through: ", "rule: payment.online_deadline",
      "listing_days: ", "when: inquiry", "opens: ", "\"24:00\"", "T-300", "T+300", "T+0",
      "unit: days",
      "unit: weeks", "least: 0", "most: 3650", "most: 120", "chance_percent: 100", "times: 12",
    ]
  static let yaml = [
    ": ", "- ", "\n  ", "\"", "'", "|", ">", "&a ", "*a", "<<: ", "!!str ", "!!float ", "---\n",
    "...\n",
    "? ", "{", "}", "[", "]", "#", "\t", "~", "yes", "0x10", "1_000", ".inf", "2020-05-21",
    "facts:",
    "shares:", "total:", "price:", "lottery:", "sealed:", "parties:", "beacons:",
    "announced_tails:",
    "beacon:", "rulebook:", "amendments:", "value:", "clause:", "&a [*a, *a]", "%YAML 1.2\n",
    "9223372036854775807", "0001-01-01", "9999-12-31", "ranked", "lowest-ticket", "tail-numbers",
  ]
  static let camt = [
    "<Stmt>", "</Stmt>", "<Ntry>", "</Ntry>", "<NtryDtls>", "<TxDtls>", "</TxDtls></NtryDtls>",
    "<Amt Ccy=\"CNY\">", "</Amt>", "<CdtDbtInd>DBIT</CdtDbtInd>", "<Sts>BOOK</Sts>", "<![CDATA[",
    "]]>", "<!--", "-->", "<?x ?>", "<!DOCTYPE a>", "&amp;", "&#x0;", "&#10;", "&#1114112;", "&lt;",
    "xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"", "xmlns:a=\"", "a:",
    "<PgNb>1</PgNb>",
    "<LastPgInd>true</LastPgInd>", "<ElctrncSeqNb>1</ElctrncSeqNb>", "<EndToEndId>", "/EREF/",
    "NOTPROVIDED", "92233720368547758.07", "<Chrgs><Rcrd>", "<Btch><NbOfTxs>1</NbOfTxs></Btch>",
    "<Cd>OPBD</Cd>", "<Cd>CLBD</Cd>", "<Cd>ITBD</Cd>", "<Cd>PRCD</Cd>", "2020-05-25T09:30:00.25Z",
    "0001-01-01", "9999-12-31T23:59:59-14:00", "standalone=\"yes\"", "encoding=\"UTF-16\"", "/>",
  ]
  static let mt940 = [
    ":20:S\n", ":21:R\n", ":25:A\n", ":25P:A\n", ":28C:1/1\n", ":28C:0\n", ":60F:C200525CNY0,\n",
    ":60M:D200525CNY0,\n", ":61:2005250525C1,NTRFNONREF//B\n", ":86:/EREF/a/REMI/b\n",
    ":62F:C200525CNY1,\n", ":62M:C200525CNY1,\n", ":64:C200525CNY1,\n", "-\n", "-}", "{1:F01X}",
    "{2:O940X}", "{4:\n", "{5:{CHK:1}}", "RC", "RD", "//", ",", "NOTPROVIDED", "/EREF/",
    "999999999999,99",
    "800101", "791231", "0229", "200230", "\r\n",
  ]
  static let times = [
    "2020-05-25", "T", "Z", "+08:00", "-23:59", "+24:00", "24:00", "23:59:60", "0001-01-01",
    "9999-12-31",
    "0000-00-00", " ", ":", ".", "-", "0", "00", "9223372036854775807", "0.01", "1.00", "4:3239",
    "5",
    "8+1", "5+4", "tail-numbers 8+1", "ranked", "lowest-ticket", "T+2", "16:00", "1/1", "%",
  ]
}
