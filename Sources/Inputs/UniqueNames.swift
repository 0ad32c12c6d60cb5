import Offerings

/// Refuses a name that stands twice in a small file.
struct UniqueNames {
  private var lines: [AccountName: Int] = [:]

  mutating func add(_ name: AccountName, column: Int, _ reader: inout RowReader) {
    // A stand-in for what is no name is no name either.
    guard reader.text(column) == name.text else { return }
    let line = reader.scanner.line
    if let first = lines.updateValue(line, forKey: name), first != line {
      lines[name] = first
      reader.add(
        "duplicateAccount", column: column,
        expected: "each account once; it stands first on line \(first)")
    }
  }
}
