import CanonicalJSON
import Foundation
import Testing

/// The verifier in another language, written from `Specs/` alone, has to agree with ours.
struct PythonVerifierTests {
  static let script = Program.package.appendingPathComponent("Specs/verify.py").path

  private func verify(_ folder: Workspace, _ arguments: String...) throws -> Program.Result {
    try Program.run("/usr/bin/env", ["python3", Self.script, folder.path] + arguments)
  }

  @Test func `It accepts what settle wrote, and finds the same root`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let theirs = try verify(folder, "--json")
    #expect(theirs.code == 0, "\(theirs.output)\(theirs.errors)")
    let ours = try Program.run("verify", folder.path, "--json")
    for member in ["ok", "entries", "root", "signer", "clock", "draws", "findings"] {
      let left = try JSONParser.parse(Array(theirs.output.utf8.filter { $0 != 0x0A }))[member]
      let right = try JSONParser.parse(Array(ours.output.utf8.filter { $0 != 0x0A }))[member]
      #expect(left == right, "\(member)")
    }
  }

  @Test func `It accepts a suspended issue, a release and a confirmation`() throws {
    let suspended = try Workspace.tenAccounts()
    let lines = try suspended.text("inputs/payments.csv").split(separator: "\n")
    try suspended.write(
      "inputs/payments.csv",
      lines.filter { !$0.hasPrefix("P001") }.joined(separator: "\n") + "\n")
    #expect(try Program.run("settle", suspended.path).code == 0)
    let first = try verify(suspended)
    #expect(first.code == 0, "\(first.output)\(first.errors)")

    let released = try Workspace.tenAccounts()
    let digest = String(repeating: "ab", count: 32)
    #expect(
      try Program.run(
        "settle", released.path, "--fact", "confirmations.registration=\(digest)"
      ).code == 0)
    #expect(
      try Program.run("lockups", "release", released.path, "--as-of", "2021-06-02").code == 0)
    let second = try verify(released)
    #expect(second.code == 0, "\(second.output)\(second.errors)")
  }

  /// It reads the terms from the journal, so a change of `offering.yaml` is not its to find.
  @Test(arguments: VerifyTests.Tampering.allCases.filter { $0 != .termsChanged })
  func `It finds the same tampering`(_ tampering: VerifyTests.Tampering) throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    try tampering.apply(to: folder)
    let result = try verify(folder, "--json")
    #expect(result.code == 1, "\(result.output)\(result.errors)")
  }

  @Test func `It demands a signer where one is named`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let own = try folder.text("vkey").trimmingCharacters(in: .newlines)
    #expect(try verify(folder, "--trust", own, "--json").output.contains("trusted"))
    let stranger = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    #expect(try verify(folder, "--trust", stranger).code == 1)
  }

  // ---- bookings ----

  private static let bookings = """
    {"id":"t-1","do":[{"action":"deposit","account":"A1","amount":"200.00"}]}
    {"id":"t-2","do":[{"action":"hold","account":"A1","hold":"online","amount":"125.60"}]}
    {"id":"t-3","do":[{"action":"capture","account":"A1","hold":"online","amount":"50"},{"action":"withdraw","account":"A1","amount":"10.5"}]}
    {"id":"t-4","do":[{"action":"deposit","account":"B2","amount":"100"},{"action":"hold","account":"B2","hold":"h","amount":"60"}]}
    {"id":"t-5","do":[{"action":"hold","account":"B2","hold":"k","amount":"40"}]}
    {"id":"t-6","do":[{"action":"release","account":"B2","hold":"k"}]}

    """

  /// Settles in two goes, with the bookings in between.
  private func booked() throws -> Workspace {
    let folder = try Workspace.tenAccounts()
    try folder.replace("  listing_day: 2020-06-02\n", with: "", in: "offering.yaml")
    #expect(try Program.run("settle", folder.path).code == 0)
    try folder.write("bookings.jsonl", Self.bookings)
    let posted = try Program.run("post", folder.path, folder.path + "/bookings.jsonl")
    #expect(posted.code == 0, "\(posted.errors)")
    let rest = try Program.run("settle", folder.path, "--fact", "listing_day=2020-06-02")
    #expect(rest.code == 0, "\(rest.errors)")
    return folder
  }

  @Test func `It posts bookings again, wherever they stand`() throws {
    let folder = try booked()
    let ours = try Program.run("verify", folder.path)
    #expect(ours.code == 0, "\(ours.output)\(ours.errors)")
    let theirs = try verify(folder)
    #expect(theirs.code == 0, "\(theirs.output)\(theirs.errors)")
  }

  /// A text of one booking's lines that somebody replaced before he hashed and signed anew.
  struct Forgery: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let booking: String
    let old: String
    let new: String
    let rule: String

    init(_ name: String, _ booking: String, _ old: String, _ new: String, _ rule: String) {
      testDescription = name
      self.booking = booking
      self.old = old
      self.new = new
      self.rule = rule
    }

    /// A posting as a line has it.
    private static func row(_ account: String, _ amount: String) -> String {
      #"{"account":"\#(account)","amount":"\#(amount)","unit":"CNY"}"#
    }

    private static let hold = "deposit:A1:blocked:online"
    private static let captured =
      row(hold, "-125.60") + "," + row("custody", "50.00") + "," + row("deposit:A1", "75.60")

    static let all = [
      Forgery(
        "wrong order of postings", "t-1",
        row("custody", "-200.00") + "," + row("deposit:A1", "200.00"),
        row("deposit:A1", "200.00") + "," + row("custody", "-200.00"), "bookingDiffers"),
      Forgery(
        "capture above the hold", "t-3", captured,
        row(hold, "-125.61") + "," + row("custody", "125.61"), "overdrawn"),
      Forgery(
        "what is free pays for a capture", "t-3", captured,
        row(hold, "-125.60") + "," + row("custody", "125.61") + "," + row("deposit:A1", "-0.01"),
        "bookingDiffers"),
      Forgery(
        "the rest stays in the hold", "t-3", captured,
        row(hold, "-50.00") + "," + row("custody", "50.00"), "bookingDiffers"),
      Forgery(
        "the rest goes to another", "t-3", row("deposit:A1", "75.60"),
        row("deposit:B2", "75.60"), "bookingDiffers"),
      Forgery("a hold opened twice", "t-5", "blocked:k", "blocked:h", "bookingDiffers"),
      Forgery("hold more than is free", "t-5", "40.00", "40.01", "overdrawn"),
      Forgery("withdraw more than is free", "t-3", "10.50", "150.01", "overdrawn"),
      Forgery("a part released", "t-6", "40.00", "39.99", "bookingDiffers"),
      Forgery("release what is not open", "t-6", "blocked:k", "blocked:l", "overdrawn"),
      Forgery("another's hold", "t-5", "deposit:B2:", "deposit:A1:", "bookingDiffers"),
      Forgery("an account of the passage", "t-1", "custody", "issuer", "bookingDiffers"),
      Forgery(
        "another unit", "t-1", #".00","unit":"CNY""#, #"","unit":"688999""#, "accountNotOnChart"),
      Forgery("another action", "t-2", #""hold","by""#, #""release","by""#, "bookingDiffers"),
      Forgery("a member too many", "t-2", #""by""#, #""because":"x","by""#, "bookingDiffers"),
      Forgery(
        "closes that is no text", "t-4", #""action":"deposit","#,
        #""action":"deposit","closes":1,"#, "bookingDiffers"),
      // What follows lacks the money.
      Forgery("an amount of 2^63 fen", "t-1", "200.00", "92233720368547758.08", "overdrawn"),
      Forgery("a gap in the ids", "t-4", "t-4/2", "t-4/3", "bookingDiffers"),
      Forgery("no closes", "t-2", #","closes":"booking-t-2""#, "", "operationNotClosed"),
      Forgery(
        "closes another", "t-2", "closes\":\"booking-t-2", "closes\":\"booking-t-1",
        "operationNotClosed"),
      Forgery(
        "closes too early", "t-3", #""action":"capture","#,
        #""action":"capture","closes":"booking-t-3","#, "operationNotClosed"),
      Forgery(
        "an entry of another actor", "t-3", #""withdraw","by":"operator""#,
        #""withdraw","by":"somebody""#, "actorChanges"),
      Forgery("a booking reopened", "t-6", "booking-t-6", "booking-t-1", "operationNotClosed"),
    ]
  }

  @Test(arguments: Forgery.all)
  func `Both find a booking that is not one`(_ forgery: Forgery) throws {
    let folder = try booked()
    let changed = try ForgedJournal.replace(
      forgery.old, with: forgery.new, in: "booking-\(forgery.booking)", of: folder)
    #expect(changed > 0)
    for result in [
      try Program.run("verify", folder.path, "--json"), try verify(folder, "--json"),
    ] {
      #expect(result.code == 1)
      #expect(result.output.contains(#""rule":"\#(forgery.rule)""#), "\(result.output)")
    }
  }
}
