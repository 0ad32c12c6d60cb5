import Foundation

/// A time-stamping authority with a root of its own, made by the `openssl` command for one test.
struct TimestampAuthority {
  private let folder: Workspace

  /// The path of the root's certificate.
  var certificates: String { folder.url("ca.pem").path }

  init() throws {
    folder = try Workspace()
    try folder.write(
      "tsa.cnf",
      """
      [tsa]
      default_tsa = own
      [own]
      serial = \(folder.url("serial").path)
      default_policy = 1.2.3.4
      digests = sha256
      signer_digest = sha256
      [req]
      distinguished_name = name
      [name]
      [stamping]
      extendedKeyUsage = critical,timeStamping
      """)
    try folder.write("serial", "01\n")
    try openssl(
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", file("ca.key"), "-out",
      file("ca.pem"), "-subj", "/CN=root", "-days", "2")
    try openssl(
      "req", "-newkey", "rsa:2048", "-nodes", "-keyout", file("tsa.key"), "-out", file("tsa.csr"),
      "-subj", "/CN=authority")
    try openssl(
      "x509", "-req", "-in", file("tsa.csr"), "-CA", file("ca.pem"), "-CAkey", file("ca.key"),
      "-CAcreateserial", "-out", file("tsa.pem"), "-days", "2", "-extfile", file("tsa.cnf"),
      "-extensions", "stamping")
  }

  /// The authority's answer over a file.
  func stamp(_ path: String) throws -> Data {
    try openssl("ts", "-query", "-data", path, "-sha256", "-cert", "-out", file("request"))
    return try answer(file("request"))
  }

  /// The authority's answer to a question that is in a file.
  func answer(_ query: String) throws -> Data {
    try openssl(
      "ts", "-reply", "-config", file("tsa.cnf"), "-queryfile", query, "-signer",
      file("tsa.pem"), "-inkey", file("tsa.key"), "-out", file("reply"))
    return try folder.data("reply")
  }

  private func file(_ name: String) -> String { folder.url(name).path }

  private func openssl(_ arguments: String...) throws {
    let result = try Program.run("/usr/bin/openssl", arguments, epoch: nil)
    guard result.code == 0 else {
      throw CocoaError(.executableLoad, userInfo: ["openssl": result.errors])
    }
  }
}
