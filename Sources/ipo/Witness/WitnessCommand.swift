import ArgumentParser

/// `ipo witness`.
struct WitnessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness",
    abstract: "Have the signed head seen by others, or be the one who sees it.",
    discussion: """
      A witness cosigns a head after it has checked that it continues the one it saw last, and \
      refuses a second history. request, add and stamp are for who keeps the journal; cosign, key \
      and show for the witness. Requests and answers are the bodies of C2SP tlog-witness.

        ipo witness key --name regulator.example/w1
        ipo witness request dema > request
        ipo witness cosign request --state seen --log dema.vkey > answer
        ipo witness add dema answer --witness regulator.vkey
      """,
    subcommands: [
      WitnessRequestCommand.self, WitnessCosignCommand.self, WitnessAddCommand.self,
      WitnessStampCommand.self, WitnessKeyCommand.self, WitnessShowCommand.self,
    ])
}
