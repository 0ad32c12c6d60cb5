import Cryptography

extension SignedNote {
  /// The note with the lines that count and no others: the log's, and the cosignatures of these witnesses
  /// from these times (seconds since 1970), each line once. Nothing is verified here.
  public func counted(
    log: VerifierKey, witnesses: [VerifierKey], within times: ClosedRange<Int64>
  ) throws(TransparencyError) -> SignedNote {
    var note = try SignedNote(text: text)
    for line in signatures where !note.signatures.contains(line) {
      let isTimely = Cosignature.parse(line.signature).map { times.contains($0.time) } ?? false
      if line.claims(log) || isTimely && witnesses.contains(where: line.claims) {
        note.append(line)
      }
    }
    return note
  }
}
