/// One arm's amounts as the calculations are given them: a summary, or values.
struct ArmAmounts {
  /// The keys of the record.
  static let keys = ["count", "mean", "standardDeviation", "values", "before"]

  let moments: Moments
  /// The raw values; nil when a summary was given.
  let values: [Double]?
  /// A value known before for each; nil when none were given.
  let before: [Double]?

  /// The arm of a name.
  init(_ inputs: CalculationInputs, _ name: String) throws(InferenceError) {
    guard let record = try inputs.record(name, keys: Self.keys) else {
      throw .missing(field: name)
    }
    before = try record.numbers("before")
    values = try record.numbers("values")
    if let values {
      for key in ["count", "mean", "standardDeviation"] where record.has(key) {
        throw .conflictingInputs(fields: ["\(name).values", "\(name).\(key)"], allowed: "1")
      }
      do throws(InferenceError) {
        moments = try Moments(values)
      } catch {
        throw error.inside(name)
      }
      return
    }
    if before != nil { throw .missing(field: "\(name).values") }
    guard let count = try record.integer("count") else { throw .missing(field: "\(name).count") }
    let mean = count == 0 ? try record.number("mean") ?? 0 : try record.required("mean")
    let deviation =
      count <= 1
      ? try record.number("standardDeviation") ?? 0 : try record.required("standardDeviation")
    do throws(InferenceError) {
      moments = try Moments(count: count, mean: mean, standardDeviation: deviation)
    } catch {
      throw error.inside(name)
    }
  }
}
