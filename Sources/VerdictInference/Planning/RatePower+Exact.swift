import GSLKit

/// The exact method of ``RatePower``, and the searches that serve every method.
extension RatePower {
  /// Whether the exact test is enumerated at a size.
  public static func isEnumerable(_ design: Design, _ controlSize: Int) -> Bool {
    controlSize <= largestExactArm && design.variantSize(controlSize) <= largestExactArm
  }

  /// Where the one-look exact test says "higher" or, mirrored, "lower".
  struct ExactSide {
    private var region: ExactPower
    private let rising: Bool

    init(_ design: Design, _ controlSize: Int, rising: Bool) throws(InferenceError) {
      region = try ExactPower(
        controlTrials: controlSize,
        variantTrials: design.variantSize(controlSize),
        tail: design.significance / 2
      )
      self.rising = rising
    }

    /// P(found); a fall is a rise of the failures.
    mutating func probability(_ base: Double, _ target: Double) throws(InferenceError) -> Double {
      try region.probability(
        controlRate: rising ? base : 1 - base,
        variantRate: rising ? target : 1 - target
      )
    }

    /// Whether P(found) is at least the wanted one.
    mutating func reaches(
      _ wanted: Double,
      _ base: Double,
      _ target: Double
    ) throws(InferenceError) -> Bool {
      try region.reaches(
        wanted,
        controlRate: rising ? base : 1 - base,
        variantRate: rising ? target : 1 - target
      )
    }
  }

  /// The first size after the last at which the exact test falls short of the wanted power.
  ///
  /// The last fall is one that a whole stretch of sizes without another follows: longer than any tooth
  /// of the saw, whose teeth are long where the arms differ.
  static func enumeratedSize(
    _ design: Design,
    _ target: Double,
    _ power: Double,
    formula: Int
  ) throws(InferenceError) -> Int {
    let rising = target > design.baseline
    func reaches(_ size: Int) throws(InferenceError) -> Bool {
      var exact = try ExactSide(design, size, rising: rising)
      return try exact.reaches(power, design.baseline, target)
    }
    let stretch = max(8, formula / 12) * (design.allocation == 1 ? 1 : 2)
    var fall = formula + stretch
    while fall > 0, try reaches(fall) { fall -= 1 }
    var size = formula + stretch
    while size - fall < stretch {
      size += 1
      guard max(size, design.variantSize(size)) <= 2 * largestExactArm else {
        throw .tooLarge(field: "sizePerArm", value: size, limit: 2 * largestExactArm)
      }
      if try !reaches(size) { fall = size }
    }
    return fall + 1
  }

  /// The power of one size as a function of design and target; exact corners are found only once.
  static func finder(
    _ design: Design,
    _ controlSize: Int,
    rising: Bool
  ) throws(InferenceError) -> (Design, Double) throws(InferenceError) -> Double {
    guard design.method == .exact, isEnumerable(design, controlSize) else {
      return { (design, target) in
        NormalDistribution.cdf(deviate(design, target, Double(controlSize)))
      }
    }
    var exact = try ExactSide(design, controlSize, rising: rising)
    return { (design, target) throws(InferenceError) in
      try exact.probability(design.baseline, target)
    }
  }

  /// The smallest effect within the room there is whose power is the wanted one; nil when none has it.
  static func smallestEffect(
    room: Double,
    power: Double,
    _ found: (Double) throws(InferenceError) -> Double
  ) throws(InferenceError) -> Double? {
    let largest = room * (1 - 1e-9)
    guard try found(largest) >= power else { return nil }
    var failure: InferenceError?
    func excess(_ effect: Double) -> Double {
      do throws(InferenceError) { return try found(effect) - power } catch {
        failure = error
        return .nan
      }
    }
    do {
      return try BrentRoot.find(in: room * 1e-9...largest, tolerance: 1e-12, excess)
    } catch {
      throw failure ?? InferenceError(error)
    }
  }
}
