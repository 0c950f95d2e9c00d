import GSLKit
import Testing
import VerdictAnalysis
import VerdictInference
import VerdictModel

@Suite("Tests on slices of the table") struct SliceDesignTests {
  /// Monday.
  private static let start = Day(number: 20_731)

  private func form(_ truth: SliceTruth, goal: Goal = .prove) -> HypothesisForm {
    let both = Title(ru: "x", en: "x")
    return SliceScenario.form(
      "x",
      both,
      change: both,
      reason: both,
      truth,
      perArm: 100,
      goal: goal
    )
  }

  private func facts(_ form: HypothesisForm, _ design: SliceDesign, _ rows: [SliceRow])
    -> SliceFacts
  {
    var form = form
    form.allocation = .slices(design)
    let hypothesis = RegisteredHypothesis(
      key: "x",
      state: .started,
      original: form,
      sha256: "",
      seal: nil,
      author: "",
      at: Timestamp(microseconds: 0),
      amendments: []
    )
    return SliceFacts(
      hypothesis: hypothesis,
      design: design,
      rows: rows,
      asOf: form.end + 40,
      calendar: WorkingCalendar(off: [], worked: []),
      table: [:]
    )
  }

  private func rows(_ numerators: [Int64], _ denominators: [Int64], days: [Day]) -> [SliceRow] {
    zip(days, zip(numerators, denominators)).map {
      SliceRow(day: $0, member: "", numerator: $1.0, denominator: $1.1)
    }
  }

  @Test("by day: the p of every lot that could have fallen, enumerated apart in Python")
  func byDay() throws {
    let start = Self.start
    #expect(start.weekday == 1)
    // Eight working days: two blocks of four, 36 lots.
    let days = [0, 1, 2, 3, 4, 7, 8, 9].map { start + $0 }
    var truth = SliceTruth(start: start, end: start + 9)
    truth.kind = .day
    var design = truth.design(per: "meetings_due")
    design.days = [0, 3, 5, 6].map { days[[0, 1, 2, 3, 4, 5, 6, 7][$0]] }
    let facts = facts(
      form(truth),
      design,
      rows([5, 3, 6, 2, 7, 4, 6, 3], [8, 7, 9, 6, 9, 8, 8, 7], days: days)
    )
    let reading = try SliceEvaluator.reading(facts, asOf: start + 20)
    #expect(try abs(#require(reading.estimate) - (-0.027_083_333_333_333_348)) < 1e-12)
    #expect(try abs(#require(reading.pValueBetter) - 25.0 / 36) < 1e-12)
    #expect(try abs(#require(reading.pValueWorse) - 15.0 / 36) < 1e-12)
    #expect(reading.remarks.contains(.drawn(units: 8)))
    // 1/36 = .0278 > .025: nothing can be confirmed over eight days.
    #expect(reading.remarks.contains(.cannotConfirm(smallestP: 1.0 / 36, level: 0.025)))
  }

  @Test("by manager: four against four can confirm at 1/70, three against three never")
  func byManager() throws {
    var truth = SliceTruth(start: Self.start, end: Self.start + 9)
    truth.kind = .manager
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"]
    let above: [Int64] = [20, 18, 22, 17, 30, 28, 33, 27]
    let under: [Int64] = [40, 41, 45, 39, 42, 40, 44, 38]
    func reading(_ members: [String]) throws -> (SliceReading, Verdict) {
      truth.members = members
      var design = truth.design(per: "meetings_due")
      design.variant = Array(members.suffix(members.count / 2))
      let rows = names.indices.filter { members.contains(names[$0]) }.map {
        SliceRow(
          day: Self.start,
          member: names[$0],
          numerator: above[$0],
          denominator: under[$0]
        )
      }
      let facts = facts(form(truth), design, rows)
      let reading = try SliceEvaluator.reading(facts, asOf: Self.start + 20)
      let ruling = try SliceEvaluator.ruling(facts, reading: reading, gates: [], moment: .final)
      return (reading, ruling.ruling.verdict)
    }
    let (eight, verdict) = try reading(names)
    #expect(try abs(#require(eight.estimate) - 0.252_750_328_761_240_2) < 1e-12)
    #expect(try abs(#require(eight.pValueBetter) - 1.0 / 70) < 1e-12)
    #expect(verdict == .confirmed)
    let (six, discussed) = try reading(["b", "c", "d", "e", "f", "g"])
    #expect(try abs(#require(six.pValueBetter) - 1.0 / 20) < 1e-12)
    #expect(discussed == .undecided)
  }

