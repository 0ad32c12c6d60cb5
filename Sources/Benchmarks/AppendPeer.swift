import Foundation

/// A loop in C that hashes every line of a file as the journal's leaf, writes it to another file and syncs
/// that after every batch: what a durable append cannot do without, and nothing else.
struct AppendPeer {
  private let program: String

  private static let source = """
    #define _GNU_SOURCE
    #include <fcntl.h>
    #include <openssl/evp.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/stat.h>
    #include <time.h>
    #include <unistd.h>

    int main(int argc, char **argv) {
      int in = open(argv[1], O_RDONLY);
      long begin = atol(argv[2]), batch = atol(argv[3]);
      struct stat st;
      if (argc != 4 || in < 0 || fstat(in, &st)) return 2;
      long size = st.st_size - begin;
      char *bytes = malloc(size), path[4096];
      if (pread(in, bytes, size, begin) != size) return 3;
      snprintf(path, sizeof path, "%s.peer", argv[1]);
      int out = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
      EVP_MD *md = EVP_MD_fetch(NULL, "SHA256", NULL);
      EVP_MD_CTX *ctx = EVP_MD_CTX_new();
      unsigned char digest[32], zero = 0;
      struct timespec a, b;
      EVP_DigestInit_ex2(ctx, md, NULL);
      clock_gettime(CLOCK_MONOTONIC, &a);
      long start = 0;
      while (start < size) {
        long end = start;
        for (long n = 0; n < batch && end < size; n++) {
          char *lf = memchr(bytes + end, '\\n', size - end);
          EVP_DigestInit_ex2(ctx, NULL, NULL);
          EVP_DigestUpdate(ctx, &zero, 1);
          EVP_DigestUpdate(ctx, bytes + end, lf - bytes - end);
          EVP_DigestFinal_ex(ctx, digest, NULL);
          end = lf - bytes + 1;
        }
        if (write(out, bytes + start, end - start) != end - start || fdatasync(out)) return 3;
        start = end;
      }
      clock_gettime(CLOCK_MONOTONIC, &b);
      printf("%.9f %02x\\n", b.tv_sec - a.tv_sec + (b.tv_nsec - a.tv_nsec) / 1e9, digest[0]);
      unlink(path);
      return 0;
    }
    """

  /// Compiles it.
  init(in folder: URL) throws {
    let source = folder.appendingPathComponent("peer.c").path
    program = folder.appendingPathComponent("peer").path
    try Self.source.write(toFile: source, atomically: true, encoding: .utf8)
    _ = try TimedProcess.run(
      "/usr/bin/env", ["cc", "-O2", "-o", program, source, "-lcrypto"])
  }

  /// The time of the loop over the file's lines behind `begin`.
  func seconds(_ path: String, from begin: Int, batch: Int) throws -> Double {
    let run = try TimedProcess.run(program, [path, "\(begin)", "\(batch)"], keepsOutput: true)
    guard let time = run.output.split(separator: " ").first.flatMap({ Double($0) }) else {
      throw CocoaError(.fileReadCorruptFile, userInfo: ["command": program])
    }
    return time
  }
}
