import GSLKit
import Testing
import VerdictInference

@Suite("MoneyReading and FunnelNeeds")
struct MoneyTests {
  struct Oracles: Decodable {
    struct Money: Decodable {
      let effect, error, volume: Double
      let downstream: [[Int]]
      let mean, checkError, cost, chance: Double
      let interval: [Double]
    }
    struct Needs: Decodable {
      let revenue, mean, checkError, costPerLead: Double
      let rates: [String: [Int]]
      let intervals: [String: [Double]]
    }
    let money: [Money]
    let needs: [Needs]
  }
  private let oracles: Oracles

  init() throws { oracles = try #require(try CommittedOracle<Oracles>.cases("money").first) }

  private func check(_ mean: Double, _ error: Double) -> UncertainFactor {
    .positive(mean: mean, standardError: error)
  }

  @Test("the interval of money is NumPy's within three errors of simulation")
  func money() throws {
    for oracle in oracles.money {
      let reading = try MoneyReading(
        effect: oracle.effect,
        standardError: oracle.error,
        volume: oracle.volume,
        factors: oracle.downstream.map { .rate(try $0.count()) }
          + [check(oracle.mean, oracle.checkError)],
        cost: oracle.cost
      )
      let values = try #require(try reading.simulated(seed: 5))
      let interval = values.interval(level: 0.95)
      let error = 3 * values.endError(level: 0.95)
      #expect(agree(interval.lower, oracle.interval[0], within: error))
      #expect(agree(interval.upper, oracle.interval[1], within: error))
      #expect(agree(values.share(above: 0), oracle.chance, within: 3 * 0.5 / 20_000.0.squareRoot()))
      let again = try #require(try reading.simulated(seed: 5))
      #expect(again == values)
      #expect(try reading.simulated(seed: 6) != values)
    }
  }

  @Test("the intervals of needs are NumPy's, and near the delta method's where counts are many")
  func needs() throws {
    for oracle in oracles.needs {
      var rates: [FunnelNeeds.Stage: UncertainFactor] = [:]
      for stage in FunnelNeeds.Stage.allCases {
        rates[stage] = .rate(try #require(oracle.rates[stage.rawValue]).count())
      }
      let needs = try FunnelNeeds(
        revenue: oracle.revenue,
        averageCheck: check(oracle.mean, oracle.checkError),
        rates: rates,
        costPerLead: oracle.costPerLead
      )
      let draws = try needs.simulated(seed: 3)
      for need in FunnelNeeds.Need.allCases where needs.isUncertain(need) {
        let values = try #require(draws[need])
        let theirs = try #require(oracle.intervals[need.rawValue])
        let interval = values.interval(level: 0.95)
        #expect(agree(interval.lower, theirs[0], within: 3 * values.endError(level: 0.95)))
        #expect(agree(interval.upper, theirs[1], within: 3 * values.endError(level: 0.95)))
      }
      guard oracle.checkError == 0 else { continue }
      let variance = oracle.rates.values.reduce(0) { $0 + 1 / Double($1[0]) - 1 / Double($1[1]) }
      let leads = try #require(needs.estimate(.leads))
      let upper = try #require(draws[.leads]?.interval(level: 0.95).upper)
      #expect(abs(upper / (leads * Elementary.exp(1.96 * variance.squareRoot())) - 1) < 0.05)
    }
  }

  @Test("the opposite effect earns the opposite, and twice the volume twice the money, exactly")
  func laws() throws {
    func interval(_ effect: Double, _ volume: Double) throws -> Interval {
      let reading = try MoneyReading(
        effect: effect,
        standardError: 0.05,
        volume: volume,
        factors: [.rate(try [12, 60].count()), check(600_000, 50_000)]
      )
      return try #require(try reading.simulated(seed: 9)).interval(level: 0.9)
    }
    #expect(try interval(0.1, 44) == interval(-0.1, 44).negated)
    let (once, twice) = (try interval(0.1, 44), try interval(0.1, 88))
    #expect(agree(twice.upper, 2 * (once.upper ?? .nan), within: 1e-6))
  }

  @Test("break-even is where the money is nothing; raising a rate pays what it says")
  func breakEven() throws {
    let factors: [UncertainFactor] = [.known(0.2), .known(500)]
    let reading = try MoneyReading(
      effect: 0.1,
      standardError: 0,
      volume: 50,
      factors: factors,
      cost: 300
    )
    #expect(reading.estimate == 200)
    #expect(agree(reading.breakEven, 0.06, within: 1e-15))
    let needs = try FunnelNeeds(
      revenue: 1_000_000,
      averageCheck: .known(50_000),
      rates: [
        .meetingToPayment: .known(0.2), .showRate: .known(0.5), .leadToMeeting: .known(0.25),
      ],
      costPerLead: 1_000
    )
    // 20 payments, 100 held, 200 due, 800 leads.
    #expect(FunnelNeeds.Need.allCases.map { needs.estimate($0) } == [20, 100, 200, 800, 800_000])
    let better = try needs.with(.showRate, at: 0.625)
    #expect(better.estimate(.leads) == 640)
    #expect(needs.gain(.showRate, at: 0.625) == 250_000)
    let most = needs.mostWorth(goodQuartiles: [.showRate: 0.55, .meetingToPayment: 0.25])
    #expect(most?.stage == .meetingToPayment && most?.gain == 250_000)
    #expect(needs.mostWorth(goodQuartiles: [.showRate: 0.4]) == nil)
  }

  @Test("no trials, no successes, no volume, absurd sizes: a reason or a finite number")
  func edges() throws {
    let unknown = try MoneyReading(
      effect: 0.1,
      standardError: 0.1,
      volume: 5,
      factors: [.rate(try [0, 0].count())]
    )
    #expect(unknown.estimate == nil && unknown.breakEven == nil)
    #expect(try unknown.simulated(seed: 1) == nil)
    let silent = try MoneyReading(
      effect: 0.1,
      standardError: 0.1,
      volume: 5,
      factors: [.rate(try [0, 9].count())],
      cost: 7
    )
    #expect(silent.estimate == -7 && silent.breakEven == nil)
    #expect(throws: InferenceError.negative(field: "volume", value: -1)) {
      try MoneyReading(effect: 0, standardError: 0, volume: -1, factors: [])
    }
    func run(_ method: String, _ json: String) throws -> CalculationValue {
      try Calculations.all.run(method, inputs: CalculationValue(json: json.utf8))
    }
    let huge = try run(
      "money",
      #"{"effect":{"estimate":1e300,"standardError":1},"volume":1e300,"averageCheck":5}"#
    )
    #expect(huge["estimate"] == .null && huge["interval"] == .null)
    let nothing = try run(
      "plan-needs",
      """
      {"revenue":1000,"averageCheck":{"mean":100,"standardError":0},"costPerLead":5,
       "rates":{"showRate":{"successes":0,"trials":4},"meetingToPayment":0.5,"leadToMeeting":0.5}}
      """
    )
    #expect(nothing.value(at: "meetingsDue.estimate") == .null)
    #expect(nothing.value(at: "meetingsDue.interval")?.asInterval?.upper == nil)
    #expect(nothing.value(at: "meetingsHeld.estimate")?.asDouble == 20)
    #expect(nothing.value(at: "payments.interval") == .null)
    #expect(throws: InferenceError.missing(field: "rates.showRate")) {
      try run(
        "plan-needs",
        #"{"revenue":1,"averageCheck":1,"costPerLead":1,"rates":{"leadToMeeting":0.5,"meetingToPayment":1}}"#
      )
    }
  }
}
