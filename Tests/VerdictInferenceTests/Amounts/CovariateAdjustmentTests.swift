import Testing
import VerdictInference

@Suite("CovariateAdjustment and TwoPartReading")
struct CovariateAdjustmentTests {
  private func arm(_ oracle: AmountOracles.Adjusted, _ arm: Int) -> (x: [Double], y: [Double]) {
    let places = oracle.arm.indices.filter { oracle.arm[$0] == arm }
    return (places.map { oracle.x[$0] }, places.map { oracle.y[$0] })
  }

  private func adjustment(
    _ c: (x: [Double], y: [Double]),
    _ v: (x: [Double], y: [Double])
  ) throws -> CovariateAdjustment {
    try CovariateAdjustment(control: c.y, controlBefore: c.x, variant: v.y, variantBefore: v.x)
  }

  @Test(
    "estimate, HC2 error and p agree with R lm and sandwich",
    arguments: AmountOracles.regressions.adjustments
  )
  func oracle(_ oracle: AmountOracles.Adjusted) throws {
    let test = try #require(try adjustment(arm(oracle, 0), arm(oracle, 1)).difference)
    // R prints fifteen digits; near 1e9 its QR keeps some eight.
    let relative = (oracle.x.max() ?? 0) > 1e8 ? 1e-6 : 1e-9
    #expect(agrees(test.estimate, oracle.estimate, relative: relative))
    #expect(agrees(test.standardError, oracle.standardError, relative: relative))
    #expect(test.degreesOfFreedom == oracle.df)
    #expect(agrees(test.pValue(), oracle.p, relative: 10 * relative))
  }

  @Test("exchanged arms mirror the adjusted difference exactly")
  func mirrored() throws {
    for oracle in AmountOracles.regressions.adjustments {
      let (c, v) = (arm(oracle, 0), arm(oracle, 1))
      let (one, other) = (try adjustment(c, v), try adjustment(v, c))
      #expect(one.difference?.estimate == other.difference.map { -$0.estimate })
      #expect(one.difference?.standardError == other.difference?.standardError)
      #expect(one.controlSlope == other.variantSlope)
    }
  }

  @Test("the unit and the height of the covariate do not matter")
  func covariateUnit() throws {
    let oracle = try #require(AmountOracles.regressions.adjustments.first)
    let (c, v) = (arm(oracle, 0), arm(oracle, 1))
    let plain = try #require(try adjustment(c, v).difference)
    func moved(_ arm: (x: [Double], y: [Double])) -> (x: [Double], y: [Double]) {
      (arm.x.map { 0x1p-30 * $0 - 64 }, arm.y)
    }
    let other = try #require(try adjustment(moved(c), moved(v)).difference)
    #expect(agrees(other.estimate, plain.estimate, relative: 1e-7))
    #expect(agrees(other.standardError, plain.standardError, relative: 1e-7))
  }

  @Test("a covariate that tells much narrows, and says by how much")
  func gain() throws {
    var numbers = SystemlessNumbers(seed: 41)
    func arm(_ effect: Double) -> (x: [Double], y: [Double]) {
      let x = numbers.amounts(60)
      return (x, x.map { $0 + effect + numbers.amount(5) })
    }
    let test = try adjustment(arm(0), arm(20))
    #expect(try #require(test.varianceRatio) < 0.05)
    #expect(try #require(test.difference).interval().contains(20))
  }

  @Test("what cannot be adjusted is nil, what does not fit is refused")
  func edges() throws {
    let flat = (x: [2.0, 2, 2], y: [1.0, 3, 5])
    let good = (x: [1.0, 2, 4, 7], y: [2.0, 3, 6, 5])
    #expect(try adjustment(flat, good).difference == nil)
    #expect(try adjustment(flat, good).controlSlope == nil)
    // One unit alone fixes the slope: its own error is not known.
    #expect(try adjustment((x: [1, 1, 1, 9], y: [2, 3, 4, 7]), good).difference == nil)
    #expect(try adjustment((x: [], y: []), good).difference == nil)
    #expect(try adjustment((x: [1, 2], y: [1, 2]), (x: [1, 3], y: [1, 2])).difference == nil)
    // On the line exactly: no error that could be told from rounding.
    let line = (x: [1.0, 2, 4, 7], y: [0.1, 0.2, 0.4, 0.7])
    #expect(try adjustment(line, line).difference == nil)
    let short = InferenceError.unequalLengths(field: "variant.before", count: 1, expected: 4)
    #expect(throws: short) { try adjustment(good, (x: [1], y: good.y)) }
    #expect(throws: InferenceError.notFinite(field: "control.before[0]", value: .infinity)) {
      try adjustment((x: [.infinity, 1, 2], y: [1, 2, 3]), good)
    }
  }

  @Test("rate and amount make up the difference per unit, from either arm")
  func decomposition() throws {
    for oracle in AmountOracles.means.cases
    where (oracle.control + oracle.variant).allSatisfy({ $0 >= 0 }) {
      let reading = try TwoPartReading(control: oracle.control, variant: oracle.variant)
      guard let rate = reading.fromRate, let amount = reading.fromAmount else { continue }
      let difference =
        (try Moments(oracle.variant).mean ?? .nan) - (try Moments(oracle.control).mean ?? .nan)
      #expect(agrees(rate + amount, difference, relative: 1e-12, absolute: 1e-6))
      let swapped = try TwoPartReading(control: oracle.variant, variant: oracle.control)
      #expect(swapped.fromRate == -rate && swapped.fromAmount == -amount)
      #expect(try swapped.jointPValue() == reading.jointPValue())
    }
  }

  @Test("the two parts of payments are their own tests")
  func parts() throws {
    let oracle = try #require(AmountOracles.means.cases.first { $0.name == "payments" })
    let reading = try TwoPartReading(control: oracle.control, variant: oracle.variant)
    #expect(reading.controlPaying.successes == 4 && reading.controlPaying.trials == 12)
    #expect(reading.variantPaying.successes == 6 && reading.variantPaying.trials == 14)
    let paid = try Moments([1200, 3400, 900, 15000])
    #expect(reading.controlAmounts == paid)
    let amounts = try #require(reading.amounts)
    #expect(amounts.estimate == (try #require(reading.variantAmounts.mean)) - 5125)
    // z² + w² of the parts' own p, from tables of the normal and the χ² with two degrees: exp(−x/2).
    let joint = try #require(try reading.jointPValue())
    #expect(joint > 0.2 && joint < 1)
  }

  @Test("nobody paid, one paid, negative amounts")
  func twoPartEdges() throws {
    let nobody = try TwoPartReading(control: [0, 0], variant: [0, 0, 0])
    #expect(nobody.amounts == nil && nobody.fromRate == nil)
    #expect(try nobody.jointPValue() == nil)
    let empty = try TwoPartReading(control: [], variant: [1])
    #expect(empty.controlPaying.rate == nil)
    #expect(try empty.jointPValue() == nil)
    #expect(throws: InferenceError.negative(field: "variant.values[1]", value: -3)) {
      try TwoPartReading(control: [1], variant: [1, -3])
    }
  }
}
