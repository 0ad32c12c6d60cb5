/// A value of a YAML document with the place it stands at; every scalar is text until it is read.
public indirect enum DocumentNode: Sendable {
  case scalar(String, Place)
  case list([DocumentNode], Place)
  case map([Member], Place)

  /// One key of a map with its value.
  public struct Member: Sendable {
    public let key: String
    public let place: Place
    public let value: DocumentNode
  }

  public var place: Place {
    switch self {
    case .scalar(_, let place), .list(_, let place), .map(_, let place): place
    }
  }

  /// The members of a map; none for anything else.
  public var members: [Member] {
    if case .map(let members, _) = self { return members }
    return []
  }

  public subscript(key: String) -> DocumentNode? {
    members.first { $0.key == key }?.value
  }

  /// Where the key at a dotted path stands, or the nearest key above it.
  public func place(of path: String) -> Place {
    var node = self
    var place = self.place
    for key in path.split(separator: ".") {
      guard let member = node.members.first(where: { $0.key == key }) else { break }
      place = member.place
      node = member.value
    }
    return place
  }

  /// "a list", "a map" or the text itself, for errors.
  var summary: String {
    switch self {
    case .scalar(let text, _): "\"\(text)\""
    case .list: "a list"
    case .map: "a map"
    }
  }
}
