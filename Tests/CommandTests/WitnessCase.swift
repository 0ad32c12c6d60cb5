import Cryptography
import Foundation
import Testing
import Transparency

/// An offering's folder and witnesses beside it, each with a key and a memory of its own.
struct WitnessCase {
  let folder: Workspace
  private let desks: Workspace

  init(_ folder: Workspace) throws {
    self.folder = folder
    desks = try Workspace()
  }

  /// A ten-account offering as far as its draw, by the real clock.
  static func drawn() throws -> WitnessCase {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("lottery", "draw", folder.path).code == 0)
    return try WitnessCase(folder)
  }

  func path(_ name: String) -> String { desks.url(name).path }

  /// The witness's vkey; its key is made on first use.
  func vkey(_ witness: String) throws -> String {
    try signer(witness).verifierKey.description
  }

  /// The witness's key, in a file.
  @discardableResult
  func signer(_ witness: String) throws -> SignerKey {
    let key = try SignerKey(
      name: witness, key: SigningKey(seed: SHA256.hash("witness \(witness)").bytes),
      kind: .cosignature)
    try desks.write("\(witness).key", "\(key.text)\n")
    return key
  }

  /// Asks for the present head, or another's folder's, to be cosigned.
  func cosign(
    _ request: String, by witness: String, log: String? = nil, epoch: String? = nil
  ) throws -> Program.Result {
    try signer(witness)
    try desks.write("request", request)
    return try Program.run(
      Program.path,
      [
        "witness", "cosign", path("request"), "--state", path("\(witness)-seen"), "--log",
        log ?? folder.url("vkey").path, "--key", path("\(witness).key"), "--json",
      ], epoch: epoch)
  }

  /// The request that the folder makes.
  func request(_ arguments: String...) throws -> String {
    let made = try Program.run(Program.path, ["witness", "request", folder.path] + arguments)
    #expect(made.code == 0, "\(made.errors)")
    return made.output
  }

  /// Has the present head cosigned and keeps it.
  func witness(by witnesses: String..., old: Int = 0) throws {
    for witness in witnesses {
      let answer = try cosign(request("--old", "\(old)"), by: witness)
      #expect(answer.code == 0, "\(answer.output)\(answer.errors)")
      try desks.write("answer", body(answer))
      let added = try Program.run(
        "witness", "add", folder.path, path("answer"), "--witness", vkey(witness))
      #expect(added.code == 0, "\(added.errors)")
    }
  }

  /// The body of an answer.
  func body(_ answer: Program.Result) throws -> String {
    struct Answer: Decodable {
      let body: String
    }
    return try JSONDecoder().decode(Answer.self, from: Data(answer.output.utf8)).body
  }

  /// A file beside the offering.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try desks.write(name, text)
    return path(name)
  }

  /// A policy of these witnesses, of whom so many have to have cosigned.
  func policy(_ threshold: Int, of witnesses: String..., log: String? = nil) throws -> String {
    let log = try log ?? folder.text("vkey").trimmingCharacters(in: .newlines)
    let lines = try witnesses.map { "witness \($0) \(try vkey($0))\n" }.joined()
    return try write(
      "policy",
      "log \(log)\n\(lines)group all-of-them \(threshold) \(witnesses.joined(separator: " "))\n"
        + "quorum all-of-them\n")
  }

  /// Checks the folder.
  func verify(_ arguments: String..., epoch: String? = Program.epoch) throws -> Program.Result {
    try Program.run(Program.path, ["verify", folder.path, "--json"] + arguments, epoch: epoch)
  }

  /// The head's size.
  var size: Int {
    get throws { Int(try folder.text("checkpoint").split(separator: "\n")[1]) ?? 0 }
  }
}
