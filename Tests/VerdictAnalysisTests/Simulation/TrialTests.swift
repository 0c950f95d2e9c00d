import GSLKit
import Testing
import VerdictAnalysis
import VerdictModel

@Suite("Simulated trials of a known truth") struct TrialTests {
  private func truth(_ change: (inout TrialTruth) -> Void) -> TrialTruth {
    var truth = TrialTruth()
    change(&truth)
    return truth
  }

  @Test("what a trial answers about a day is what the evidence cells of its units say")
  func cells() throws {
    let truth = truth {
      $0.perArm = 40
      $0.delayed = true
      $0.unlogged = 0.3
      $0.difference = 0.1
    }
    let trial = Trial(truth, random: RandomGenerator(seed: 7))
    var cells = Contributions()
    for (index, unit) in trial.units.enumerated() {
      let exposure = Exposure(
        unit: String(index),
        arm: unit.isVariant ? "variant" : "control",
        day: unit.day,
        manager: String(unit.manager),
        source: nil
      )
      var events: [UnitEvent] = []
      if unit.success != nil || unit.isLogged {
        events.append(
          UnitEvent(
            unit: String(index),
            stage: "meetings_held",
            ref: "",
            reached: unit.success != nil,
            day: unit.success ?? unit.day
          )
        )
      }
      cells.add(
        .of(exposure, events: events, form: truth.form, stages: ["meetings_held", "payments"])
      )
    }
    #expect(truth.form.frozen?.reviews.count == 4)
    for review in LookHistory.reviews(of: truth.form) {
      let asOf = review.end
      for stratum in trial.evidence(asOf: asOf).primary.strata {
        for (arm, counts) in [("control", stratum.control), ("variant", stratum.variant)] {
          let exposed = cells.exposed.filter {
            $0.key.cut == .manager && $0.key.member == stratum.member && $0.key.arm == arm
              && $0.key.day <= asOf
          }
          func followed(_ moment: EvidenceMoment, matured: Bool) -> Int64 {
            cells.followed.reduce(0) { sum, cell in
              let key = cell.key
              guard key.cut == .manager, key.member == stratum.member, key.arm == arm,
                key.moment == moment, key.day + key.lag <= asOf,
                !matured || key.day + 14 <= asOf
              else { return sum }
              return sum + cell.value.units
            }
          }
          let reached = EvidenceMoment.reached("meetings_held")
          #expect(counts.exposed == exposed.values.reduce(0, +))
          #expect(
            counts.matured == exposed.filter { $0.key.day + 14 <= asOf }.values.reduce(0, +)
          )
          #expect(counts.reached == followed(reached, matured: true))
          #expect(counts.answered == followed(.answered("meetings_held"), matured: true))
          #expect(
            counts.lags.reduce(0) { $0 + $1.reached } == followed(reached, matured: false)
          )
          #expect(counts.lags.reduce(0) { $0 + $1.reached + $1.censored } == counts.exposed)
        }
      }
    }
  }

  @Test(
    "no verdict errs more often than its level promises",
    arguments: [(TestMode.score, 20), (.score, 120), (.exact, 20), (.exact, 60)]
  )
  func levels(_ mode: TestMode, _ perArm: Int) async throws {
    let limit = mode == .exact ? 0.025 : 0.028
    let none = try await TrialTally.play(
      truth {
        $0.mode = mode
        $0.perArm = perArm
      },
      runs: 4_000,
      seed: 11
    )
    let confirmed = try #require(none.share(.confirmed))
    let harmful = try #require(none.share(.harmful))
    #expect(confirmed > 0 && confirmed <= limit + none.twoErrors(limit))
    #expect(harmful <= limit + none.twoErrors(limit))
    let worthwhile = try await TrialTally.play(
      truth {
        $0.mode = mode
        $0.perArm = perArm
        $0.difference = 0.1
      },
      runs: 4_000,
      seed: 12
    )
    let missed = try #require(worthwhile.share(.noEffect, .notWorthIt))
    #expect(missed <= limit + worthwhile.twoErrors(limit))
    #expect(try #require(worthwhile.coverage) >= 1 - 2 * limit - worthwhile.twoErrors(0.05))
    // The peers' rules on the same departments err more often, or the comparison shows nothing.
    #expect(try #require(none.rate(none.peekedBetter)) > confirmed)
  }

  @Test("money leans to one side, and still ends too early no more often than promised")
  func money() async throws {
    let tally = try await TrialTally.play(
      truth {
        $0.measure = .amount
        $0.base = 0.2
        $0.perArm = 120
        $0.difference = 0.1
      },
      runs: 8_000,
      seed: 13
    )
    let missed = try #require(tally.share(.noEffect, .notWorthIt))
    #expect(missed > 0 && missed <= 0.025 + tally.twoErrors(0.025))
    #expect(try #require(tally.coverage) >= 0.945)
  }

  @Test("the average check has the mean that was asked for, and ends no more often than promised")
  func check() async throws {
    let dearer = truth {
      $0.measure = .check
      $0.base = 0.5
      $0.perArm = 20_000
      $0.difference = 0.1
    }
    var paid: [[Double]] = [[], []]
    for unit in Trial(dearer, random: RandomGenerator(seed: 6)).units where unit.success != nil {
      paid[unit.isVariant ? 1 : 0].append(Double(unit.amount) / 100)
    }
    // 10,000 and a tenth more, whoever pays; five standard errors of 5,900/√10,000.
    for (arm, mean) in [10_000.0, 11_000].enumerated() {
      #expect(abs(paid[arm].reduce(0, +) / Double(paid[arm].count) - mean) < 295)
      #expect(abs(paid[arm].count - 10_000) < 500)
    }
    let tally = try await TrialTally.play(
      truth {
        $0.measure = .check
        $0.base = 0.5
        $0.perArm = 120
        $0.difference = 0.1
      },
      runs: 8_000,
      seed: 14
    )
    let missed = try #require(tally.share(.noEffect, .notWorthIt))
    #expect(missed > 0 && missed <= 0.025 + tally.twoErrors(0.025))
    #expect(try #require(tally.coverage) >= 0.945)
  }

  @Test("a team that logs its successes is told that the data are no good")
  func selective() async throws {
    let tally = try await TrialTally.play(
      truth {
        $0.perArm = 120
        $0.unlogged = 0.5
      },
      runs: 500,
      seed: 3
    )
    #expect(try #require(tally.share(.invalidData)) > 0.95)
    #expect(tally.verdicts[.confirmed] == nil)
  }

  @Test("days to the stage have the mean that was asked for, and err no more than promised")
  func days() async throws {
    let faster = truth {
      $0.measure = .duration
      $0.base = 0.5
      $0.perArm = 4_000
      $0.difference = 0.1
    }
    var sums = [(days: 0, units: 0), (days: 0, units: 0)]
    for unit in Trial(faster, random: RandomGenerator(seed: 4)).units {
      sums[unit.isVariant ? 1 : 0].days += unit.success.map { min(14, $0 - unit.day) } ?? 14
      sums[unit.isVariant ? 1 : 0].units += 1
    }
    // Half of fourteen days, and a tenth of fourteen less; five standard errors of 5.5/√4,000.
    let means = sums.map { Double($0.days) / Double($0.units) }
    #expect(abs(means[0] - 7) < 0.44)
    #expect(abs(means[1] - 5.6) < 0.44)
    let none = try await TrialTally.play(
      truth {
        $0.measure = .duration
        $0.base = 0.5
      },
      runs: 4_000,
      seed: 21
    )
    let confirmed = try #require(none.share(.confirmed))
    #expect(confirmed > 0 && confirmed <= 0.025 + none.twoErrors(0.025))
    #expect(try #require(none.share(.harmful)) <= 0.025 + none.twoErrors(0.025))
  }

  @Test("the same seed plays the same tests, whoever computes them")
  func seeds() async throws {
    let small = truth { $0.perArm = 20 }
    let first = try await TrialTally.play(small, runs: 2_500, seed: 5)
    #expect(first.runs == 2_500)
    #expect(try await TrialTally.play(small, runs: 2_500, seed: 5) == first)
    #expect(try await TrialTally.play(small, runs: 2_500, seed: 6) != first)
  }

  @Test("Two variants share a control and an error: any confirmed in at most 28 of 1000")
  func severalVariants() async throws {
    let truth = truth {
      $0.variants = 2
      $0.perArm = 60
    }
    let trial = Trial(truth, random: RandomGenerator(seed: 3))
    #expect(trial.units.count == 180)
    // Blocks of two or three an arm within six managers leave at most three an arm open in each.
    for arm in 0...2 { #expect(abs(trial.units.count { $0.arm == arm } - 60) <= 18) }
    // Both pairs are read against the same clients of the control.
    let last = try #require(LookHistory.reviews(of: truth.form).last?.end)
    let pairs = [1, 2].map { trial.evidence(asOf: last, of: $0).primary }
    #expect(pairs[0].control == pairs[1].control)
    #expect(pairs[0].variant != pairs[1].variant)
    let tally = try await TrialTally.play(truth, runs: 4_000, seed: 11)
    let any = try #require(tally.rate(tally.anyConfirmed))
    let first = try #require(tally.share(.confirmed))
    #expect(any <= 0.028 + tally.twoErrors(0.028))
    #expect(first > 0 && first < any)
  }
}
