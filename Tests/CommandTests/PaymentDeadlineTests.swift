import Inputs
import Issuance
import Offerings
import Storage
import Testing
import TradingDays

/// Payments are sealed once they are all there: not before the last deadline of T+2.
@Suite struct PaymentDeadlineTests {
  @Test(arguments: [
    ("2020-05-25T15:00:00Z", false), ("2020-05-25T15:59:59Z", false),
    ("2020-05-25T16:00:00Z", true), ("2026-01-01T00:00:00Z", true),
  ])
  func `Up to midnight of T+2 in Beijing they are not sealed`(
    _ now: String, isSealed: Bool
  ) throws {
    let workspace = try Workspace.tenAccounts()
    let folder = OfferingFolder(workspace.path)
    let offering = try folder.readOffering().offering
    let inputs = try folder.readInputs(offering)
    let sealable = try inputs.sealable(at: #require(Instant(utc: now)), of: offering)
    #expect((sealable.payments != nil) == isSealed)
    #expect(sealable.notes.contains { $0.contains("2020-05-25 24:00") } == !isSealed)
    #expect(sealable.applications != nil && sealable.strategic != nil)
  }

  @Test func `Where there is no payment yet nothing is said`() throws {
    let workspace = try Workspace.tenAccounts()
    try workspace.remove("inputs/payments.csv")
    let folder = OfferingFolder(workspace.path)
    let offering = try folder.readOffering().offering
    let inputs = try folder.readInputs(offering)
    let now = try #require(Instant(utc: "2020-05-25T15:00:00Z"))
    #expect(try inputs.sealable(at: now, of: offering).notes == inputs.notes)
  }
}
