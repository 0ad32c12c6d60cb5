import Glibc

/// Keeps a second run out of an offering's folder; the kernel lets go when the process ends.
final class FolderLock {
  private let descriptor: Int32

  init(_ folder: OfferingFolder) throws(StorageError) {
    descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .missingFile(path: folder.path, expected: "an offering's folder")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .folderBusy(path: folder.path)
    }
  }

  deinit { close(descriptor) }
}
