import ArgumentParser
import Audit
import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Offerings
import Quantities
import Reports
import Rulebooks
import Storage
import TradingDays
import Transparency

/// `ipo verify`: reads the files alone and makes every decision again.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a journal from its files alone, and make every decision again.",
    discussion: """
      Chain, tree, checkpoint, the balance of every entry, gates, sealed files, and the clawback, \
      the draw, the allotments and everything after them from terms and sealed facts. Tells how many \
      of each were recorded and agree, and what nobody can make again. Exit code 1 where anything \
      does not hold.

        ipo verify dema
        ipo verify dema --trust ipo-1a2b3c4d+0f1e2d3c+ARpc… --json
        ipo verify dema --witness regulator.vkey --tsa tsa-ca.pem
        ipo verify dema --policy witnesses.policy --max-age 36h
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @OptionGroup var trust: TrustOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let verified = try VerifiedOffering(OfferingFolder(folder), try trust.read())
    Console.done()
    if json {
      Console.write(verified.json)
    } else {
      show(verified)
    }
    if !verified.findings.isEmpty { throw Failure.Silent(code: 1) }
  }

  private func show(_ verified: VerifiedOffering) {
    let (journal, head, witnesses) = (verified.journal, verified.head, verified.witnesses)
    let findings = verified.findings
    var text = TextBlock.labelled(
      "entries",
      "\(DecimalText.grouped(journal.entryCount, decimals: 0)), chain and balances checked")
    if journal.bookingCount > 0 {
      text += TextBlock.labelled(
        "bookings",
        "\(DecimalText.grouped(journal.bookingCount, decimals: 0)), each as its action writes it")
    }
    text += TextBlock.labelled("root", journal.root.hex)
    if verified.signed.unsignedBytes > 0 {
      text += TextBlock.labelled(
        "being written",
        "\(counted(verified.signed.unsignedBytes, "byte")) behind the head, by a run that is at work: "
          + "not judged")
    }
    let signer = head.signer ?? "none"
    text += TextBlock.labelled(
      "signer",
      head.isTrusted ? "\(signer), trusted" : "\(signer), unproven (demand one with --trust)")
    if journal.isClockFixed {
      text += TextBlock.labelled("clock", "fixed: the entries' times are not real times")
    }
    for sighting in witnesses.sightings {
      text += TextBlock.labelled(
        "witness",
        "\(sighting.by) saw \(sighting.size) entries at \(sighting.time.marketClock) "
          + "(\(sighting.head)\(sighting.policy.map { ", policy \($0)" } ?? ""))")
    }
    if witnesses.sightings.isEmpty, !trust.witness.isEmpty || trust.tsa != nil {
      text += TextBlock.labelled(
        "witness", "nothing in witness/ that this call trusts: *.cosigned, *.tsr")
    }
    if let finality = verified.finality {
      text += TextBlock.labelled(
        "final",
        finality.final.map { "up to \($0.size) entries by \($0.name): \($0.verdict)" }
          ?? "nothing, by the policy of this call")
    }
    for (draw, grade, verdict) in verified.draws {
      text += TextBlock.labelled(
        "draw \(draw)", verdict.map { "\(grade): \($0.reason)" } ?? grade)
      guard let verdict else { continue }
      text += TextBlock.labelled(
        "",
        "beacons: the form of their values was checked; Specs/replay.md checks a drand signature")
      if !verdict.missing.isEmpty {
        text += TextBlock.labelled(
          "", "NOT revealed, 32 zero bytes count: \(verdict.missing.joined(separator: ", "))")
      } else if verdict.grade == "sealed", !verdict.sawReveals {
        text += TextBlock.labelled(
          "", "no witness saw every reveal before the beacons: one could have come late")
      }
    }
    text += RemadeReport(verified.sources.remade, trusted: verified.takenOnTrust).text
    Console.write(text)
    if findings.isEmpty {
      Console.write(TextBlock.labelled("result", "sound: everything agrees"))
    } else {
      Console.write(TextBlock.labelled("result", "UNSOUND: \(findings.count) findings"))
      for finding in findings.prefix(100) { Console.write("  - \(finding)\n") }
    }
  }
}
