package import VerdictModel

/// Which payments are more than the smallest package, as the payments before a day show it.
package struct SaleSizes: Hashable, Sendable {
  /// The package with the lowest usual amount; nil where packages are not written down.
  package let smallest: String?
  /// The median amount, in minor units.
  package let median: Int64

  /// Payments needed to know what is usual.
  package static let least = 8
  /// A package sold in fewer than one case of so many is not the company's smallest.
  private static let rarest = 20
  /// Without packages a sale is full from this share of the median check on.
  private static let fullShare = 0.8

  /// Nil with too few payments.
  package init?(_ payments: [PaymentRecord], before day: Day) {
    let known = payments.filter { $0.day < day && $0.amount.minor > 0 }
    guard known.count >= Self.least else { return nil }
    let amounts = known.map(\.amount.minor).sorted()
    median = amounts[amounts.count / 2]
    let packages = Dictionary(grouping: known.filter { $0.packageName != nil }) {
      $0.packageName ?? ""
    }
    .filter { $0.value.count * Self.rarest >= known.count }
    let isNamed = known.count { $0.packageName != nil } * 2 > known.count
    let means = packages.map { name, sales in
      (name: name, mean: sales.reduce(0.0) { $0 + Double($1.amount.minor) } / Double(sales.count))
    }
    smallest =
      isNamed && means.count > 1
      ? means.min { ($0.mean, $0.name) < ($1.mean, $1.name) }?.name : nil
  }

  package func isFull(_ payment: PaymentRecord) -> Bool {
    if let smallest, let name = payment.packageName { return name != smallest }
    return Double(payment.amount.minor) >= Self.fullShare * Double(median)
  }
}
