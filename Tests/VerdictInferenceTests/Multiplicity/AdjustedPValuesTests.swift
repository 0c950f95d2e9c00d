import GSLKit
import Testing
import VerdictInference

@Suite("AdjustedPValues")
struct AdjustedPValuesTests {
  @Test("families agree with statsmodels", arguments: MultiplicityOracle.loaded.families)
  func oracle(_ oracle: MultiplicityOracle.Family) throws {
    let adjusted = try AdjustedPValues(oracle.pValues)
    // A product, a quotient and a sum of m terms: a few units in the last place.
    #expect(agreeAll(adjusted.holm, oracle.holm, relative: 1e-14))
    #expect(agreeAll(adjusted.benjaminiHochberg, oracle.benjaminiHochberg, relative: 1e-14))
    #expect(agreeAll(adjusted.benjaminiYekutieli, oracle.benjaminiYekutieli, relative: 1e-13))
    #expect(agreeAll(adjusted.bonferroni, oracle.bonferroni, relative: 1e-14))
  }

  @Test("another order of the list changes only the order of the answers")
  func order() throws {
    var random = RandomGenerator(seed: 4)
    for _ in 0..<50 {
      let p = (0..<12).map { _ in random.happens(0.3) ? 0.02 : random.uniform() }
      let places = Array(p.indices).shuffled(using: &random)
      let (one, other) = (try AdjustedPValues(p), try AdjustedPValues(places.map { p[$0] }))
      #expect(other.holm == places.map { one.holm[$0] })
      #expect(other.benjaminiHochberg == places.map { one.benjaminiHochberg[$0] })
      #expect(other.benjaminiYekutieli == places.map { one.benjaminiYekutieli[$0] })
    }
  }

  @Test("Holm lies between the plain p and Bonferroni, and Benjamini–Hochberg below Holm")
  func ordering() throws {
    let random = RandomGenerator(seed: 5)
    for _ in 0..<50 {
      let adjusted = try AdjustedPValues((0..<9).map { _ in random.uniform() * random.uniform() })
      for place in 0..<9 {
        #expect(adjusted.pValues[place] <= adjusted.benjaminiHochberg[place])
        #expect(adjusted.benjaminiHochberg[place] <= adjusted.holm[place] + 1e-15)
        #expect(adjusted.holm[place] <= adjusted.bonferroni[place])
        #expect(adjusted.benjaminiHochberg[place] <= adjusted.benjaminiYekutieli[place])
      }
    }
  }

  @Test("Holm rejects what the step-down rule itself rejects")
  func stepDown() throws {
    let random = RandomGenerator(seed: 6)
    for _ in 0..<200 {
      let p = (0..<7).map { _ in random.uniform() * 0.08 }
      let adjusted = try AdjustedPValues(p).holm
      var expected = Set<Int>()
      for (rank, place) in p.indices.sorted(by: { p[$0] < p[$1] }).enumerated() {
        guard p[place] * Double(7 - rank) <= 0.05 else { break }
        expected.insert(place)
      }
      #expect(Set(p.indices.filter { adjusted[$0] <= 0.05 }) == expected)
    }
  }

  @Test("none, one, and values that are no probability")
  func edges() throws {
    #expect(try AdjustedPValues([]).holm.isEmpty)
    #expect(try AdjustedPValues([]).benjaminiYekutieli.isEmpty)
    #expect(try AdjustedPValues([0.3]).benjaminiYekutieli == [0.3])
    #expect(
      throws: InferenceError.outsideRange(field: "pValues[1]", value: 1.5, allowed: "[0, 1]")
    ) { try AdjustedPValues([0.1, 1.5]) }
    #expect(throws: InferenceError.self) { try AdjustedPValues([.nan]) }
  }

  @Test("false confirmations of a review: three at .025 and none")
  func review() throws {
    let three = try FalseConfirmations(errors: [0.025, 0.025, 0.025])
    #expect(agree(three.expected, 0.075, within: 1e-15))
    // 1 − .975³.
    #expect(agree(three.chanceOfAnyIfIndependent, 0.073_140_625, within: 1e-15))
    #expect(try FalseConfirmations(errors: []).chanceOfAnyIfIndependent == 0)
    #expect(try FalseConfirmations(errors: [1]).chanceOfAnyIfIndependent == 1)
    #expect(try FalseConfirmations(errors: [1, 1]).chanceOfAnyAtMost == 1)
    #expect(throws: InferenceError.self) { try FalseConfirmations(errors: [-0.1]) }
  }
}
