import ArgumentParser

/// `ipo lottery`: draws and counts on their own, and what became of an offering's draw.
struct LotteryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lottery",
    abstract: "Seal a seed, freeze a list, draw, count announced tails, replay, check a number.",
    discussion: """
      A sealed draw, in the order that the journal demands: each party commits, the terms are \
      fixed in offering.yaml, the list is frozen, the parties reveal, the beacons come, the draw \
      follows by arithmetic (Specs/lottery.md).

        ipo lottery commit --offering 688998 --party issuer
        ipo lottery freeze sealed
        ipo lottery reveal sealed --party issuer
        ipo lottery beacon sealed --value ceremony:hall-1=483920
        ipo lottery draw sealed
        ipo lottery check sealed --account A000000005
      """,
    subcommands: [
      LotteryCommitCommand.self, LotteryFreezeCommand.self, LotteryRevealCommand.self,
      LotteryBeaconCommand.self, LotteryDrawCommand.self, LotteryCountCommand.self,
      LotteryReplayCommand.self, LotteryCheckCommand.self,
    ])
}
