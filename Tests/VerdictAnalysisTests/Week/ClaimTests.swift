import Testing
import VerdictAnalysis

/// The claims of the practice, by hand (design.md §1).
@Suite("Does it add up")
struct ClaimTests {
  @Test("18 at once and 55 → 72 needs 65.9 of the rest; as before they give 63.1")
  func share() throws {
    let claim = try ShareClaim(base: 0.55, total: 0.72, share: 0.18)
    #expect(abs((claim.rest ?? 0) - 0.54 / 0.82) < 1e-12)
    #expect(abs(claim.expectedTotal - 0.631) < 1e-12)
    #expect(claim.state == .othersBetter)
    #expect(try ShareClaim(base: 0.55, total: 0.6105, share: 0.18).state == .othersWorse)
    #expect(try ShareClaim(base: 0.55, total: 0.631, share: 0.18).state == .holds)
    #expect(try ShareClaim(base: 0.55, total: 0.1, share: 0.18).state == .impossible)
  }

  @Test("0.9 → 2.2 at the same cost per lead is −59 %, and −42 % needs leads 42 % dearer")
  func cost() throws {
    let claim = try CostClaim(rateBefore: 0.009, rateAfter: 0.022, claimed: -0.42)
    #expect(abs(claim.implied - -0.59091) < 1e-5)
    #expect(abs(claim.costPerLead - 0.41778) < 1e-5)
    #expect(!claim.holds)
  }

  @Test("120 million over 200 clients is 600 000 each")
  func check() throws {
    let claim = try CheckClaim(revenue: 120e6, clients: 200, claimed: 600_000)
    #expect(claim.check == 600_000)
    #expect(claim.holds)
    #expect(throws: (any Error).self) { try CheckClaim(revenue: 1, clients: 0, claimed: nil) }
  }
}
