package import VerdictModel

/// A planned value as people type it: `24`, `2 600 000`, `2,6 млн`, `2.6m`, `65 %`, `0.65`.
package enum PlanValueText {
  /// The value of a counter or a metric in the units of ``PlanLine``.
  ///
  /// - Returns: nil for anything that is not such a number, a per cent of a count, and a share in whole
  ///   numbers without the sign (`65`), which may mean either.
  package static func value(
    _ text: String,
    of what: String,
    in funnel: FunnelDefinition
  ) -> Double? {
    let isShare = funnel.metric(what)?.isShare ?? false
    let isMoney = funnel.counter(what)?.isMoney ?? false
    var letters = text.lowercased().filter { !$0.isWhitespace && $0 != "₽" }
    var scale = 1.0
    if letters.hasSuffix("%") {
      guard isShare else { return nil }
      letters.removeLast()
      scale = 0.01
    } else {
      for (ending, size) in [
        ("тыс.", 1e3), ("тыс", 1e3), ("k", 1e3), ("млн.", 1e6), ("млн", 1e6), ("m", 1e6),
      ] where letters.hasSuffix(ending) {
        guard !isShare else { return nil }
        letters.removeLast(ending.count)
        scale = size
        break
      }
    }
    guard !letters.isEmpty, let number = FormReading.number(letters), number.isFinite else {
      return nil
    }
    if isShare, scale == 1, number > 1 { return nil }
    // A share in per cent is divided, so that 65 % is exactly .65.
    let value = scale == 0.01 ? number / 100 : number * scale
    return isMoney ? (value * 100).rounded() : value
  }
}
