import Cryptography

/// What witnesses add to a checkpoint.
///
/// Specs: C2SP tlog-cosignature, type 04 (cosignature/v1).
extension SignedNote {
  /// Adds a witness's cosignature for a time in seconds since 1970 (UTC), below the lines that
  /// are there.
  ///
  /// Refuses a text that is no checkpoint, and a time before 1970. Whether the checkpoint
  /// continues what the witness has seen is for the caller to know. The key must be of the kind
  /// `cosignature`.
  public mutating func cosign(
    with witness: SignerKey, at time: Int64
  ) throws(TransparencyError) {
    let key = witness.verifierKey
    precondition(key.kind == .cosignature, "A key that signs notes gives no cosignature")
    guard time >= 0 else { throw .cosignatureTimeBefore1970(found: time) }
    _ = try Checkpoint(text: text)
    let signature: [UInt8]
    do {
      signature = try witness.sign(Cosignature.message(time: time, text: text))
    } catch {
      throw .signingFailed(error)
    }
    append(
      NoteSignature(
        name: key.name, keyID: key.id,
        signature: Cosignature.format(time: time, signature: signature)))
  }

  /// The cosignatures of the trusted witnesses, one a witness, in the order of their first lines;
  /// none for a text that is no checkpoint.
  ///
  /// Lines of other keys are ignored, and so are trusted keys of another kind. A trusted witness
  /// with a bad cosignature makes the whole note untrusted: it is refused. Of several good ones
  /// of one witness the earliest counts. That there are enough of them is for the caller to ask.
  public func cosignatures(
    trusting keys: some Sequence<VerifierKey>
  ) throws(TransparencyError) -> [Cosignature] {
    var cosignatures: [Cosignature] = []
    for cosignature in try everyCosignature(trusting: keys) {
      guard let place = cosignatures.firstIndex(where: { $0.key == cosignature.key }) else {
        cosignatures.append(cosignature)
        continue
      }
      if cosignature.time < cosignatures[place].time { cosignatures[place] = cosignature }
    }
    return cosignatures
  }

  /// The same with every cosignature of a witness, in the order of their lines: the latest of them
  /// says how old the sight of the checkpoint is.
  public func everyCosignature(
    trusting keys: some Sequence<VerifierKey>
  ) throws(TransparencyError) -> [Cosignature] {
    guard (try? Checkpoint(text: text)) != nil else { return [] }
    var cosignatures: [Cosignature] = []
    for (key, payload) in try claims(of: keys, kind: .cosignature) {
      guard let (time, signature) = Cosignature.parse(payload),
        key.key.isValid(signature, for: Cosignature.message(time: time, text: text))
      else { throw .signatureInvalid(name: key.name) }
      cosignatures.append(Cosignature(key: key, time: time))
    }
    return cosignatures
  }
}
