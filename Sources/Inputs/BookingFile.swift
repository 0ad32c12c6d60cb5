import CanonicalJSON
import Ledger
import Offerings
import Quantities

/// Reads bookings as JSON lines (Specs/bookings.md):
///
/// ```
/// {"id":"t-0001","do":[{"action":"deposit","account":"A000000001","amount":"20000.00"}]}
/// ```
public enum BookingFile {
  /// Every booking with the number of its line, from 1.
  ///
  /// - Throws: every fault of the file at once.
  public static func read(
    _ bytes: [UInt8], name: String
  ) throws(InputRefusal) -> [(line: Int, booking: Booking)] {
    let faults = FaultList()
    var bookings: [(line: Int, booking: Booking)] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // What follows the last LF is no line.
    for (index, line) in lines.dropLast().enumerated() {
      let reader = BookingReader(file: name, line: index + 1, faults: faults)
      if let booking = reader.read(line) { bookings.append((index + 1, booking)) }
    }
    if let rest = lines.last, !rest.isEmpty {
      faults.add(
        InputFault(
          "truncatedLastLine", at: Place(file: name, line: lines.count, column: rest.count + 1),
          found: "the end of the file", expected: "LF"))
    }
    try faults.check()
    return bookings
  }
}

/// One line.
private struct BookingReader {
  let file: String
  let line: Int
  let faults: FaultList

  func read(_ bytes: ArraySlice<UInt8>) -> Booking? {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONParser.parse(bytes)
    } catch {
      add("malformedJSON", column: error.offset + 1, "\(error)", "one JSON object a line")
      return nil
    }
    guard let members = members(value, at: "", required: ["do", "id"], optional: []) else {
      return nil
    }
    let count = faults.count
    let reference = name(members, "id", at: "")
    var actions: [Booking.Action] = []
    if let list = members["do"]?.arrayValue, !list.isEmpty {
      for (place, item) in list.enumerated() {
        if let action = action(item, at: "do[\(place)]") { actions.append(action) }
      }
    } else {
      add("malformedBooking", "do \(text(members["do"]))", "a list of actions, at least one")
    }
    guard faults.count == count, let reference else { return nil }
    return Booking(reference: reference, actions: actions)
  }

  private func action(_ value: JSONValue, at path: String) -> Booking.Action? {
    let word = value["action"]?.stringValue
    let needed: [String]
    switch word {
    case "deposit", "withdraw": needed = ["account", "action", "amount"]
    case "hold", "capture": needed = ["account", "action", "amount", "hold"]
    case "release": needed = ["account", "action", "hold"]
    default:
      add(
        "unknownAction", "\(path).action \(text(value["action"]))",
        "deposit, withdraw, hold, capture or release")
      return nil
    }
    guard let members = members(value, at: path, required: needed, optional: []),
      let account = name(members, "account", at: path)
    else { return nil }
    let hold = needed.contains("hold") ? name(members, "hold", at: path) : nil
    let amount = needed.contains("amount") ? money(members, at: path) : nil
    switch (word, hold, amount) {
    case ("deposit", _, let amount?): return .deposit(account, amount)
    case ("withdraw", _, let amount?): return .withdraw(account, amount)
    case ("hold", let hold?, let amount?): return .hold(account, name: hold, amount)
    case ("capture", let hold?, let amount?): return .capture(account, hold: hold, amount)
    case ("release", let hold?, _): return .release(account, hold: hold)
    default: return nil
    }
  }

  /// An object with these members and no others.
  private func members(
    _ value: JSONValue, at path: String, required: [String], optional: [String]
  ) -> JSONObject? {
    guard case .object(let object) = value else {
      add("malformedBooking", "\(path) \(text(value))", "an object")
      return nil
    }
    let count = faults.count
    let prefix = path.isEmpty ? "" : path + "."
    for key in object.keys where !required.contains(key) && !optional.contains(key) {
      add("unknownKey", "\(prefix)\(key)", (required + optional).joined(separator: ", "))
    }
    for key in required where object[key] == nil {
      add("missingKey", "no \(prefix)\(key)", required.joined(separator: ", "))
    }
    return faults.count == count ? object : nil
  }

  private func name(_ object: JSONObject, _ key: String, at path: String) -> AccountName? {
    let found = object[key]
    if let name = found?.stringValue.flatMap({ AccountName($0) }) { return name }
    add(
      "malformedName", "\(path.isEmpty ? "" : path + ".")\(key) \(text(found))",
      AccountName.expectation)
    return nil
  }

  private func money(_ object: JSONObject, at path: String) -> Money? {
    let found = object["amount"]
    if let money = found?.stringValue.flatMap({ try? Money(parsing: $0) }), money.fen > 0 {
      return money
    }
    add(
      "malformedAmount", "\(path).amount \(text(found))",
      "a string with yuan above 0, at most 2 decimals")
    return nil
  }

  private func text(_ value: JSONValue?) -> String { value?.canonicalText ?? "nothing" }

  private func add(_ rule: String, column: Int = 1, _ found: String, _ expected: String) {
    faults.add(
      InputFault(
        rule, at: Place(file: file, line: line, column: column), found: found, expected: expected))
  }
}
