import Testing
import VerdictAnalysis
import VerdictModel

/// Many seeds against the stated sizes and rates.
///
/// A bound at 5.3 standard errors fails once in 10⁷.
@Suite("The truth of simulated departments") struct SimulatedTruthTests {
  private static let seeds: ClosedRange<UInt64> = 1...50

  @Test("The rates of the story: 55, 18, 58.5, 66 of 100")
  func story() {
    let truth = ClientTruth.screenShare
    // 0.18 + 0.82 · 0.585, by hand.
    #expect(abs(truth.showUpOfOffered - 0.6597) < 1e-12)
    #expect(abs(truth.difference - 0.1097) < 1e-12)
    var usual = 0.0
    var accepting = 0.0
    var declining = 0.0
    for (isFirst, share) in [(true, 0.4), (false, 0.6)] {
      let keen = truth.keenShare(firstBusiness: isFirst)
      usual +=
        share
        * (keen * truth.showUpAsUsual(firstBusiness: isFirst, keen: true)
          + (1 - keen) * truth.showUpAsUsual(firstBusiness: isFirst, keen: false))
      accepting += share * keen
      declining += share * (1 - keen) * truth.showUpOfDecliner(firstBusiness: isFirst)
    }
    #expect(abs(usual - 0.55) < 1e-12)
    #expect(abs(accepting - 0.18) < 1e-12)
    #expect(abs(declining / 0.82 - 0.585) < 1e-12)
  }

  @Test("A month has about 200 leads, 44 clients who agree, 24 who come, 4.4 who pay 600 000 ₽")
  func sizes() {
    var scenario = SimulatedScenario.department
    scenario.test = nil
    var sums: [String: Double] = [:]
    for seed in Self.seeds {
      for cell in SimulatedDepartment(scenario, seed: seed).cells {
        sums[cell.counter, default: 0] += Double(cell.value ?? 0) / Double(50 * 12)
      }
    }
    // 600 months, counts nearly Poisson: standard error √(mean/600); 3 % beside it, for the sizes
    // are round numbers and the seasons of the year average 1 only nearly.
    for (counter, size) in [
      ("leads", 200.0), ("meetings_scheduled", 44), ("meetings_held", 24.2), ("payments", 4.4),
    ] {
      let mean = sums[counter] ?? 0
      #expect(
        abs(mean - size) < 5.3 * (size / 600).squareRoot() + 0.03 * size,
        "\(counter) \(mean)"
      )
    }
    let check = (sums["revenue"] ?? 0) / (sums["payments"] ?? 1) / 100
    // Standard deviation of one amount: 158 000 ₽; 2 640 payments.
    #expect(abs(check - 600_000) < 5.3 * 158_000 / 2_640.0.squareRoot())
    let refunded = (sums["refunds"] ?? 0) / (sums["revenue"] ?? 1)
    #expect(refunded > 0 && refunded < 0.05)
  }

  @Test(
    "Offered and not offered come at the stated rates",
    arguments: [SimulatedScenario.screenShareNow, .screenShareNetwork]
  )
  func rates(scenario: SimulatedScenario) {
    var scenario = scenario
    scenario.keepsTable = false
    var usual = Counts()
    var offered = Counts()
    var accepted = Counts()
    var declined = Counts()
    for seed in Self.seeds {
      for record in SimulatedDepartment(scenario, seed: seed).testUnits {
        let came = record.events.contains { $0.stage == "meetings_held" && $0.reached }
        let accepts = record.exposure.uptakeDay != nil
        if record.exposure.arm == "usual" {
          usual.add(came)
        } else {
          offered.add(came)
          accepted.add(accepts)
          if !accepts { declined.add(came) }
        }
      }
    }
    usual.expect(0.55)
    offered.expect(0.6597)
    accepted.expect(0.18)
    declined.expect(0.585)
    let total = Double(usual.trials + offered.trials)
    let planned = Double((scenario.test?.form.plannedPerArm ?? 0) * 2 * 50)
    #expect(abs(total / planned - 1) < 0.10)
  }

  @Test("The offer works better for a first business")
  func segments() {
    var scenario = SimulatedScenario.screenShareNow
    scenario.keepsTable = false
    var first = (usual: Counts(), offered: Counts())
    var later = (usual: Counts(), offered: Counts())
    for seed in Self.seeds {
      for record in SimulatedDepartment(scenario, seed: seed).testUnits {
        let came = record.events.contains { $0.stage == "meetings_held" && $0.reached }
        switch (record.exposure.segment, record.exposure.arm) {
        case ("yes", "usual"): first.usual.add(came)
        case ("yes", _): first.offered.add(came)
        case (_, "usual"): later.usual.add(came)
        default: later.offered.add(came)
        }
      }
    }
    first.usual.expect(0.55)
    later.usual.expect(0.55)
    // 0.27 + 0.73 · 0.63, by hand; the others make up the rest: (0.6597 − 0.4 · 0.7299) / 0.6.
    first.offered.expect(0.7299)
    later.offered.expect(0.6129)
  }

  private struct Counts {
    var successes = 0
    var trials = 0
    mutating func add(_ success: Bool) {
      trials += 1
      if success { successes += 1 }
    }
    func expect(_ rate: Double, sourceLocation: SourceLocation = #_sourceLocation) {
      let error = (rate * (1 - rate) / Double(trials)).squareRoot()
      let found = Double(successes) / Double(trials)
      #expect(
        abs(found - rate) < 5.3 * error,
        "\(found) against \(rate) ± \(error)",
        sourceLocation: sourceLocation
      )
    }
  }
}
