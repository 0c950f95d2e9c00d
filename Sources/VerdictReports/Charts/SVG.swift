/// Small pieces of SVG.
///
/// Places across are percentages, so a chart fits any width and its text keeps its size.
enum SVG {
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in TerminalPage.safe(text) {
      switch character {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }

  /// Three decimals at most, a point, no exponent.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let scaled = Int64((value * 100).rounded())
    let size = scaled.magnitude
    var text = String(size / 100)
    if size % 100 != 0 {
      let cents = size % 100
      text += "." + (cents < 10 ? "0" : "") + String(cents)
      if text.hasSuffix("0") { text.removeLast() }
    }
    return (scaled < 0 ? "-" : "") + text
  }

  static func percent(_ share: Double) -> String { number(share * 100) + "%" }

  static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String)
    -> String
  {
    "<line x1=\"\(percent(x1))\" y1=\"\(number(y1))\" x2=\"\(percent(x2))\" y2=\"\(number(y2))\" class=\"\(style)\"/>"
  }

  static func text(
    _ x: Double,
    _ y: Double,
    _ anchor: String,
    _ style: String,
    _ text: String,
    dx: Double = 0
  ) -> String {
    "<text x=\"\(percent(x))\" y=\"\(number(y))\" dx=\"\(number(dx))\" text-anchor=\"\(anchor)\" class=\"\(style)\">\(escaped(text))</text>"
  }

  static func dot(_ x: Double, _ y: Double, _ radius: Double, _ style: String) -> String {
    "<circle cx=\"\(percent(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\" class=\"\(style)\"/>"
  }

  /// A chart with its title and description, named for readers who do not see it.
  static func chart(
    id: String,
    title: String,
    description: String,
    height: Double,
    style: String,
    _ body: [String]
  ) -> String {
    "<svg class=\"chart \(style)\" role=\"img\" aria-labelledby=\"\(id)-t \(id)-d\" width=\"100%\" height=\"\(number(height))\">"
      + "<title id=\"\(id)-t\">\(escaped(title))</title><desc id=\"\(id)-d\">\(escaped(description))</desc>"
      + "<g aria-hidden=\"true\">" + body.joined() + "</g></svg>"
  }
}
