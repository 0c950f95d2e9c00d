/// Colours of pages and charts (Okabe and Ito's colour-blind safe set, and greys).
///
/// Text needs a contrast of 4.5 to 1 against white, large text and graphics 3 to 1 (WCAG 2.2,
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

  /// Colours that carry text of body size.
  package static let textColours = [ink, accent, warningText, secondary, tertiary]
  /// Colours of lines, marks and large words.
  package static let graphicColours = [ink, accent, warning, secondary, tertiary]
}
