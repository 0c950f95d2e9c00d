/// Small pieces of SVG.
///
/// Places across are percentages, so a chart fits any width and its text keeps its size.
enum SVG {
  static func escaped(_ text: String) -> String { Markup.escaped(text) }

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

  /// A bar; `fill` names a pattern where colour alone would not do.
  static func bar(
    _ x: Double,
    _ y: Double,
    _ width: Double,
    _ height: Double,
    _ style: String,
    fill: String? = nil
  ) -> String {
    let paint = fill.map { " fill=\"url(#\(name($0)))\"" } ?? ""
    return
      "<rect x=\"\(percent(x))\" y=\"\(number(y))\" width=\"\(percent(max(0, width)))\" height=\"\(number(height))\" class=\"\(style)\"\(paint)/>"
  }

  /// Stripes for what must not be told by colour alone; they survive a grey printer.
  static func hatch(_ id: String) -> String {
    "<defs><pattern id=\"\(name(id))\" patternUnits=\"userSpaceOnUse\" width=\"6\" height=\"6\" patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" class=\"hatch-ground\"/><rect width=\"3\" height=\"6\" class=\"hatch-stripe\"/></pattern></defs>"
  }

  /// Lines and shapes of many points in a frame of their own, where they stretch and their strokes do not.
  ///
  /// `left`, `width` are shares of the chart's width; `top`, `height` pixels.
  static func frame(
    left: Double,
    top: Double,
    width: Double,
    height: Double,
    _ shapes: [Shape]
  ) -> String {
    let paths = shapes.filter { !$0.path.isEmpty }.map {
      "<path d=\"\($0.path)\" class=\"\($0.style)\" vector-effect=\"non-scaling-stroke\"/>"
    }
    guard !paths.isEmpty else { return "" }
    return
      "<svg x=\"\(percent(left))\" y=\"\(number(top))\" width=\"\(percent(width))\" height=\"\(number(height))\" viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\" overflow=\"visible\">\(paths.joined())</svg>"
  }

  /// A shape in a frame; its points are shares of the frame, from its upper left corner.
  struct Shape: Sendable, Hashable {
    fileprivate(set) var path: String
    let style: String

    typealias Point = (x: Double, y: Double)

    /// A line through points; nil breaks it.
    init(line points: [Point?], _ style: String) {
      var path = ""
      var isDrawing = false
      for point in points {
        guard let point else {
          isDrawing = false
          continue
        }
        path += (isDrawing ? "L" : "M") + Self.place(point)
        isDrawing = true
      }
      self.path = path
      self.style = style
    }

    /// A dot at each point, drawn by a round pen.
    init(dots points: [Point], _ style: String) {
      path = points.map { "M" + Self.place($0) + "h0" }.joined()
      self.style = style
    }

    /// Level pieces, each from one place to another.
    init(levels pieces: [(from: Double, to: Double, y: Double)], _ style: String) {
      path = pieces.map { "M" + Self.place(($0.from, $0.y)) + "H" + Self.units($0.to) }.joined()
      self.style = style
    }

    /// What lies between two lines.
    init(between upper: [Point], _ lower: [Point], _ style: String) {
      let points = upper + lower.reversed()
      path =
        points.count < 3
        ? "" : "M" + points.map(Self.place).joined(separator: "L") + "Z"
      self.style = style
    }

    private static func place(_ point: Point) -> String {
      units(point.x) + " " + units(point.y)
    }

    /// Thousandths of the frame, to a tenth.
    private static func units(_ share: Double) -> String {
      let tenths = Int((share * 10_000).rounded())
      let (whole, rest) = (tenths / 10, abs(tenths % 10))
      return (tenths < 0 && whole == 0 ? "-" : "") + String(whole) + (rest == 0 ? "" : ".\(rest)")
    }
  }

  /// A name that may stand in an attribute and be pointed to.
  static func name(_ text: String) -> String {
    String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }

  /// At most so many characters, cut with an ellipsis.
  static func short(_ text: String, _ limit: Int) -> String {
    text.count > limit ? text.prefix(limit - 1) + "…" : text
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
    let id = name(id)
    return
      "<svg class=\"chart \(style)\" role=\"img\" aria-labelledby=\"\(id)-t \(id)-d\" width=\"100%\" height=\"\(number(height))\">"
      + "<title id=\"\(id)-t\">\(escaped(title))</title><desc id=\"\(id)-d\">\(escaped(description))</desc>"
      + "<g aria-hidden=\"true\">" + body.joined() + "</g></svg>"
  }
}
