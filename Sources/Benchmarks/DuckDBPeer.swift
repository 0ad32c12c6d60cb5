import Foundation

/// The same question to DuckDB: a full outer join of both files by reference and account, and its four
/// counts. It reads three of the columns, with their types told, so that it need not guess.
enum DuckDBPeer {
  /// The project's own environment; Scripts/prepare --tests makes it.
  static let python = ".build-python/bin/python3"

  private static let script = """
    import duckdb, sys

    def rows(path):
        return (f"read_csv('{path}', header=true, auto_detect=false, delim=',', columns="
                "{'reference': 'VARCHAR', 'account': 'VARCHAR', 'amount': 'DECIMAL(18,2)', "
                "'booked_at': 'VARCHAR'})")

    print(*duckdb.connect().execute(f'''
        SELECT count(*) FILTER (l.amount = b.amount), count(*) FILTER (l.amount <> b.amount),
            count(*) FILTER (b.reference IS NULL), count(*) FILTER (l.reference IS NULL)
        FROM {rows(sys.argv[1])} l FULL OUTER JOIN {rows(sys.argv[2])} b
        ON l.reference = b.reference AND l.account = b.account
        ''').fetchone())
    """

  /// DuckDB's version; nil where it is not installed.
  static var version: String? {
    try? TimedProcess.run(
      python, ["-c", "import duckdb; print(duckdb.__version__)"], keepsOutput: true
    ).output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  static func join(_ ledger: String, _ bank: String) throws -> TimedProcess {
    try TimedProcess.run(python, ["-c", script, ledger, bank], keepsOutput: true)
  }
}
