import CGSL

/// The state of the C library: its error handler, which aborts the process by default, is switched off.
///
/// Every entry point of GSLKit that reaches a routine able to report an error touches ``ready``
/// first. Swift runs the initialiser exactly once, whatever thread comes first.
package enum GSLLibrary {
  package static let ready: Void = {
    _ = unsafe gsl_set_error_handler_off()
  }()
}

extension Int {
  /// An error constant of the C library, imported as `Int`, as the `int` its routines return.
  var asStatus: Int32 { Int32(self) }
}
