import Foundation
import Glibc
import Parallelism
import Testing

/// One writer at a time; readers beside it, never refused and never deceived.
struct ReaderTests {
  private static let readers = [["verify"], ["report"], ["lockups", "--as-of", "2020-06-02"]]

  private func run(_ arguments: [String], _ folder: Workspace) throws -> Program.Result {
    try Program.run(Program.path, [arguments[0], folder.path] + arguments.dropFirst())
  }

  @Test func `A second writer is refused and changes nothing; readers are not`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let journal = try folder.data("journal.jsonl")
    try folder.write("journal.jsonl", journal + Data("torn".utf8))
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let second = try Program.run("settle", folder.path)
    #expect(second.code == 2)
    #expect(second.errors.contains("folderBusy"), "\(second.errors)")
    #expect(try folder.data("journal.jsonl") == journal + Data("torn".utf8))
    try folder.write("journal.jsonl", journal)
    for reader in Self.readers {
      let result = try run(reader, folder)
      #expect(result.code == 0, "\(reader): \(result.errors)")
    }
  }

  @Test func `What a living writer has not signed yet is told, and a dead one's is a finding`()
    throws
  {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let journal = try folder.data("journal.jsonl")
    for tail in ["{\"at\":\"2020", "{}\n"] {
      try folder.write("journal.jsonl", journal + Data(tail.utf8))
      let descriptor = open(folder.url("journal.jsonl").path, O_RDWR)
      var mark = Glibc.flock()
      mark.l_type = Int16(F_WRLCK)
      #expect(fcntl(descriptor, 37, &mark) == 0)
      for reader in Self.readers {
        let result = try run(reader, folder)
        #expect(result.code == 0, "\(reader): \(result.output) \(result.errors)")
      }
      let told = try Program.run("verify", folder.path)
      #expect(told.output.contains("\(tail.utf8.count) bytes behind the head"), "\(told.output)")
      close(descriptor)
      let alone = try Program.run("verify", folder.path)
      #expect(alone.code == 1, "\(alone.output)")
    }
  }

  @Test func `Readers see a sound journal at every moment of a settlement`() throws {
    for _ in 0..<10 {
      let folder = try Workspace.tenAccounts()
      let (settled, refused) = concurrently {
        Result { try Program.run("settle", folder.path) }
      } _: {
        Result {
          var refused: [String] = []
          while !folder.exists("out/register.csv") {
            let result = try Program.run("verify", folder.path)
            // Before the first head there is nothing to read.
            let isEarly = result.code == 2 && result.errors.contains("missingFile")
            if result.code != 0, !isEarly { refused.append(result.output + result.errors) }
          }
          return refused
        }
      }
      #expect(try settled.get().code == 0)
      let refusals = try refused.get()
      #expect(refusals.isEmpty, "\(refusals)")
    }
  }
}
