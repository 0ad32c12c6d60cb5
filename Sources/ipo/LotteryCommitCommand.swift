import ArgumentParser
import CanonicalJSON
import Cryptography
import Offerings
import Storage
import Transparency

/// `ipo lottery commit`: a party's part in sealing a seed.
struct LotteryCommitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commit",
    abstract: "As a party, make 32 secret bytes and commit to them.",
    discussion: """
      Prints the party's lines for lottery.sealed.parties in offering.yaml: its key, the \
      commitment, and the signature over it. The secret stays in a file of mode 0600 until it is \
      revealed; the same call again prints the same lines. Every party runs this on a machine of its own, before the terms are fixed.

        ipo lottery commit --offering 688998 --party issuer
        ipo lottery commit --offering 688998 --party notary --key notary.key --secret notary.secret
      """)

  @Option(help: "The offering's code.")
  var offering: String

  @Option(help: "The party's name: 1 to 64 of A-Z a-z 0-9 . _ -")
  var party: String

  @Option(help: "A key file that is there already; without it the party's own, made on first use.")
  var key: String?

  @Option(help: "Where the secret is kept; without it, in the user's configuration.")
  var secret: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let name = try PartyArgument.parse(party)
    guard (1...12).contains(offering.utf8.count),
      offering.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else {
      throw Failure.WrongCall(
        message: "malformedCode: found \"\(offering)\", expected 1 to 12 letters or digits")
    }
    let draw = LotteryTerms.drawName
    let store = try key.map { try SignerStore(named: $0) } ?? SignerStore.party(name)
    let signer = try store.key(party: name)
    let file = try SecretFile(named: secret, offering: offering, draw: draw, party: name)
    // The same call again prints the same lines: the secret of a commitment is never replaced.
    let isKept = file.exists
    let made =
      isKept
      ? try file.secret(offering: offering, draw: draw, party: name) : try SealingSecret.generate()
    if !isKept { try file.keep(made, offering: offering, draw: draw, party: name) }
    let party = try SealingParty.committing(
      to: made, offering: offering, draw: draw, as: name, with: signer)
    if json {
      Console.write([
        "party": .string(name.text), "vkey": .string(party.key.description),
        "commitment": .string(party.commitment.hex), "signature": .string(party.signature),
        "secret": .string(file.path),
      ])
      return
    }
    Console.write(
      """
            - name: \(name)
              vkey: \(party.key)
              commitment: \(party.commitment.hex)
              signature: \(party.signature)

      """)
    Console.error(
      "note: the secret \(isKept ? "was" : "is") in \(file.path); keep it until ipo lottery reveal")
  }
}

/// A party's name in a call.
enum PartyArgument {
  static func parse(_ text: String) throws -> AccountName {
    guard let name = AccountName(text) else {
      throw Failure.WrongCall(
        message: "malformedName: found \"\(text)\", expected \(AccountName.expectation)")
    }
    return name
  }
}
