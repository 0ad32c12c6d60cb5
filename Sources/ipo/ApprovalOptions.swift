import ArgumentParser

/// What `ipo propose` and `ipo approve` are told alike.
struct ApprovalOptions: ParsableArguments {
  @Argument(help: "The offering's folder.")
  var folder: String

  @Argument(help: "price, clawback, draw, proceeds, or release-YYYY-MM-DD.")
  var gate: String

  @Option(
    name: .customLong("fact"),
    help: """
      A fact that the operation takes in and nobody has recorded yet, name=value: of an inquiry       'price={value: 25.12, by: alice, approved_by: bob}', as ipo book price --set prints it.
      """)
  var facts: [String] = []

  @OptionGroup var actor: ActorOptions

  @Option(help: "The person's own key file; without it the one that ipo approvals key made.")
  var ownKey: String?

  @Flag(help: "Sign and print the fact for whoever keeps the journal; write nothing.")
  var signOnly = false

  @Option(help: "The journal's signing key; without it the user's own, made on first use.")
  var key: String?

  @Flag(help: "Print one JSON object.")
  var json = false
}
