/// How clients behave, and what an offer to share the screen at once changes: the stated truth.
///
/// Clients differ in two ways that stay as they are whatever is said to them: whether this is their
/// first business, and whether they are keen. A keen client who is offered to look at the screen now
/// accepts, and has thereby come; a keen client who is not offered it comes more often than others,
/// too. That is why those who accept cannot be compared with those who decline, while those offered
/// can be compared with those not offered.
package struct ClientTruth: Hashable, Sendable {
  /// Of 100 who agree to meet and are asked the usual way, so many come.
  package let showUp: Double
  /// Of 100 who are offered the screen at once, so many accept.
  package let acceptance: Double
  /// Of 100 who are offered it and decline, so many come to the meeting.
  package let showUpOfDecliners: Double
  /// Share of clients who open their first business.
  package let firstBusinessShare: Double
  /// Acceptance among first businesses; among the others it follows from `acceptance`.
  package let acceptanceOfFirst: Double
  /// Show-up of decliners among first businesses; among the others it follows.
  package let showUpOfDecliningFirst: Double
  /// Show-up of keen clients who are asked the usual way; of the others it follows from `showUp`.
  package let showUpOfKeen: Double
  /// A keen client pays so many times as often as the average client who came.
  package let payingOfKeen: Double

  /// The screen-share story: of 100 who agree 55 come; with the offer 18 take it at once and of the
  /// other 82 come 58.5 %, hence 66 of 100 in all, 11 points more.
  package static let screenShare = ClientTruth(
    showUp: 0.55,
    acceptance: 0.18,
    showUpOfDecliners: 0.585,
    firstBusinessShare: 0.4,
    acceptanceOfFirst: 0.27,
    showUpOfDecliningFirst: 0.63,
    showUpOfKeen: 0.70,
    payingOfKeen: 1.4
  )

  /// Of 100 offered, so many come in all: those who accept, and those who decline and come later.
  package var showUpOfOffered: Double { acceptance + (1 - acceptance) * showUpOfDecliners }
  /// Offered less not offered: what a fair comparison estimates.
  package var difference: Double { showUpOfOffered - showUp }

  /// Share of keen clients: those who accept when offered.
  package func keenShare(firstBusiness: Bool) -> Double {
    firstBusiness
      ? acceptanceOfFirst
      : (acceptance - firstBusinessShare * acceptanceOfFirst) / (1 - firstBusinessShare)
  }

  /// The chance to come to a meeting that was booked the usual way.
  package func showUpAsUsual(firstBusiness: Bool, keen: Bool) -> Double {
    if keen { return showUpOfKeen }
    let keenShare = keenShare(firstBusiness: firstBusiness)
    return (showUp - keenShare * showUpOfKeen) / (1 - keenShare)
  }

  /// The chance to come later of a client who was offered the screen and declined.
  package func showUpOfDecliner(firstBusiness: Bool) -> Double {
    if firstBusiness { return showUpOfDecliningFirst }
    let firsts = firstBusinessShare * (1 - acceptanceOfFirst)
    let others = (1 - firstBusinessShare) * (1 - keenShare(firstBusiness: false))
    return ((firsts + others) * showUpOfDecliners - firsts * showUpOfDecliningFirst) / others
  }

  /// How many times as often as the average a client who came to a usual meeting pays.
  package func payingFactor(keen: Bool) -> Double {
    if keen { return payingOfKeen }
    let keenAmongHeld = acceptance * showUpOfKeen / showUp
    return (1 - keenAmongHeld * payingOfKeen) / (1 - keenAmongHeld)
  }
}
