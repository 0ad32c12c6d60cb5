/// Lines of a note, taken apart and put together.
extension SignedNote {
  /// The note with the lines of these keys alone, each line once.
  public func keeping(_ keys: [VerifierKey]) -> SignedNote {
    var seen: Set<NoteSignature> = []
    return with(
      signatures.filter { line in keys.contains(where: line.claims) && seen.insert(line).inserted })
  }

  /// The note with the lines of another below its own, each line once; both have one text.
  public func merging(_ other: SignedNote) -> SignedNote {
    precondition(text.utf8.elementsEqual(other.text.utf8), "Lines belong to one text")
    var seen = Set(signatures)
    return with(signatures + other.signatures.filter { seen.insert($0).inserted })
  }

  /// The lines of these keys as a witness answers: each ended by LF.
  public func lines(of keys: [VerifierKey]) -> String {
    keeping(keys).signatures.map { "\($0.line)\n" }.joined()
  }

  /// Reads signature lines below this note's text, as a witness answers them.
  public func answered(by lines: [UInt8]) throws(TransparencyError) -> SignedNote {
    let note = try SignedNote(parsing: Array(text.utf8) + [0x0a] + lines)
    // An empty line among them would make signed text of those before it.
    guard note.text.utf8.elementsEqual(text.utf8) else { throw .malformedSignatureLine(number: 1) }
    return note
  }
}
