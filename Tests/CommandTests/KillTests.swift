import CanonicalJSON
import Foundation
import Parallelism
import Testing
import Transparency

/// `kill -9` of the real program at random moments, a thousand times.
@Suite(.serialized) struct KillTests {
  private static let kills = 1_000
  private static let workers = 2

  /// What an uninterrupted run leaves and prints.
  private struct Whole: Sendable {
    let settled: Data
    let posted: Data
    /// The first lines of the steps' blocks.
    let titles: Set<Substring>
    let bookings: String

    init() throws {
      let folder = try Workspace.tenAccounts()
      let settled = try Program.run("settle", folder.path)
      #expect(settled.code == 0, "\(settled.errors)")
      titles = Set(
        settled.output.split(separator: "\n").filter { $0.first != " " }.dropLast())
      self.settled = try folder.data("journal.jsonl")
      bookings = (1...40).map { number in
        #"{"id":"t-\#(number)","do":[{"action":"deposit","account":"A\#(number % 7)","#
          + #""amount":"\#(number)00.00"},{"action":"hold","account":"A\#(number % 7)","#
          + #""hold":"h-\#(number)","amount":"\#(number).00"}]}"# + "\n"
      }.joined()
      try folder.write("bookings.jsonl", bookings)
      let posted = try Program.run("post", folder.path, folder.url("bookings.jsonl").path)
      #expect(posted.code == 0, "\(posted.errors)")
      self.posted = try folder.data("journal.jsonl")
    }
  }

  @Test func `A killed program loses nothing that it printed, and the next run goes on`() throws {
    let whole = try Whole()
    #expect(whole.titles.count > 10, "\(whole.titles)")
    let results = concurrentMap(count: Self.workers) { worker in
      Result { try Self.work(worker, whole) }
    }
    var kills = 0
    var between = 0
    for result in results {
      let done = try result.get()
      kills += done.kills
      between += done.between
      for fault in done.faults.prefix(5) { Issue.record("\(fault)") }
    }
    print("killed \(kills) times, \(between) times between begin and end of a journal")
    #expect(kills >= Self.kills)
    #expect(between > kills / 10, "\(between) of \(kills) kills hit a journal half-way")
  }

  /// Kills until its part of the kills is done; a folder that came to its end is verified and left.
  private static func work(
    _ worker: Int, _ whole: Whole
  ) throws -> (kills: Int, between: Int, faults: [String]) {
    var random = SystemRandomNumberGenerator()
    var kills = 0
    var between = 0
    var faults: [String] = []
    var duration: UInt32 = 40_000
    while kills < Self.kills / workers {
      let folder = try Workspace.tenAccounts()
      try folder.write("bookings.jsonl", whole.bookings)
      let commands: [(arguments: [String], journal: Data)] = [
        (["settle", folder.path], whole.settled),
        (["post", folder.path, folder.url("bookings.jsonl").path], whole.posted),
      ]
      for command in commands {
        var isDone = false
        while !isDone {
          let before = try signed(folder, in: command.journal)
          let moment: KilledRun.Moment =
            Bool.random(using: &random)
            ? .start(.random(in: 0...duration, using: &random))
            : .growth(
              of: folder.url("journal.jsonl"), .random(in: 0...duration / 4, using: &random))
          let run = try KilledRun(
            command.arguments, configuration: folder.url("configuration"),
            output: folder.url("printed"), killedAt: moment)
          let after = try signed(folder, in: command.journal)
          guard let before, let after else {
            faults.append("another journal than an uninterrupted run's")
            break
          }
          let printed = run.output.split(separator: "\n").count { whole.titles.contains($0) }
          if after < before + printed {
            faults.append("\(before) operations signed, \(printed) printed, then \(after) signed")
          }
          if let code = run.code {
            if code != 0 { faults.append("\(command.arguments[0]) ended with \(code)") }
            isDone = true
            duration = (duration * 7 + run.duration) / 8
          } else {
            kills += 1
            if after > 0, try folder.data("journal.jsonl") != command.journal { between += 1 }
          }
        }
        guard try folder.data("journal.jsonl") == command.journal else {
          faults.append("\(command.arguments[0]) came to another journal")
          continue
        }
        guard command.journal == whole.settled else { continue }
        let verified = try Program.run("verify", folder.path)
        if verified.code != 0 { faults.append("verify: \(verified.output)") }
      }
    }
    return (kills, between, faults)
  }

  /// How many operations the folder's checkpoint signs; nil where the lines that it signs are not the first
  /// of `journal`.
  private static func signed(_ folder: Workspace, in journal: Data) throws -> Int? {
    guard folder.exists("checkpoint") else { return 0 }
    let head = try Checkpoint(text: SignedNote(parsing: Array(folder.data("checkpoint"))).text)
    let lines = try folder.data("journal.jsonl").split(separator: UInt8(ascii: "\n"))
    let expected = journal.split(separator: UInt8(ascii: "\n"))
    let size = Int(head.size)
    guard lines.count >= size, lines.prefix(size) == expected.prefix(size) else { return nil }
    return lines.prefix(size).count { $0.range(of: Data(#""closes":""#.utf8)) != nil }
  }
}
