package import Hummingbird
package import VerdictReports

/// A page before it is HTML: its title, its template, and the values it asks for.
package struct Page: Sendable {
  package let title: String
  package let template: String
  package var values: Values
  /// Which of the four pages is marked in the header.
  package var place: SitePlace?
  package var status: HTTPResponse.Status
  /// As wide as the screen, for tables and the wall.
  package var isWide: Bool
  /// Without header and footer's links: a page about entering.
  package var isBare: Bool
  package var typed: Typed
  /// Said once, after something was done.
  package var notice: String

  package init(
    _ title: String,
    template: String,
    _ values: Values,
    place: SitePlace? = nil,
    status: HTTPResponse.Status = .ok,
    isWide: Bool = false,
    isBare: Bool = false,
    typed: Typed = Typed(),
    notice: String = ""
  ) {
    self.title = title
    self.template = template
    self.values = values
    self.place = place
    self.status = status
    self.isWide = isWide
    self.isBare = isBare
    self.typed = typed
    self.notice = notice
  }
}
