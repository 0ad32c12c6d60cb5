import Audit
import Storage
import Transparency

extension TileAudit {
  /// Checks the tiles that stand beside a journal, up to its signed head; nil where there are none.
  static func beside(_ folder: OfferingFolder, _ head: Checkpoint?) throws -> TileAudit? {
    guard let head, TileFolder(folder.path).exists,
      let journal = try folder.source("journal.jsonl")
    else { return nil }
    Console.progress("comparing published tiles")
    return try TileAudit(
      journal, size: head.size, read: { try folder.bytes($0) }, names: { try folder.names(in: $0) })
  }
}
