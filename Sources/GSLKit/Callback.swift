import CGSL

/// Carries a Swift closure through the `params` pointer of a C callback.
///
/// Not generic, and no Swift error crosses the C frame: the closure answers a number.
final class Callback {
  let body: (Double) -> Double

  init(_ body: @escaping (Double) -> Double) { self.body = body }

  /// The C function that unpacks the box.
  static let function: @convention(c) (Double, UnsafeMutableRawPointer?) -> Double = { x, params in
    guard let params = unsafe params else { return .nan }
    return unsafe Unmanaged<Callback>.fromOpaque(params).takeUnretainedValue().body(x)
  }
}