  @Test("a metric that should fall is the mirror of one that should rise")
  func mirror() throws {
    var truth = SliceTruth(start: Self.start, end: Self.start + 60)
    truth.kind = .manager
    truth.difference = 0.2
    truth.perDay = 2
    truth.members = SliceTruth.managers + ["x", "y"]
    var design = truth.design(per: "meetings_due")
    design.variant = Array(truth.members.prefix(4))
    let rows = truth.rows(design, random: RandomGenerator(seed: 3))
    var form = form(truth)
    let up = try SliceEvaluator.reading(facts(form, design, rows), asOf: truth.end)
    form.direction = .down
    let down = try SliceEvaluator.reading(facts(form, design, rows), asOf: truth.end)
    #expect(try #require(up.estimate) == -(try #require(down.estimate)))
    #expect(up.interval?.lower == down.interval?.upper.map { -$0 })
    #expect(up.pValueBetter == down.pValueWorse)
    // What is said beside it is turned with it.
    func robust(_ reading: SliceReading) -> Interval? {
      for case .robust(let interval) in reading.remarks { return interval }
      return nil
    }
    let (right, turned) = (try #require(robust(up)), try #require(robust(down)))
    #expect(right.lower == turned.upper.map { -$0 } && right.upper == turned.lower.map { -$0 })

    truth.kind = .all
    truth.isDrawn = false
    truth.daysBefore = 112
    truth.slump = 0.3
    truth.drift = 0.1
    let series = SliceTrial.together(
      truth.rows(truth.design(per: "meetings_due"), random: RandomGenerator(seed: 5))
    )
    // A metric that fell and came back, and the share that did not come, which rose.
    let missed = series.map {
      SliceRow(
        day: $0.day,
        member: "",
        numerator: $0.denominator - $0.numerator,
        denominator: $0.denominator
      )
    }
    let all = truth.design(per: "meetings_due")
    form.direction = .up
    let held = try SliceEvaluator.reading(facts(form, all, series), asOf: truth.end)
    form.direction = .down
    let gone = try SliceEvaluator.reading(facts(form, all, missed), asOf: truth.end)
    #expect(try abs(#require(held.estimate) - #require(gone.estimate)) < 1e-9)
    func said(_ reading: SliceReading) -> (trend: Double?, rebound: Double?) {
      var (trend, rebound): (Double?, Double?)
      for remark in reading.remarks {
        if case .trend(let expected, _) = remark { trend = expected }
        if case .rebound(let value) = remark { rebound = value }
      }
      return (trend, rebound)
    }
    #expect(try abs(#require(said(held).trend) - #require(said(gone).trend)) < 1e-9)
    #expect(try #require(said(held).rebound) > 0)
    #expect(try abs(#require(said(held).rebound) - #require(said(gone).rebound)) < 1e-9)
  }

  @Test("without a lot nothing is ever confirmed, harmful or done with, whatever the numbers say")
  func capped() async throws {
    for kind in [SliceDesign.Kind.all, .some, .source] {
      for difference in [-0.4, 0, 0.4] {
        var truth = SliceTruth(start: Self.start, end: Self.start + 60)
        truth.kind = kind
        truth.isDrawn = false
        truth.base = 0.5
        truth.difference = difference
        truth.perDay = 3
        truth.daysBefore = kind == .source ? 0 : 84
        if kind != .all { truth.chosen = Array(truth.members.suffix(2)) }
        let tally = try await SliceTally.play(truth, form: form(truth), runs: 20, seed: 1)
        #expect(tally.verdicts == [.undecided: 20])
        let picks = try await SliceTally.play(
          truth,
          form: form(truth, goal: .choose),
          runs: 20,
          seed: 1
        )
        if difference > 0 { #expect(picks.verdicts[.preferVariant, default: 0] >= 19) }
        if difference < 0 { #expect(picks.verdicts[.preferControl, default: 0] >= 19) }
      }
    }
  }

  @Test("before against after confirms a drift, ours does not; the lot of days keeps its level")
  func drift() async throws {
    var truth = SliceTruth(start: Self.start, end: Self.start + 60)
    truth.kind = .all
    truth.isDrawn = false
    truth.base = 0.5
    truth.drift = 0.3
    truth.daysBefore = 84
    let all = try await SliceTally.play(truth, form: form(truth), runs: 100, seed: 2)
    #expect(all.naiveBetter > 50)
    #expect(all.verdicts[.confirmed] == nil)
    truth.kind = .day
    truth.isDrawn = true
    truth.daysBefore = 0
    truth.end = truth.start + 25
    truth.dayNoise = 0.15
    let days = try await SliceTally.play(truth, form: form(truth), runs: 400, seed: 4)
    let level = 0.025
    let limit = level + 2 * (level * (1 - level) / 400).squareRoot()
    #expect(try #require(days.rate(days.verdicts[.confirmed, default: 0])) <= limit)
    #expect(try #require(days.rate(days.holds)) >= 0.95 - 2 * (0.0475 / 400).squareRoot())
  }

  @Test("days are drawn in fours, two of each; a single day left over takes no part")
  func blocks() {
    let calendar = WorkingCalendar(off: [], worked: [])
    // Nine working days: two blocks of four, one left.
    let blocks = SliceDesign.blocks(of: Self.start...(Self.start + 10), calendar)
    #expect(blocks.map(\.count) == [4, 4])
    let more = SliceDesign.blocks(of: Self.start...(Self.start + 11), calendar)
    #expect(more.map(\.count) == [4, 4, 2])
  }
}
