import Foundation
import Testing

/// Folders with a journal in every state that a report has to tell.
enum ReportCase {
  /// Settles the ten-account offering as far as the state says.
  static func folder(_ state: FlowTests.Case) throws -> Workspace {
    if state == .sealedDraw { return try sealed() }
    let folder = try Workspace.tenAccounts()
    switch state {
    case .opened: try folder.replace("  strategic_final: 2000\n", with: "", in: "offering.yaml")
    case .placed:
      try folder.remove("inputs/applications.csv")
    case .reallocated:
      try folder.replace("  seed: ", with: "  first_number: 1 #", in: "offering.yaml")
    case .unpaid: try folder.remove("inputs/payments.csv")
    case .unregistered:
      try folder.replace("  listing_day: 2020-06-02\n", with: "", in: "offering.yaml")
    case .suspendedAfterPayment:
      let lines = try folder.text("inputs/payments.csv").split(separator: "\n")
      try folder.write(
        "inputs/payments.csv",
        lines.filter { !$0.hasPrefix("P001") }.joined(separator: "\n") + "\n")
    case .withoutDraw:
      try folder.replace("online: 3000", with: "online: 5000", in: "offering.yaml")
      try folder.replace("offline: 15000", with: "offline: 13000", in: "offering.yaml")
      try folder.remove("inputs/payments.csv")
    case .manyLocks:
      let rows = (0..<15).map { "H\($0),4000,20\(23 + $0)-06-02,founder\n" }
      try folder.write(
        "inputs/holders.csv", "account,shares,locked_until,reason\n" + rows.joined())
    case .listed, .released, .sealedDraw: break
    }
    try settle(folder)
    if state == .released {
      let released = try Program.run("lockups", "release", folder.path, "--as-of", "2020-12-02")
      #expect(released.code == 0, "\(released.errors)")
    }
    return folder
  }

  private static func sealed() throws -> Workspace {
    let folder = try Workspace()
    let source = Program.package.appendingPathComponent("Ledgers/sealed-ten-accounts")
    let names = try FileManager.default.contentsOfDirectory(
      atPath: source.appendingPathComponent("inputs").path)
    for name in ["offering.yaml"] + names.map({ "inputs/\($0)" }) {
      try folder.write(name, Data(contentsOf: source.appendingPathComponent(name)))
    }
    try settle(folder)
    return folder
  }

  static func settle(_ folder: Workspace) throws {
    let settled = try Program.run("settle", folder.path)
    #expect(settled.code == 0, "\(settled.errors)")
  }
}
