import Fairness
import Foundation
import Testing

/// What Specs/fairness.md says exactly is made again and has to be in it.
@Suite struct FairnessDocumentTests {
  private func document() throws -> String {
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try String(
      contentsOf: package.appendingPathComponent("Specs/fairness.md"), encoding: .utf8)
  }

  @Test func rankedArrangements() throws {
    #expect(try document().contains(FairnessTables.ranked()))
  }

  @Test func chancesOfTails() throws {
    #expect(try document().contains(FairnessTables.tails()))
  }

  @Test func howTheDifferenceGrows() throws {
    #expect(try document().contains(FairnessTables.scale()))
  }

  @Test func countsAtWhichBasesAreRefused() throws {
    #expect(try document().contains(FairnessTables.refusedBases()))
  }

  @Test func realOfferings() throws {
    #expect(try document().contains(FairnessTables.realOfferings()))
  }
}
