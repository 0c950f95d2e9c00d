/// A set of 2×2 tables that is closed under fewer control and more variant successes.
///
/// `steps[a]` is the smallest number of variant successes that belongs to the set when the control
/// arm has a successes, n + 1 when none does; it never decreases with a.
struct Staircase: Hashable {
  private(set) var steps: [Int32]

  init(controlTrials: Int) {
    steps = Array(repeating: 0, count: controlTrials + 1)
  }

  /// Refills the set from a rule of membership by walking along its edge: m + n evaluations.
  ///
  /// The rule stays true for more variant and fewer control successes, once true.
  @inline(__always)
  mutating func fill(variantTrials: Int, belongs: (_ control: Int, _ variant: Int) -> Bool) {
    var b = 0
    for a in steps.indices {
      while b <= variantTrials, !belongs(a, b) { b += 1 }
      steps[a] = Int32(b)
    }
  }

  /// Whether every table of the set lies in another one.
  func isSubset(of other: Staircase) -> Bool {
    for a in steps.indices where steps[a] < other.steps[a] { return false }
    return true
  }

  func contains(control a: Int, variant b: Int) -> Bool { b >= Int(steps[a]) }
}
