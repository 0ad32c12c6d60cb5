import ArgumentParser
import Inputs
import Issuance
import Offerings
import Storage
import TradingDays

/// `ipo lottery reveal DIR`.
struct LotteryRevealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reveal",
    abstract: "Record what a party reveals, after the list is frozen and before the beacons.",
    discussion: """
      The 32 bytes have to be those that the party committed to. After the deadline of the terms \
      they are refused, and count as zero.

        ipo lottery reveal sealed --party issuer
        ipo lottery reveal sealed --party notary --secret notary.secret
        ipo lottery reveal sealed --party notary --value <64 hex digits>
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "The party's name.")
  var party: String

  @Option(help: "The file that ipo lottery commit kept; without it, the one in the configuration.")
  var secret: String?

  @Option(help: "The 32 bytes as 64 hex digits, instead of a file.")
  var value: String?

  @Option(help: "The signing key's file; without it the user's own.")
  var key: String?

  @OptionGroup var actor: ActorOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let name = try PartyArgument.parse(party)
    var sealed = try SealedDrawRun(folder, key: key, by: actor, json: json)
    let terms = try sealed.sealedTerms()
    try sealed.demand("freeze", orRefuse: "revealBeforeFreeze", "ipo lottery freeze first")
    let operation = Passage.revealID(of: name)
    guard terms.party(named: name) != nil else {
      throw Failure.WrongCall(
        message: "unknownParty: found \(name), expected one of "
          + terms.parties.map(\.name.text).joined(separator: ", "))
    }
    if sealed.run.recorder.holds("beacon"), !sealed.run.recorder.holds(operation) {
      throw Failure.Refused(
        message: "revealAfterBeacon: \(name) counts as missing since the beacons came")
    }
    let reveal = try revealed(by: name, offering: sealed.run.file.offering.terms.code)
    try sealed.take(operation, adding: Facts(reveals: [name: reveal]))
  }

  private func revealed(by name: AccountName, offering: String) throws -> SealingSecret {
    if let value {
      guard let secret = SealingSecret(hex: value), secret.hex == value else {
        throw Failure.WrongCall(
          message: "malformedReveal: found \"\(value)\", expected 64 lower-case hex digits")
      }
      return secret
    }
    let draw = LotteryTerms.drawName
    return try SecretFile(named: secret, offering: offering, draw: draw, party: name)
      .secret(offering: offering, draw: draw, party: name)
  }
}
