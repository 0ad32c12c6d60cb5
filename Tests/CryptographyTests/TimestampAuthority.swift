import Cryptography
import Foundation

/// A throw-away time-stamping authority with its own root, run by the `openssl` program in a
/// temporary folder that goes with it.
final class TimestampAuthority {
  private let folder: URL

  /// Makes the root `root`, valid from 1970 to 2099.
  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("timestamp-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(Array(Self.configuration.utf8), to: "authority.cnf")
    try write([], to: "index.txt")
    try request("root")
    try run(
      ["ca", "-batch", "-selfsign", "-keyfile", "root.key"]
        + Self.certificate("root", from: Self.start, to: Self.end, extensions: "root"))
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  static let start = "19700101000000Z"
  static let end = "20991231235959Z"

  /// Issues a certificate with a key of its own; `extensions` names a section of the
  /// configuration.
  func issue(
    _ name: String, extensions: String = "stamping", by issuer: String = "root",
    from start: String = start, to end: String = end
  ) throws {
    try request(name)
    try run(
      ["ca", "-batch", "-cert", "\(issuer).pem", "-keyfile", "\(issuer).key"]
        + Self.certificate(name, from: start, to: end, extensions: extensions))
  }

  /// The certificates of these names, one after the other.
  func certificates(_ names: String...) throws -> [UInt8] {
    try names.flatMap { name in try read("\(name).pem") }
  }

  /// The private key of a name, in PEM.
  func privateKey(_ name: String) throws -> [UInt8] {
    try read("\(name).key")
  }

  /// What the authority answers: a TimeStampResp.
  func answer(
    over data: [UInt8], by signer: String = "tsa", digest: String = "sha256",
    withCertificate: Bool = true, nonce: Bool = true
  ) throws -> [UInt8] {
    try write(data, to: "data")
    try run(
      ["ts", "-query", "-data", "data", "-\(digest)", "-out", "query.tsq"]
        + (withCertificate ? ["-cert"] : []) + (nonce ? [] : ["-no_nonce"]))
    return try answer(to: try read("query.tsq"), by: signer)
  }

  /// The same to a question.
  func answer(to query: [UInt8], by signer: String = "tsa") throws -> [UInt8] {
    try write(query, to: "query.tsq")
    try run([
      "ts", "-reply", "-config", "authority.cnf", "-queryfile", "query.tsq",
      "-signer", "\(signer).pem", "-inkey", "\(signer).key", "-out", "answer.tsr",
    ])
    return try read("answer.tsr")
  }

  /// The token of an answer, without it.
  func token(of answer: [UInt8]) throws -> [UInt8] {
    try write(answer, to: "answer.tsr")
    try run(["ts", "-reply", "-in", "answer.tsr", "-token_out", "-out", "token.der"])
    return try read("token.der")
  }

  /// What the program prints of an answer.
  func text(of answer: [UInt8]) throws -> String {
    try write(answer, to: "answer.tsr")
    try run(["ts", "-reply", "-in", "answer.tsr", "-text", "-out", "answer.txt"])
    return String(decoding: try read("answer.txt"), as: UTF8.self)
  }

  /// A bare token over any content, which no authority would sign.
  func token(
    over content: [UInt8], by signer: String = "tsa",
    type: String = "1.2.840.113549.1.9.16.1.4", namesCertificate: Bool = true
  ) throws -> [UInt8] {
    try write(content, to: "content.der")
    try run(
      [
        "cms", "-sign", "-binary", "-nodetach", "-md", "sha256", "-econtent_type", type,
        "-signer", "\(signer).pem", "-inkey", "\(signer).key", "-in", "content.der",
        "-outform", "DER", "-out", "token.der",
      ] + (namesCertificate ? ["-cades"] : []))
    return try read("token.der")
  }

  private func request(_ name: String) throws {
    try run([
      "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
      "-subj", "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).csr",
    ])
  }

  private static func certificate(
    _ name: String, from start: String, to end: String, extensions: String
  ) -> [String] {
    [
      "-in", "\(name).csr", "-out", "\(name).pem", "-notext", "-extensions", extensions,
      "-startdate", start, "-enddate", end,
    ]
  }

  private func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: folder.appendingPathComponent(name))
  }

  private struct Failure: Error {
    let arguments: [String]
    let output: String
  }

  private func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["OPENSSL_CONF": "authority.cnf"]
    let output = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(arguments: arguments, output: String(decoding: text, as: UTF8.self))
    }
  }

  private static let configuration = """
    [ca]
    default_ca = issuing
    [issuing]
    database = index.txt
    new_certs_dir = .
    rand_serial = yes
    unique_subject = no
    default_md = sha256
    policy = names
    [names]
    commonName = supplied
    [req]
    distinguished_name = subject
    [subject]
    [root]
    basicConstraints = critical, CA:TRUE
    keyUsage = critical, keyCertSign
    [stamping]
    basicConstraints = critical, CA:FALSE
    keyUsage = critical, digitalSignature
    extendedKeyUsage = critical, timeStamping
    [uncritical]
    basicConstraints = critical, CA:FALSE
    extendedKeyUsage = timeStamping
    [serving]
    basicConstraints = critical, CA:FALSE
    extendedKeyUsage = critical, serverAuth
    [both]
    basicConstraints = critical, CA:FALSE
    extendedKeyUsage = critical, timeStamping, serverAuth
    [tsa]
    default_tsa = stamper
    [stamper]
    serial = serial
    signer_digest = sha256
    default_policy = 1.2.3.4
    digests = sha1, sha256, sha512, sm3
    accuracy = secs:1
    ordering = yes
    tsa_name = yes
    clock_precision_digits = 3
    ess_cert_id_alg = sha256

    """
}
