import CGSL

/// A Gauss–Legendre rule: fixed nodes and weights, exact for polynomials up to degree 2n − 1.
///
/// The nodes are stored for the interval −1…1 and moved to where they are asked for, so one rule
/// serves any number of integrals. Keep a rule that is used often in a `static let`.
///
/// Source: GSL `gsl_integration_glfixed`, whose nodes are good to the last digits of a double.
public struct GaussLegendre: Hashable, Sendable {
  /// Nodes in −1…1, ascending.
  public let nodes: [Double]
  /// Weights of the nodes; they add up to 2.
  public let weights: [Double]

  /// A rule of the given number of nodes.
  ///
  /// - Throws: ``GSLError/outsideDomain(routine:argument:value:)`` outside 1…4,096 nodes,
  ///   ``GSLError/outOfMemory(routine:)``, ``GSLError/status(routine:code:)``.
  public init(count: Int) throws(GSLError) {
    guard count >= 1, count <= 4_096 else {
      throw .outsideDomain(routine: "gaussLegendre", argument: "count", value: Double(count))
    }
    GSLLibrary.ready
    guard let table = unsafe gsl_integration_glfixed_table_alloc(count) else {
      throw .outOfMemory(routine: "gaussLegendre")
    }
    defer { unsafe gsl_integration_glfixed_table_free(table) }
    var points: [(node: Double, weight: Double)] = []
    points.reserveCapacity(count)
    for index in 0..<count {
      var node = 0.0
      var weight = 0.0
      let status = unsafe gsl_integration_glfixed_point(-1, 1, index, &node, &weight, table)
      guard status == GSL_SUCCESS.asStatus else {
        throw .status(routine: "gaussLegendre", code: Int(status))
      }
      points.append((node, weight))
    }
    points.sort { $0.node < $1.node }
    nodes = points.map(\.node)
    weights = points.map(\.weight)
  }

  /// The integral of the function from `lower` to `upper`; negative when `upper` is below `lower`.
  ///
  /// - Parameters:
  ///   - lower: finite lower end.
  ///   - upper: finite upper end.
  ///   - function: smooth between the ends; it is never asked at the ends themselves.
  /// - Returns: the integral, as far as the rule can tell.
  public func integral(
    from lower: Double,
    to upper: Double,
    _ function: (Double) -> Double
  ) -> Double {
    let half = (upper - lower) / 2
    let middle = (upper + lower) / 2
    var sum = 0.0
    for index in nodes.indices {
      sum += weights[index] * function(middle + half * nodes[index])
    }
    return sum * half
  }
}

/// Adaptive Gauss–Kronrod quadrature: bisects where the error estimate is largest.
///
/// Source: QUADPACK (Piessens et al. 1983) as in GSL `gsl_integration_qag` with the 21-point rule.
public enum AdaptiveQuadrature {
  /// An integral and the estimate of its absolute error.
  public struct Estimate: Hashable, Sendable {
    /// The integral.
    public let value: Double
    /// An estimate of the absolute error, usually far above the true one.
    public let error: Double
  }

  /// The integral of the function over a finite range.
  ///
  /// - Parameters:
  ///   - range: finite ends.
  ///   - absoluteTolerance: absolute error at which to stop, 0 or more.
  ///   - relativeTolerance: relative error at which to stop; the looser of the two wins.
  ///   - maximumIntervals: cap on the pieces the range is cut into.
  ///   - function: finite on the range.
  /// - Returns: the integral and an estimate of its absolute error.
  /// - Throws: ``GSLError/outsideDomain(routine:argument:value:)``,
  ///   ``GSLError/outOfMemory(routine:)``, ``GSLError/notFinite(routine:at:)``,
  ///   ``GSLError/status(routine:code:)`` when the tolerance cannot be reached.
  public static func integral(
    over range: ClosedRange<Double>,
    absoluteTolerance: Double = 0,
    relativeTolerance: Double = 1e-10,
    maximumIntervals: Int = 1_000,
    _ function: (Double) -> Double
  ) throws(GSLError) -> Estimate {
    guard range.lowerBound.isFinite, range.upperBound.isFinite else {
      throw .outsideDomain(
        routine: "adaptiveQuadrature",
        argument: "range",
        value: range.lowerBound.isFinite ? range.upperBound : range.lowerBound
      )
    }
    guard maximumIntervals >= 1 else {
      throw .outsideDomain(
        routine: "adaptiveQuadrature",
        argument: "maximumIntervals",
        value: Double(maximumIntervals)
      )
    }
    GSLLibrary.ready
    let outcome = withoutActuallyEscaping(function) { escapable in
      solve(
        Callback(escapable),
        range,
        absoluteTolerance,
        relativeTolerance,
        maximumIntervals
      )
    }
    return try outcome.get()
  }

  private static func solve(
    _ callback: Callback,
    _ range: ClosedRange<Double>,
    _ absoluteTolerance: Double,
    _ relativeTolerance: Double,
    _ cap: Int
  ) -> Result<Estimate, GSLError> {
    guard let workspace = unsafe gsl_integration_workspace_alloc(cap) else {
      return .failure(.outOfMemory(routine: "adaptiveQuadrature"))
    }
    defer { unsafe gsl_integration_workspace_free(workspace) }
    return withExtendedLifetime(callback) {
      var box = unsafe gsl_function(
        function: Callback.function,
        params: Unmanaged.passUnretained(callback).toOpaque()
      )
      return unsafe withUnsafeMutablePointer(to: &box) { pointer in
        var value = 0.0
        var error = 0.0
        let status = unsafe gsl_integration_qag(
          pointer,
          range.lowerBound,
          range.upperBound,
          absoluteTolerance,
          relativeTolerance,
          cap,
          Int32(GSL_INTEG_GAUSS21),
          workspace,
          &value,
          &error
        )
        guard value.isFinite, error.isFinite else {
          return .failure(.notFinite(routine: "adaptiveQuadrature", at: range.lowerBound))
        }
        guard status == GSL_SUCCESS.asStatus else {
          return .failure(.status(routine: "adaptiveQuadrature", code: Int(status)))
        }
        return .success(Estimate(value: value, error: error))
      }
    }
  }
}
