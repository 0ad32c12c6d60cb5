import ArgumentParser
import Glibc

/// The program's entry: runs a command and ends with the contract's exit code.
@main
enum Main {
  static func main() {
    Console.ignoreClosedPipes()
    var code: Int32 = 0
    do {
      var command = try IPO.parseAsRoot()
      try command.run()
    } catch {
      code = Failure(error).report()
    }
    if let reason = Console.outputFault {
      Console.error("error: cannot write standard output: \(reason)")
      code = 3
    }
    exit(code)
  }
}

/// The allocation and settlement ledger of an initial public offering.
struct IPO: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ipo",
    abstract: "The allocation and settlement ledger of an initial public offering.",
    discussion: """
      An offering is a folder: offering.yaml holds its terms and facts, inputs/ its rows. \
      settle takes it from the price to the bell and leaves a journal that anyone can verify.

      Exit codes: 0 done and sound, 1 the data is unsound, 2 the input or the call is wrong, \
      3 the system failed.

        ipo generate --like Ledgers/dema-688360 --out dema
        ipo settle dema
        ipo verify dema
      """,
    subcommands: [
      SettleCommand.self, ProposeCommand.self, ApproveCommand.self, ApprovalsCommand.self,
      PostCommand.self, BalancesCommand.self, BookCommand.self, ClawbackCommand.self,
      LotteryCommand.self,
      VerifyCommand.self,
      AuditCommand.self,
      ReconcileCommand.self, BreaksCommand.self, ProveCommand.self, CheckProofCommand.self,
      PublishCommand.self, WitnessCommand.self,
      CheckAuditCommand.self, LockupsCommand.self, ReportCommand.self, RulebookCommand.self,
      GenerateCommand.self,
      TimetableCommand.self,
    ])
}
