/// Colours of pages and charts (Okabe and Ito's colour-blind safe set, and greys).
///
/// Text needs a contrast of 4.5 to 1 against its ground, large text and graphics 3 to 1 (WCAG 2.2,
/// 1.4.3 and 1.4.11); a test computes them. Colour never stands alone: a mark and a word say the same.
package enum Palette {
  package static let paper = "#FFFFFF"
  package static let ink = "#1A1A1A"
  package static let accent = "#0072B2"
  package static let warning = "#D55E00"
  /// Vermillion darkened for small text.
  package static let warningText = "#A84A00"
  package static let secondary = "#595959"
  package static let tertiary = "#767676"
  package static let hairline = "#D9D9D9"
  package static let wash = "#F5F6F7"
  /// Where chance alone may take the difference.
  package static let corridor = "#ECECEC"
  /// A forecast's two bands.
  package static let fan = "#E3EEF6"
  package static let fanHalf = "#BBD7E9"
  /// An empty track, and lines that only guide the eye.
  package static let track = "#E6E6E6"
  package static let rule = "#ECECEC"

  /// Everything a style sheet may name.
  package static let all: Set<String> = [
    paper, ink, accent, warning, warningText, secondary, tertiary, hairline, wash, corridor, fan,
    fanHalf, track, rule,
  ]

  /// Colours that carry text of body size.
  package static let textColours = [ink, accent, warningText, secondary, tertiary]
  /// Colours of lines, marks and large words.
  package static let graphicColours = [ink, accent, warning, secondary, tertiary]

  /// What is drawn on what, in the charts: a mark and its ground.
  package static let marks: [(mark: String, ground: String)] = [
    (accent, paper), (accent, corridor), (accent, fan), (accent, fanHalf), (ink, fanHalf),
    (secondary, corridor), (secondary, fan), (secondary, fanHalf), (tertiary, paper),
    (tertiary, corridor), (warning, paper), (warning, corridor), (warningText, paper),
    (ink, accent), (secondary, track),
  ]

  /// Marks of one chart that mean different things; where a grey printer cannot tell the colours apart,
  /// the style does.
  package static let meanings: [(chart: String, marks: [(colour: String, style: String)])] = [
    (
      "series", [(accent, "line"), (secondary, "thin line"), (tertiary, "dots"), (ink, "dash dot")]
    ),
    ("path", [(accent, "dot"), (accent, "ringed dot"), (secondary, "line")]),
    (
      "pace",
      [(accent, "line"), (secondary, "dashes"), (fan, "outlined"), (fanHalf, "dash outlined")]
    ),
    ("bridge", [(accent, "filled"), (warningText, "striped"), (paper, "outlined")]),
    ("stages", [(accent, "filled"), (ink, "tick")]),
    ("funnel", [(accent, "dot"), (warning, "ringed dot"), (secondary, "dashes")]),
  ]
}
