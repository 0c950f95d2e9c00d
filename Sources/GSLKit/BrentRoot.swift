import CGSL

/// Roots of a function of one variable by Brent's method, inside a bracket.
public enum BrentRoot {
  /// The point of the bracket where the function changes sign.
  ///
  /// - Parameters:
  ///   - bracket: finite ends at which the function has opposite signs, or is zero at one of them.
  ///   - tolerance: absolute width at which the bracket counts as a point; above 0.
  ///   - maximumIterations: cap on the iterations.
  ///   - function: continuous and finite on the bracket.
  /// - Returns: a point within `tolerance` of the root.
  /// - Throws: ``GSLError/noSignChange(lower:upper:atLower:atUpper:)``,
  ///   ``GSLError/noConvergence(routine:iterations:)``, ``GSLError/notFinite(routine:at:)``.
  ///
  /// Source: Brent (1973), ch. 4, as in GSL `gsl_root_fsolver_brent`.
  public static func find(
    in bracket: ClosedRange<Double>,
    tolerance: Double = 1e-12,
    maximumIterations: Int = 200,
    _ function: (Double) -> Double
  ) throws(GSLError) -> Double {
    guard bracket.lowerBound.isFinite, bracket.upperBound.isFinite else {
      throw .outsideDomain(
        routine: "brentRoot",
        argument: "bracket",
        value: bracket.lowerBound.isFinite ? bracket.upperBound : bracket.lowerBound
      )
    }
    guard tolerance > 0 else {
      throw .outsideDomain(routine: "brentRoot", argument: "tolerance", value: tolerance)
    }
    let atLower = function(bracket.lowerBound)
    let atUpper = function(bracket.upperBound)
    if atLower == 0 { return bracket.lowerBound }
    if atUpper == 0 { return bracket.upperBound }
    guard atLower.isFinite else { throw .notFinite(routine: "brentRoot", at: bracket.lowerBound) }
    guard atUpper.isFinite else { throw .notFinite(routine: "brentRoot", at: bracket.upperBound) }
    guard (atLower < 0) != (atUpper < 0) else {
      throw .noSignChange(
        lower: bracket.lowerBound,
        upper: bracket.upperBound,
        atLower: atLower,
        atUpper: atUpper
      )
    }
    GSLLibrary.ready
    let outcome = withoutActuallyEscaping(function) { escapable in
      solve(Callback(escapable), bracket, tolerance, maximumIterations)
    }
    return try outcome.get()
  }

  private static func solve(
    _ callback: Callback,
    _ bracket: ClosedRange<Double>,
    _ tolerance: Double,
    _ cap: Int
  ) -> Result<Double, GSLError> {
    guard let solver = unsafe gsl_root_fsolver_alloc(verdict_gsl_root_brent()) else {
      return .failure(.outOfMemory(routine: "brentRoot"))
    }
    defer { unsafe gsl_root_fsolver_free(solver) }
    return withExtendedLifetime(callback) {
      var box = unsafe gsl_function(
        function: Callback.function,
        params: Unmanaged.passUnretained(callback).toOpaque()
      )
      return unsafe withUnsafeMutablePointer(to: &box) { pointer in
        var status = unsafe gsl_root_fsolver_set(
          solver,
          pointer,
          bracket.lowerBound,
          bracket.upperBound
        )
        guard status == GSL_SUCCESS.asStatus else {
          return .failure(.status(routine: "brentRoot", code: Int(status)))
        }
        for _ in 0..<cap {
          status = unsafe gsl_root_fsolver_iterate(solver)
          guard status == GSL_SUCCESS.asStatus else {
            return .failure(.status(routine: "brentRoot", code: Int(status)))
          }
          let lower = unsafe gsl_root_fsolver_x_lower(solver)
          let upper = unsafe gsl_root_fsolver_x_upper(solver)
          let slack = 2 * max(abs(lower), abs(upper)).ulp
          if upper - lower <= max(tolerance, slack) {
            return .success(unsafe gsl_root_fsolver_root(solver))
          }
        }
        return .failure(.noConvergence(routine: "brentRoot", iterations: cap))
      }
    }
  }
}
