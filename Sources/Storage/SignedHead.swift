import Transparency

/// The checkpoint of a folder with its signature checked against the folder's own key.
struct SignedHead {
  let checkpoint: Checkpoint

  /// - Returns: nil where there is no checkpoint.
  /// - Throws: `checkpointInvalid` where the note, its signature or `vkey` is not what it should be.
  init?(_ folder: OfferingFolder) throws(StorageError) {
    guard let bytes = try folder.bytes("checkpoint") else { return nil }
    guard let own = try folder.bytes("vkey") else {
      throw .checkpointInvalid("there is no file vkey to check its signature by")
    }
    let vkey = String(decoding: own, as: UTF8.self)
    do {
      let note = try SignedNote(parsing: bytes)
      let key = try VerifierKey(parsing: vkey.prefix { !$0.isNewline })
      _ = try note.signers(trusting: [key])
      checkpoint = try Checkpoint(text: note.text)
      guard key.name == checkpoint.origin else {
        throw StorageError.checkpointInvalid(
          "vkey is of \(key.name), the origin is \(checkpoint.origin)")
      }
    } catch let error as StorageError {
      throw error
    } catch {
      throw .checkpointInvalid("\(error)")
    }
  }
}
