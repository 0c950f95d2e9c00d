import Mustache
package import VerdictAnalysis

/// A review as one self-contained HTML page: inline style and charts, no script, no request.
package enum HTMLReview {
  /// The page, with everything a person typed escaped.
  package static func render(_ review: Review, language: Language, copy: ReviewCopy) -> String {
    render(ReviewWriter(review: review, language: language, copy: copy).content())
  }

  /// Any page in words.
  static func render(_ content: ReviewContent) -> String {
    Pages.review(PageValues(content: content).review())
  }
}

/// The style of charts, for pages that stand in another frame.
package enum ChartStyle {
  package static let css = PackageResources.charts_css
}

/// The embedded templates, parsed once.
enum Pages {
  private static let library: MustacheLibrary = {
    let sources = [
      "review": PackageResources.review_mustache, "card": PackageResources.card_mustache,
      "table": PackageResources.table_mustache, "parts": PackageResources.parts_mustache,
      "figure": PackageResources.figure_mustache,
    ]
    var templates: [String: MustacheTemplate] = [:]
    for (name, bytes) in sources {
      do {
        templates[name] = try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
      } catch {
        preconditionFailure("the embedded template \(name) is well formed: \(error)")
      }
    }
    return MustacheLibrary(templates: templates)
  }()

  static let style =
    String(decoding: PackageResources.style_css + PackageResources.charts_css, as: UTF8.self)

  /// The sections of a page alone, to stand inside another page.
  static func parts(_ values: [String: Any]) -> String {
    guard let part = library.render(values, withTemplate: "parts") else {
      preconditionFailure("the template of parts is embedded")
    }
    return part
  }

  static func review(_ values: [String: Any]) -> String {
    guard let page = library.render(values, withTemplate: "review") else {
      preconditionFailure("the page template is embedded")
    }
    return page
  }
}
