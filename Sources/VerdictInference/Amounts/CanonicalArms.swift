/// Two arms in an order that does not depend on which is called control.
///
/// Seeded methods deal with the smaller arm first, of equal sizes with the one whose amounts come
/// first in order; amounts themselves are ascending. So exchanged arms, or rows in another order,
/// use the same random numbers for the same amounts, and the answer is mirrored exactly.
struct CanonicalArms {
  /// Amounts of the arm that is dealt with first, ascending.
  let first: [Double]
  /// Amounts of the other arm, ascending.
  let second: [Double]
  /// Whether the first arm is the variant.
  let isVariantFirst: Bool
  /// Whether both arms have the same amounts: then exchanging them changes nothing.
  let areEqual: Bool

  /// The arms of a comparison.
  ///
  /// - Throws: ``InferenceError/notFinite(field:value:)`` and
  ///   ``InferenceError/outsideRange(field:value:allowed:)`` for an amount, as ``Moments``.
  init(control: [Double], variant: [Double]) throws(InferenceError) {
    for (values, field) in [(control, "control"), (variant, "variant")] {
      for (index, value) in values.enumerated() where !(abs(value) <= Moments.largestAmount) {
        throw Moments.refusal(value, field: "\(field)[\(index)]")
      }
    }
    // −0 and 0 are one amount.
    let (c, v) = (control.map { $0 + 0 }.sorted(), variant.map { $0 + 0 }.sorted())
    areEqual = c == v
    isVariantFirst =
      v.count == c.count ? v.lexicographicallyPrecedes(c) : v.count < c.count
    (first, second) = isVariantFirst ? (v, c) : (c, v)
  }
}
