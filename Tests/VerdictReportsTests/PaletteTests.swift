import Foundation
import Testing
import VerdictReports

/// Contrast by the formula of WCAG 2.2 (relative luminance, 1.4.3 and 1.4.11).
@Suite struct PaletteTests {
  private func luminance(_ colour: String) throws -> Double {
    let number = try #require(Int(colour.dropFirst(), radix: 16))
    let channels = [16, 8, 0].map { (shift: Int) -> Double in
      let share = Double((number >> shift) & 0xFF) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  private func contrast(_ colour: String, _ paper: String) throws -> Double {
    let (a, b) = (try luminance(colour), try luminance(paper))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test func knownContrastsOfTheFormula() throws {
    #expect(abs(try contrast("#000000", "#FFFFFF") - 21) < 1e-9)
    // The W3C's own example grey: #767676 on white is 4.54.
    #expect(abs(try contrast("#767676", "#FFFFFF") - 4.54) < 0.005)
  }

  @Test func textIsReadable() throws {
    for colour in Palette.textColours {
      #expect(try contrast(colour, Palette.paper) >= 4.5, "\(colour)")
    }
    for colour in [Palette.ink, Palette.secondary, Palette.accent] {
      #expect(try contrast(colour, Palette.wash) >= 4.5, "\(colour)")
    }
  }

  @Test func linesAndLargeWordsAreSeen() throws {
    for colour in Palette.graphicColours {
      #expect(try contrast(colour, Palette.paper) >= 3, "\(colour)")
    }
  }

  @Test func marksAreSeenOnTheirGround() throws {
    for (mark, ground) in Palette.marks {
      #expect(try contrast(mark, ground) >= 3, "\(mark) on \(ground)")
    }
  }

  /// On a grey printer two colours of like lightness are one: then something else tells them apart.
  @Test func chartsSurviveAGreyPrinter() throws {
    for (chart, marks) in Palette.meanings {
      for (index, one) in marks.enumerated() {
        for other in marks[(index + 1)...] where try contrast(one.colour, other.colour) < 3 {
          #expect(one.style != other.style, "\(chart): \(one) and \(other)")
        }
      }
    }
  }

  @Test func stylesNameNoOtherColour() throws {
    let page = HTMLReview.render(try Sample.empty(), language: .en, copy: .wall)
    let style = page.components(separatedBy: "</style>")[0]
    let colours = style.matches(of: /#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b/).map { String($0.0) }
    #expect(colours.count > 10)
    for colour in colours {
      #expect(Palette.all.contains(colour.uppercased()), "\(colour)")
    }
  }

  @Test func thePageUsesThePalette() throws {
    let page = HTMLReview.render(try Sample.empty(), language: .en, copy: .wall)
    for colour in [
      Palette.ink, Palette.accent, Palette.warning, Palette.warningText, Palette.secondary,
      Palette.tertiary, Palette.hairline, Palette.wash,
    ] {
      #expect(page.contains(colour), "\(colour)")
    }
  }
}
