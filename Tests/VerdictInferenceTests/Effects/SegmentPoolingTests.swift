import GSLKit
import Testing
import VerdictInference

@Suite("SegmentPooling")
struct SegmentPoolingTests {
  private func strata(_ rows: [[Int]]) throws -> [RateStratum] {
    try rows.map {
      RateStratum(
        control: EffectiveCount(try [$0[0], $0[1]].count()),
        variant: EffectiveCount(try [$0[2], $0[3]].count())
      )
    }
  }

  @Test("segments agree with exact fractions", arguments: EffectsOracle.loaded.segments)
  func oracle(_ oracle: EffectsOracle.Segments) throws {
    let pooling = try SegmentPooling(try strata(oracle.strata))
    #expect(agrees(pooling.effects.betweenVariance, oracle.tau2, relative: 1e-11))
    for index in oracle.strata.indices {
      #expect(agrees(pooling.observed[index]?.estimate, oracle.observed[index], relative: 1e-13))
      #expect(agrees(pooling.observed[index]?.standardError, oracle.errors[index], relative: 1e-13))
      let pooled = pooling.pooled[index]
      #expect(agrees(pooled.estimate, oracle.pooled[index], relative: 1e-10, absolute: 1e-14))
      #expect(agrees(pooled.standardError, oracle.pooledErrors[index], relative: 1e-11))
    }
    #expect(
      pooling.heterogeneity
        == (try StratifiedTables(strata: try strata(oracle.strata)).heterogeneity)
    )
  }

  @Test("exchanging the arms turns every difference")
  func swap() throws {
    for oracle in EffectsOracle.loaded.segments {
      let segments = try strata(oracle.strata)
      let (one, other) = (
        try SegmentPooling(segments), try SegmentPooling(segments.map(\.swapped))
      )
      for (left, right) in zip(one.pooled, other.pooled) {
        #expect(agrees(left.estimate, -right.estimate, relative: 1e-11, absolute: 1e-14))
        #expect(agrees(left.standardError, right.standardError, relative: 1e-11))
      }
    }
  }

  @Test("where segments agree all have the mean, and none lies further out than it was")
  func pooled() throws {
    let same = try SegmentPooling(try strata([[3, 10, 4, 10], [6, 20, 8, 20], [9, 30, 12, 30]]))
    #expect(same.effects.betweenVariance == 0)
    #expect(Set(same.pooled.map(\.estimate)).count == 1)
    for oracle in EffectsOracle.loaded.segments {
      let pooling = try SegmentPooling(try strata(oracle.strata))
      let mean = pooling.effects.mean.estimate
      for (observed, pooled) in zip(pooling.observed, pooling.pooled) {
        let own = try #require(observed).estimate
        #expect(abs(pooled.estimate - mean) <= abs(own - mean) + 1e-12)
      }
    }
  }

  @Test("a segment without an arm has the family's mean and its spread; one segment is too few")
  func edges() throws {
    let pooling = try SegmentPooling(
      try strata([[10, 40, 18, 41], [5, 30, 4, 28], [0, 0, 5, 9], [20, 44, 11, 45]])
    )
    #expect(pooling.observed[2] == nil)
    #expect(pooling.pooled[2].estimate == pooling.effects.mean.estimate)
    #expect(pooling.pooled[2].standardError > pooling.effects.mean.standardError)
    #expect(pooling.pooled.count == 4)
    #expect(throws: InferenceError.tooFew(field: "segments", value: 1, needed: 2)) {
      try SegmentPooling(try strata([[1, 2, 1, 2], [0, 0, 1, 2]]))
    }
    #expect(throws: InferenceError.tooFew(field: "segments", value: 0, needed: 2)) {
      try SegmentPooling([])
    }
  }

  @Test(
    "with τ integrated out, means, deviations and limits agree with 30 digits",
    arguments: EffectsOracle.loaded.integrated
  )
  func integrated(_ oracle: EffectsOracle.Integrated) throws {
    let pooling = try IntegratedPooling(try measured(oracle.estimates, oracle.errors))
    for (index, expected) in oracle.effects.enumerated() {
      let effect = pooling.effects[index]
      #expect(agrees(effect.estimate, expected.mean, relative: 1e-9))
      #expect(agrees(effect.standardError, expected.deviation, relative: 1e-9))
      guard expected.interval.count == 2 else { continue }
      let interval = try pooling.interval(of: index)
      #expect(agrees(interval.lower, expected.interval[0], relative: 1e-8))
      #expect(agrees(interval.upper, expected.interval[1], relative: 1e-8))
    }
  }

  @Test("with τ integrated out nobody is sure where τ̂² is 0")
  func honest() throws {
    let all = try measured([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18])
    let (plain, integrated) = (try RandomEffects(all), try IntegratedPooling(all))
    #expect(plain.betweenVariance == 0)
    for (left, right) in zip(plain.shrunken, integrated.effects) {
      #expect(right.standardError > left.standardError)
    }
    #expect(integrated.effects[0].estimate > integrated.effects[2].estimate)
    #expect(throws: InferenceError.tooFew(field: "results", value: 2, needed: 3)) {
      try IntegratedPooling(Array(all.prefix(2)))
    }
    #expect(throws: InferenceError.self) { try integrated.interval(of: 8) }
    #expect(throws: InferenceError.self) { try integrated.interval(of: 0, level: 1) }
  }
}
