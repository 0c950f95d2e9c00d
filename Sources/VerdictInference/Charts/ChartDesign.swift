import GSLKit

/// The limit of a chart that gives it a wanted in-control run length.
enum ChartDesign {
  /// Absolute tolerance of the limit, in standard deviations.
  private static let tolerance = 1e-8

  /// The limit at which an increasing average run length reaches a target.
  ///
  /// - Parameters:
  ///   - target: points, above 1.
  ///   - lowest: a limit from which to look.
  ///   - highest: the highest limit allowed.
  ///   - length: the average run length at a limit, increasing, +∞ where it has no number.
  /// - Returns: the limit, in standard deviations.
  /// - Throws: ``InferenceError/outsideRange(field:value:allowed:)`` for a target out of reach, and what
  ///   `length` throws.
  static func limit(
    reaching target: Double,
    from lowest: Double,
    to highest: Double,
    _ length: (Double) throws(InferenceError) -> Double
  ) throws(InferenceError) -> Double {
    let atLowest = try length(lowest)
    guard target >= atLowest, target <= 1e12 else {
      throw .outsideRange(
        field: "averageRunLength",
        value: target,
        allowed: "[\(atLowest), 1000000000000.0]"
      )
    }
    var lower = lowest
    var upper = min(max(2, lowest * 2), highest)
    while try length(upper) < target {
      guard upper < highest else {
        throw .outsideRange(
          field: "averageRunLength",
          value: target,
          allowed: "[\(atLowest), \(try length(highest))]"
        )
      }
      lower = upper
      upper = min(upper * 1.5, highest)
    }
    var failure: InferenceError?
    let goal = Elementary.log(target)
    do throws(GSLError) {
      return try BrentRoot.find(in: lower...upper, tolerance: tolerance) { point in
        do throws(InferenceError) {
          return Elementary.log(try length(point)) - goal
        } catch {
          failure = error
          return .nan
        }
      }
    } catch {
      throw failure ?? InferenceError(error)
    }
  }
}
