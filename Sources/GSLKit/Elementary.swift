#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Elementary functions of the C library, so that modules above need neither it nor Foundation.
///
/// Each keeps the edges of IEEE 754: `log(0)` is −∞, `log` of a negative number is NaN.
public enum Elementary {
  /// Natural logarithm.
  @inline(__always) public static func log(_ x: Double) -> Double { platformLog(x) }
  /// log(1 + x), accurate for small x.
  public static func log(onePlus x: Double) -> Double { log1p(x) }
  /// eˣ.
  public static func exp(_ x: Double) -> Double { platformExp(x) }
  /// eˣ − 1, accurate for small x.
  public static func expMinusOne(_ x: Double) -> Double { expm1(x) }
  /// xʸ.
  public static func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }
  /// Cube root, defined for negative numbers too.
  public static func cubeRoot(_ x: Double) -> Double { cbrt(x) }
  /// Sine of an angle in radians.
  public static func sine(_ x: Double) -> Double { sin(x) }
  /// Cosine of an angle in radians.
  public static func cosine(_ x: Double) -> Double { cos(x) }
  /// Angle in 0…π whose cosine is x; NaN outside −1…1.
  public static func arcCosine(_ x: Double) -> Double { acos(x) }
  /// Angle in −π/2…π/2 whose sine is x; NaN outside −1…1.
  public static func arcSine(_ x: Double) -> Double { asin(x) }
}

private func platformLog(_ x: Double) -> Double { log(x) }
private func platformExp(_ x: Double) -> Double { exp(x) }
