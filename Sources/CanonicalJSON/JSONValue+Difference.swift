extension JSONValue {
  /// Where two values first differ, as a dotted path, with what stands there in each; nil where they
  /// are equal. A member that one of them lacks differs as "nothing".
  public static func firstDifference(
    _ first: JSONValue, _ second: JSONValue, at path: String
  ) -> (path: String, first: String, second: String)? {
    guard first != second else { return nil }
    guard case .object(let left) = first, case .object(let right) = second else {
      return (path, first.canonicalText, second.canonicalText)
    }
    for key in Set(left.keys).union(right.keys).sorted() {
      switch (left[key], right[key]) {
      case (let own?, let other?):
        if let difference = firstDifference(own, other, at: "\(path).\(key)") { return difference }
      case (let own, let other):
        return (
          "\(path).\(key)", own?.canonicalText ?? "nothing", other?.canonicalText ?? "nothing"
        )
      }
    }
    return nil
  }
}
