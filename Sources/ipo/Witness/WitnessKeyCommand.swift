import ArgumentParser
import CanonicalJSON
import Storage
import Transparency

/// `ipo witness key`.
struct WitnessKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Print this witness's vkey, which others trust; make its key on first use.",
    discussion: """
      The key is kept in the user's configuration, witness.key, mode 0600. Its name is given once.

        ipo witness key --name regulator.example/w1
      """)

  @OptionGroup var own: WitnessKeyOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let key = try own.signer().verifierKey
    if json {
      Console.write(["name": .string(key.name), "vkey": .string(key.description)])
    } else {
      Console.write("\(key)\n")
    }
  }
}

/// Whose key a witness cosigns with.
struct WitnessKeyOptions: ParsableArguments {
  @Option(help: "The witness's key file; without it the user's own, made on first use.")
  var key: String?

  @Option(help: "The witness's name, asked for on first use.")
  var name: String?

  /// The key.
  func signer() throws -> SignerKey {
    try SignerStore.witness(named: key).witnessKey(named: name)
  }
}
