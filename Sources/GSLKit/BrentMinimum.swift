import CGSL

/// Minima of a function of one variable by Brent's method, inside a bracket.
public enum BrentMinimum {
  /// The point and value of a minimum inside the bracket.
  ///
  /// - Parameters:
  ///   - bracket: finite ends.
  ///   - guess: a point strictly inside at which the function is below both ends.
  ///   - tolerance: absolute width at which the bracket counts as a point; above 0.
  ///   - maximumIterations: cap on the iterations.
  ///   - function: continuous and finite on the bracket.
  /// - Returns: the point, good to the square root of the precision, and the value there.
  /// - Throws: ``GSLError/noInteriorMinimum(lower:guess:upper:)``,
  ///   ``GSLError/noConvergence(routine:iterations:)``.
  ///
  /// Source: Brent (1973), ch. 5, as in GSL `gsl_min_fminimizer_brent`.
  public static func find(
    in bracket: ClosedRange<Double>,
    guess: Double,
    tolerance: Double = 1e-8,
    maximumIterations: Int = 200,
    _ function: (Double) -> Double
  ) throws(GSLError) -> (point: Double, value: Double) {
    guard tolerance > 0 else {
      throw .outsideDomain(routine: "brentMinimum", argument: "tolerance", value: tolerance)
    }
    let middle = function(guess)
    guard
      guess > bracket.lowerBound, guess < bracket.upperBound,
      middle < function(bracket.lowerBound), middle < function(bracket.upperBound)
    else {
      throw .noInteriorMinimum(lower: bracket.lowerBound, guess: guess, upper: bracket.upperBound)
    }
    GSLLibrary.ready
    let outcome = withoutActuallyEscaping(function) { escapable in
      solve(Callback(escapable), bracket, guess, tolerance, maximumIterations)
    }
    return try outcome.get()
  }

  private static func solve(
    _ callback: Callback,
    _ bracket: ClosedRange<Double>,
    _ guess: Double,
    _ tolerance: Double,
    _ cap: Int
  ) -> Result<(point: Double, value: Double), GSLError> {
    guard let solver = unsafe gsl_min_fminimizer_alloc(verdict_gsl_min_brent()) else {
      return .failure(.outOfMemory(routine: "brentMinimum"))
    }
    defer { unsafe gsl_min_fminimizer_free(solver) }
    return withExtendedLifetime(callback) {
      var box = unsafe gsl_function(
        function: Callback.function,
        params: Unmanaged.passUnretained(callback).toOpaque()
      )
      return unsafe withUnsafeMutablePointer(to: &box) { pointer in
        var status = unsafe gsl_min_fminimizer_set(
          solver,
          pointer,
          guess,
          bracket.lowerBound,
          bracket.upperBound
        )
        guard status == GSL_SUCCESS.asStatus else {
          return .failure(.status(routine: "brentMinimum", code: Int(status)))
        }
        for _ in 0..<cap {
          status = unsafe gsl_min_fminimizer_iterate(solver)
          guard status == GSL_SUCCESS.asStatus else {
            return .failure(.status(routine: "brentMinimum", code: Int(status)))
          }
          let lower = unsafe gsl_min_fminimizer_x_lower(solver)
          let upper = unsafe gsl_min_fminimizer_x_upper(solver)
          // A parabola is flat: its minimum is known to the square root of the precision at best.
          let slack = 1e-7 * max(abs(lower), abs(upper))
          if upper - lower <= max(tolerance, slack) {
            let point = unsafe gsl_min_fminimizer_x_minimum(solver)
            return .success((point, unsafe gsl_min_fminimizer_f_minimum(solver)))
          }
        }
        return .failure(.noConvergence(routine: "brentMinimum", iterations: cap))
      }
    }
  }
}
