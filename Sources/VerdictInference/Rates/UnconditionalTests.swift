/// Barnard's and Boschloo's tests: exact and unconditional, two-sided orderings included.
///
/// Checks, not judges: a two-sided ordering lets one side err up to .041 where .025 is promised
/// (40 against 80 units). The side that decides is ``ExactUnconditionalTest``. All tests are of equal
/// rates; the common rate is searched over 0…1 with a certificate (``PooledSearch``), and equal
/// tables are compared without losing ties to rounding.
///
/// Source: Barnard (1947), Biometrika 34:123–138; Suissa & Shuster (1985), JRSS A 148:317–327 for the
/// pooled z ordering; Boschloo (1970), Statistica Neerlandica 24:1–9.
public struct UnconditionalTests: Hashable, Sendable {
  /// The reference arm.
  public let control: BinomialCount
  /// The arm compared with it.
  public let variant: BinomialCount

  /// Tests of two arms.
  ///
  /// - Throws: ``InferenceError/tooFew(field:value:needed:)`` for an empty arm,
  ///   ``InferenceError/tooLarge(field:value:limit:)`` above ``ExactUnconditionalTest/largestTotal``.
  public init(control: BinomialCount, variant: BinomialCount) throws(InferenceError) {
    let checked = try ExactUnconditionalTest(control: control, variant: variant)
    self.control = checked.control
    self.variant = checked.variant
  }

  /// Barnard's two-sided p, tables ordered by the absolute pooled z statistic.
  public var barnard: Double {
    let (m, n) = (control.trials, variant.trials)
    let total = m + n
    let successes = control.successes + variant.successes
    let lead = abs(variant.successes * m - control.successes * n)
    let spread = successes * (total - successes)
    return supremum { masses, s in
      masses.sum { b in
        let other = abs(b * m - (s - b) * n)
        return ScoreOrdering.atLeast(other, s * (total - s), lead, spread)
      }
    }
  }

  /// Boschloo's p against a better variant, tables ordered by Fisher's one-sided p.
  public var boschlooGreater: Double { boschloo { $0.upperTails } }

  /// Boschloo's p against a worse variant.
  public var boschlooLess: Double { boschloo { $0.lowerTails } }

  /// Boschloo's two-sided p, tables ordered by Fisher's two-sided p.
  public var boschloo: Double { boschloo { $0.twoSided } }

  /// Twice the smaller one-sided Boschloo p, at most 1 (the convention of SciPy's `boschloo_exact`).
  public var boschlooDoubled: Double { min(1, 2 * min(boschlooLess, boschlooGreater)) }

  private func boschloo(_ fisher: (HypergeometricMasses) -> [Double]) -> Double {
    let observed = HypergeometricMasses(
      controlTrials: control.trials,
      variantTrials: variant.trials,
      successes: control.successes + variant.successes
    )
    // Fisher's p of equal tables agree to about 1e-13; a relative 1e-9 keeps them together.
    let level = fisher(observed)[variant.successes - observed.first] * (1 + 1e-9)
    return supremum { masses, _ in
      let values = fisher(masses)
      return masses.sum { values[$0 - masses.first] <= level }
    }
  }

  /// The largest probability over the common rate of a set given by its conditional probabilities.
  private func supremum(_ conditional: (HypergeometricMasses, Int) -> Double) -> Double {
    let weights = (0...(control.trials + variant.trials)).map { s in
      conditional(
        HypergeometricMasses(
          controlTrials: control.trials,
          variantTrials: variant.trials,
          successes: s
        ),
        s
      )
    }
    var search = PooledSearch(weights: weights)
    return search.supremum()
  }
}

extension HypergeometricMasses {
  /// The probability of the tables that are in a set.
  fileprivate func sum(_ belongs: (Int) -> Bool) -> Double {
    var sum = 0.0
    for b in first...last where belongs(b) { sum += masses[b - first] }
    return min(sum, 1)
  }
}
