import Cryptography
import Foundation
import Storage
import Testing
import Transparency

/// A witness whose disk stops at every call, and then goes on.
struct WitnessCrashTests {
  private static let leaves = (0..<40).map { MerkleTree.leafHash([UInt8($0)]) }

  private func log() throws -> SignerKey {
    try SignerKey(name: "ledger.example/a", key: SigningKey(seed: SHA256.hash("log").bytes))
  }

  private func witness() throws -> SignerKey {
    try SignerKey(
      name: "w", key: SigningKey(seed: SHA256.hash("witness").bytes), kind: .cosignature)
  }

  private func request(_ old: Int, _ new: Int, isOther: Bool = false) throws -> [UInt8] {
    var leaves = Array(Self.leaves.prefix(new))
    if isOther { leaves[0] = .zero }
    var note = try SignedNote(
      text: Checkpoint(
        origin: "ledger.example/a", size: UInt64(new), root: MerkleTree.root(of: leaves)
      ).text)
    try note.sign(with: log())
    let proof = try ConsistencyProof(from: UInt64(old), in: leaves)
    return try AddCheckpoint(oldSize: UInt64(old), hashes: proof.hashes, note: note).bytes
  }

  private func desk(_ folder: Workspace, _ disk: any Disk = SystemDisk()) throws -> WitnessDesk {
    WitnessDesk(
      folder: WitnessFolder(folder.url("seen").path, on: disk), key: try witness(),
      logs: [try log().verifierKey])
  }

  /// The answer of a witness whose disk works.
  private func reply(
    _ folder: Workspace, _ request: [UInt8], at time: Int64
  ) throws -> WitnessDesk.Answer {
    try patiently { try desk(folder).answer(request, at: time) }
  }

  private func cosigned(_ answer: WitnessDesk.Answer?) -> Bool {
    if case .cosigned = answer { true } else { false }
  }

  /// What was answered was kept before; what was not answered can be asked for again, and no other
  /// history ever is cosigned.
  @Test func `A crash at any moment is harmless`() throws {
    for isFirst in [true, false] {
      var calls = 0
      while true {
        let folder = try Workspace()
        if !isFirst { #expect(cosigned(try reply(folder, request(0, 5), at: 1))) }
        let (old, new) = isFirst ? (0, 5) : (5, 9)
        let disk = StoppingDisk(after: calls)
        let answer = try? desk(folder, disk).answer(request(old, new), at: 2)
        let kept = try WitnessFolder(folder.url("seen").path).states().first
        if answer != nil {
          #expect(kept?.checkpoint.size == UInt64(new))
          #expect(
            try kept?.note.cosignatures(trusting: [witness().verifierKey]).map(\.time) == [2])
        } else {
          #expect([UInt64(old), UInt64(new)].contains(kept?.checkpoint.size ?? 0))
        }
        // After the crash: another history of that size is refused, the same one is cosigned.
        let size = Int(kept?.checkpoint.size ?? 0)
        if size == new {
          #expect(!cosigned(try reply(folder, request(size, new, isOther: true), at: 3)))
        }
        #expect(cosigned(try reply(folder, request(size, new), at: 3)))
        #expect(
          try WitnessFolder(folder.url("seen").path).states().map(\.checkpoint.size)
            == [9, 5].filter { $0 == UInt64(new) })
        calls += 1
        if answer != nil, disk.callsLeft > 0 { break }
      }
      #expect(calls > 5)
    }
  }

  /// Of many requests from one size one alone is cosigned.
  @Test func `Requests at the same time are cosigned one after the other`() async throws {
    let folder = try Workspace()
    #expect(cosigned(try reply(folder, request(0, 5), at: 1)))
    let sizes = try await withThrowingTaskGroup(of: Int?.self) { group in
      for new in 6...40 {
        group.addTask {
          // A folder that another holds is asked again, as a client would.
          for _ in 0..<10_000 {
            do {
              return cosigned(try desk(folder).answer(request(5, new), at: 2)) ? new : nil
            } catch StorageError.folderBusy {
              await Task.yield()
            }
          }
          return nil
        }
      }
      return try await group.reduce(into: [Int]()) { sizes, size in
        if let size { sizes.append(size) }
      }
    }
    #expect(sizes.count == 1)
    let kept = try WitnessFolder(folder.url("seen").path).states()
    #expect(kept.map(\.checkpoint.size) == sizes.map { UInt64($0) })
  }
}

/// Tries again while a folder is locked: another test's child process may hold the lock for a moment,
/// between its fork and its exec.
func patiently<Result>(_ body: () throws -> Result) throws -> Result {
  for _ in 0..<1_000 {
    do {
      return try body()
    } catch StorageError.folderBusy {
      Thread.sleep(forTimeInterval: 0.01)
    }
  }
  return try body()
}
