import Foundation
import Testing

/// `ipo post`: named outcomes of bookings.
struct PostTests {
  private let bookings = """
    {"id":"t-1","do":[{"action":"deposit","account":"A1","amount":"200.00"}]}
    {"id":"t-2","do":[{"action":"hold","account":"A1","hold":"online","amount":"125.60"}]}
    {"id":"t-3","do":[{"action":"capture","account":"A1","hold":"online","amount":"50"},{"action":"withdraw","account":"A1","amount":"10.5"}]}

    """

  private func posted() throws -> Workspace {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    try folder.write("bookings.jsonl", bookings)
    let result = try Program.run("post", folder.path, folder.path + "/bookings.jsonl")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("3 bookings recorded"))
    return folder
  }

  @Test func `What is posted verifies, and settle goes on`() throws {
    let folder = try posted()
    let verified = try Program.run("verify", folder.path)
    #expect(verified.code == 0, "\(verified.output)")
    let again = try Program.run("settle", folder.path)
    #expect(again.code == 0, "\(again.errors)")
    #expect(again.output.contains("nothing to add"))
  }

  @Test func `The same again is done already`() throws {
    let folder = try posted()
    let journal = try folder.data("journal.jsonl")
    let result = try Program.run("post", folder.path, folder.path + "/bookings.jsonl", "--json")
    #expect(result.code == 0)
    #expect(result.output.contains(#""outcome":"recorded_before""#))
    #expect(!result.output.contains(#""outcome":"recorded""#))
    #expect(try folder.data("journal.jsonl") == journal)
  }

  @Test func `The same id with other content names the field, and nothing is written`() throws {
    let folder = try posted()
    let journal = try folder.data("journal.jsonl")
    try folder.write(
      "other.jsonl",
      #"{"id":"t-9","do":[{"action":"deposit","account":"A1","amount":"1"}]}"# + "\n"
        + #"{"id":"t-2","do":[{"action":"hold","account":"A1","hold":"online","amount":"125.61"}]}"#
        + "\n")
    let result = try Program.run("post", folder.path, folder.path + "/other.jsonl")
    #expect(result.code == 1)
    #expect(
      result.errors.contains(
        #"other.jsonl:2: operationDiffers: booking-t-2 is recorded with do[0].amount "125.60", found "125.61""#
      ), "\(result.errors)")
    #expect(try folder.data("journal.jsonl") == journal)
  }

  @Test func `All refusals are told with their lines`() throws {
    let folder = try posted()
    try folder.write(
      "bad.jsonl",
      #"{"id":"x1","do":[{"action":"withdraw","account":"A1","amount":"139.51"}]}"# + "\n"
        + #"{"id":"x2","do":[{"action":"release","account":"A1","hold":"online"}]}"# + "\n"
        + #"{"id":"x3","do":[{"action":"deposit","account":"A1","amount":"1"}]}"# + "\n"
        + #"{"id":"x3","do":[{"action":"deposit","account":"A2","amount":"1"}]}"# + "\n")
    let result = try Program.run("post", folder.path, folder.path + "/bad.jsonl")
    #expect(result.code == 1)
    #expect(result.errors.contains(":1: overdrawn"), "\(result.errors)")
    #expect(result.errors.contains(":2: holdNotOpen"))
    #expect(result.errors.contains(":4: operationDiffers: booking-x3"))
    #expect(result.errors.contains("3 faults; nothing was written"))
    let rest = try Program.run("post", folder.path, folder.path + "/bookings.jsonl", "--json")
    #expect(rest.output.contains(#"{"account":"deposit:A1","amount":"139.50"}"#), "\(rest.output)")
  }

  @Test(
    arguments: [
      (#"{"id":"a b","do":[{"action":"deposit","account":"A","amount":"1"}]}"#, "malformedName"),
      (#"{"id":"a","do":[]}"#, "malformedBooking"),
      (#"{"id":"a","do":[{"action":"give","account":"A","amount":"1"}]}"#, "unknownAction"),
      (#"{"id":"a","do":[{"action":"deposit","account":"A","amount":"0"}]}"#, "malformedAmount"),
      (#"{"id":"a","do":[{"action":"deposit","account":"A","amount":1}]}"#, "malformedAmount"),
      (#"{"id":"a","do":[{"action":"deposit","account":"A"}]}"#, "missingKey"),
      (
        #"{"id":"a","do":[{"action":"release","account":"A","hold":"h","amount":"1"}]}"#,
        "unknownKey"
      ),
      (#"{"id":"a""#, "malformedJSON"),
    ])
  func `A bad line is refused with its place`(line: String, rule: String) throws {
    let folder = try Workspace.tenAccounts()
    try folder.write("bad.jsonl", "\n" + line + "\n")
    let result = try Program.run("post", folder.path, folder.path + "/bad.jsonl")
    #expect(result.code == 2)
    #expect(result.errors.contains("bad.jsonl:2:"), "\(result.errors)")
    #expect(result.errors.contains(rule), "\(result.errors)")
  }

  @Test func `Nothing is posted before the journal is opened`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.write("bookings.jsonl", bookings)
    let result = try Program.run("post", folder.path, folder.path + "/bookings.jsonl")
    #expect(result.code == 2)
    #expect(result.errors.contains("notOpened"))
    #expect(!folder.exists("journal.jsonl"))
  }
}
