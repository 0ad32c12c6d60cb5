import Inputs
import Issuance
import Ledger
import Offerings
import SimulatedDisk
import Storage

/// The program from its start to its end on a simulated disk: what `ipo settle` and `ipo post` do.
struct Lifetime {
  let folder: OfferingFolder
  let recorder: Recorder
  let stage: SmallOffering.Stage
  /// What a crash had left and was cut, in words.
  let cut: String?

  /// Opens the folder, holds what is there against the passage, and mends what a crash left.
  init(
    _ disk: any Disk, _ stage: SmallOffering.Stage, key: String? = SmallOffering.keyPath
  ) throws {
    self.stage = stage
    folder = OfferingFolder(SmallOffering.folder, on: disk)
    recorder = try Recorder(
      folder, code: stage.offering.terms.code,
      signer: SignerStore(named: key, on: disk), clock: SmallOffering.clock,
      actor: .unnamedActor)
    try recorder.checkTerms(of: stage.offering)
    _ = try recorder.sealedFacts().merging(stage.facts, from: "offering.yaml")
    cut = try recorder.adopt(stage.passage) { _ in nil }
    if recorder.last == "freeze", !folder.exists(OfferingFolder.frozenHead) {
      try folder.keepFrozenHead()
    }
  }

  /// Records the steps that are due, at most so many.
  func settle(
    atMost limit: Int = .max, asking: (Step) throws -> Void = { _ in },
    acknowledged: (Step) throws -> Void = { _ in }
  ) throws {
    for step in stage.passage.steps.lazy.filter({ !recorder.holds($0.id) }).prefix(limit) {
      try asking(step)
      _ = try recorder.record(step)
      if step.id == "freeze" { try folder.keepFrozenHead() }
      try acknowledged(step)
    }
  }

  /// Writes a derived file, as a run does at its end.
  func writeDerived() throws {
    try folder.writeDerived("summary.txt", Array("\(recorder.entries) entries\n".utf8))
  }
}
