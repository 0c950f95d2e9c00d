import Hummingbird
import VerdictReports

/// The language of a page: the person's choice, the store's setting, the browser's wish, Russian.
enum ChosenLanguage {
  static func of(
    _ request: Request,
    office: Office,
    account: String?,
    setting: String?
  ) -> Language {
    cookie(request, office) ?? account.flatMap { Language(rawValue: $0) }
      ?? setting.flatMap { Language(rawValue: $0) } ?? accepted(request) ?? .ru
  }

  static func cookie(_ request: Request, _ office: Office) -> Language? {
    request.cookies[office.cookies.language].flatMap { Language(rawValue: $0.value) }
  }

  /// The first of our languages that the browser names, by its own order and weights.
  static func accepted(_ request: Request) -> Language? {
    let wishes = (request.headers[.acceptLanguage] ?? "").split(separator: ",").prefix(20)
      .enumerated().compactMap { index, wish -> (Language, Double, Int)? in
        let parts = wish.split(separator: ";")
        guard let tag = parts.first?.drop(while: { $0 == " " }).prefix(2),
          let language = Language(rawValue: tag.lowercased())
        else { return nil }
        let weight = parts.dropFirst().compactMap { part -> Double? in
          let pair = part.split(separator: "=")
          return pair.count == 2 && pair[0].hasSuffix("q") ? Double(pair[1]) : nil
        }.first
        return (language, weight ?? 1, index)
      }
    return wishes.filter { $0.1 > 0 }
      .max { $0.1 == $1.1 ? $0.2 > $1.2 : $0.1 < $1.1 }?.0
  }
}
