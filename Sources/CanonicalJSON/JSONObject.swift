/// The members of a JSON object, always in canonical order: keys are unique by their bytes and
/// sorted by UTF-16 code units (RFC 8785 section 3.2.3).
///
/// A Swift `Dictionary` would not do: it takes canonically equivalent keys for one.
///
/// - Complexity: A lookup takes O(log n) comparisons of keys, a change O(n).
public struct JSONObject: Sendable {
  /// One key and its value.
  public typealias Element = (key: String, value: JSONValue)

  private var members: [Element]

  /// An object without members.
  public init() {
    members = []
  }

  /// An object of members in any order. A key that comes twice is a programming fault.
  public init(uniqueMembers: some Sequence<(String, JSONValue)>) {
    let sorted = uniqueMembers.map { (key: $0, value: $1) }.sorted(by: Self.isOrdered)
    if let key = Self.duplicateKey(in: sorted) {
      preconditionFailure("the key \(key) is given twice")
    }
    members = sorted
  }

  /// The value at `key`, or nil; setting nil removes the member.
  public subscript(key: String) -> JSONValue? {
    get {
      let (index, found) = place(of: key)
      return found ? members[index].value : nil
    }
    set {
      let (index, found) = place(of: key)
      switch (newValue, found) {
      case (let value?, true): members[index].value = value
      case (let value?, false): members.insert((key: key, value: value), at: index)
      case (nil, true): members.remove(at: index)
      case (nil, false): break
      }
    }
  }

  /// The keys in canonical order.
  public var keys: [String] {
    members.map(\.key)
  }

  /// Takes members that the caller has sorted and found free of duplicates.
  init(sortedMembers: [Element]) {
    members = sortedMembers
  }

  /// Whether `left` stands before `right` in canonical order.
  static func isOrdered(_ left: Element, _ right: Element) -> Bool {
    left.key.precedesInUTF16(right.key)
  }

  /// The first key that stands next to itself.
  static func duplicateKey(in sorted: [Element]) -> String? {
    zip(sorted, sorted.dropFirst())
      .first { !isOrdered($0, $1) }
      .map(\.0.key)
  }

  /// Where `key` is, or where it would be put.
  private func place(of key: String) -> (index: Int, found: Bool) {
    var low = 0
    var high = members.count
    while low < high {
      let middle = low + (high - low) / 2
      if members[middle].key.precedesInUTF16(key) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let found = low < members.count && members[low].key.utf8.elementsEqual(key.utf8)
    return (low, found)
  }
}

extension JSONObject: RandomAccessCollection {
  /// The position of the first member in canonical order.
  public var startIndex: Int { 0 }

  /// The number of members.
  public var endIndex: Int { members.count }

  /// The member at `position` in canonical order.
  public subscript(position: Int) -> Element {
    members[position]
  }
}

extension JSONObject: Equatable {
  /// Whether both have the same canonical bytes.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.elementsEqual(right) { left, right in
      left.key.utf8.elementsEqual(right.key.utf8) && left.value == right.value
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// An object, in any order of writing. A key written twice is a programming fault.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(uniqueMembers: elements)
  }
}
