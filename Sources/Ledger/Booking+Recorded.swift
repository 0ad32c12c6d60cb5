import CanonicalJSON
import Offerings
import Quantities

extension Booking {
  /// Reads a booking back from the lines of its operation.
  ///
  /// - Parameter lines: the entries in their order, as values.
  /// - Returns: nil where they are not what a booking writes; whether they are all of it, only posting
  ///   it again shows.
  public init?(recorded lines: [JSONValue]) {
    guard let id = lines.last?["body"]?["closes"]?.stringValue, id.hasPrefix(Self.prefix),
      let reference = AccountName(id.dropFirst(Self.prefix.count))
    else { return nil }
    var actions: [Action] = []
    for line in lines {
      guard let action = Action(recorded: line) else { return nil }
      actions.append(action)
    }
    self.init(reference: reference, actions: actions)
  }
}

extension Booking.Action {
  /// Reads one entry back: the action's word says which postings it has.
  fileprivate init?(recorded line: JSONValue) {
    let postings = line["postings"]?.arrayValue ?? []
    func account(_ place: Int) -> [Substring]? {
      guard place < postings.count else { return nil }
      return postings[place]["account"]?.stringValue?.split(
        separator: ":", omittingEmptySubsequences: false)
    }
    func amount(_ place: Int) -> Money? {
      guard place < postings.count else { return nil }
      return postings[place]["amount"]?.stringValue.flatMap { try? Money(parsing: $0) }
    }
    /// The parts of `deposit:<account>:blocked:<hold>`.
    func blocked(_ place: Int) -> (AccountName, AccountName)? {
      guard let parts = account(place), parts.count == 4, let name = AccountName(parts[1]),
        let hold = AccountName(parts[3])
      else { return nil }
      return (name, hold)
    }
    func owner(_ place: Int) -> AccountName? {
      account(place).flatMap { $0.count == 2 ? AccountName($0[1]) : nil }
    }
    switch line["body"]?["action"]?.stringValue {
    case "deposit":
      guard let owner = owner(1), let amount = amount(1) else { return nil }
      self = .deposit(owner, amount)
    case "withdraw":
      guard let owner = owner(0), let amount = amount(1) else { return nil }
      self = .withdraw(owner, amount)
    case "hold":
      guard let (owner, hold) = blocked(1), let amount = amount(1) else { return nil }
      self = .hold(owner, name: hold, amount)
    case "capture":
      guard let (owner, hold) = blocked(0), let amount = amount(1) else { return nil }
      self = .capture(owner, hold: hold, amount)
    case "release":
      guard let (owner, hold) = blocked(0) else { return nil }
      self = .release(owner, hold: hold)
    default: return nil
    }
  }
}

extension Booking {
  /// Refuses another booking of the same id that is not this one.
  ///
  /// - Throws: `operationDiffers` with the first field that differs.
  public func checkSame(as recorded: Booking) throws(LedgerError) {
    guard self != recorded,
      let difference = JSONValue.firstDifference(canonical, recorded.canonical, at: "")
    else { return }
    throw .operationDiffers(
      id: id, field: String(difference.path.dropFirst()), found: difference.first,
      recorded: difference.second)
  }

  /// The booking as a file of bookings names its parts (Specs/bookings.md).
  private var canonical: JSONValue {
    .object(
      JSONObject(
        uniqueMembers: actions.enumerated().map { ("do[\($0.offset)]", $0.element.canonical) }))
  }
}

extension Booking.Action {
  fileprivate var canonical: JSONValue {
    var members: JSONObject = ["action": .string(word), "account": .string(account.text)]
    if let amount { members["amount"] = .string(amount.canonical) }
    switch self {
    case .hold(_, let name, _), .capture(_, let name, _), .release(_, let name):
      members["hold"] = .string(name.text)
    case .deposit, .withdraw: break
    }
    return .object(members)
  }
}
