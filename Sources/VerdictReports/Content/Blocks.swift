import VerdictModel

/// A labelled line: `Если зря внедрим  −0,4 встречи в месяц`.
struct Fact: Sendable, Hashable {
  let label: String
  let text: String
  /// Where a label elsewhere points to: the entry of the glossary.
  var anchor: String? = nil
}

/// A large number with what it counts.
struct FigureTile: Sendable, Hashable {
  let label: String
  let value: String
  let unit: String
  let detail: String
  /// The result of the comparison, drawn in the accent.
  let isResult: Bool
}

/// How far the collecting has come, 0–1.
struct ProgressBar: Sendable, Hashable {
  let fraction: Double
  let label: String
}

/// One interval against zero and the smallest worthwhile effect, in points.
struct ForestRow: Sendable, Hashable {
  let language: Language
  /// The unit of the numbers on the axis; of shares, parts of a hundred.
  let effects: EffectFigures
  let estimate: Double?
  let lower: Double?
  let upper: Double?
  let worthwhile: Double
  let places: Int
  let title: String
  let description: String
  let worthwhileLabel: String

  /// A value of the axis, as it is printed.
  func label(_ value: Double) -> String {
    effects.measure == nil
      ? Figures(language).signed(value, places) : effects.number(value, places)
  }
}

/// A metric of the table over time, with the test's start and end.
struct SeriesChart: Sendable, Hashable {
  struct Point: Sendable, Hashable {
    let start: Day
    let end: Day
    /// Of a hundred; nil where nothing was due.
    let value: Double?
    let count: String
  }
  let points: [Point]
  let testStart: Day
  let testEnd: Day
  let title: String
  let description: String
  let table: TableContent
  let startLabel: String
  let endLabel: String
  /// The level before the test, what chance does round it at each point, and the norm; of a hundred.
  var usual: Double? = nil
  var limits: [Span?] = []
  var norm: Span? = nil
  var usualLabel = ""
  var normLabel = ""
  /// Points outside their limits.
  var outside: Set<Int> = []
  /// The statistical second line under the message.
  var note = ""

  struct Span: Sendable, Hashable {
    let lower: Double?
    let upper: Double?
  }
}

/// Rows and columns; the first column is text, the others numbers.
struct TableContent: Sendable, Hashable {
  let caption: String?
  let header: [String]
  let rows: [[String]]
  /// Many columns of one kind: where they do not fit, they go below in a second table.
  var isWide = false
}

/// Everything one card says, in words.
struct CardContent: Sendable, Hashable {
  let id: String
  let verdict: Verdict
  let mark: String
  let word: String
  let title: String
  /// Grade, draw, date: beside the word.
  let aside: [String]
  let lead: [String]
  let progress: ProgressBar?
  let figures: [FigureTile]
  let forest: ForestRow?
  let facts: [Fact]
  let counts: TableContent?
  let series: SeriesChart?
  /// The difference as it gathered, where a direction may be shown.
  let path: ChartContent?
  /// What was decided, or the line to fill in by hand.
  let decision: [String]
  let isDecided: Bool
  /// The interval a head asked to see early; only ever on `evaluate --preview`.
  let preview: [String]
}

/// A chart with its title, what it says, and the same as a table.
struct ChartContent: Sendable, Hashable {
  let title: String
  let note: String
  let svg: String
  let table: TableContent
  /// The same drawn with characters, for a terminal; the table stands there where it is empty.
  var lines: [String] = []
  /// The page has the numbers in a table beside it already.
  var isTableBeside = false
  /// The note where nothing is drawn but characters; `note` where it is empty.
  var plainNote = ""

  /// What stands under the title in text.
  var noteInText: String { plainNote.isEmpty ? note : plainNote }
}

/// One thing on a page.
enum Block: Sendable, Hashable {
  case paragraph(String)
  case list([String])
  case numbered([String])
  case facts([Fact])
  case table(TableContent)
  case card(CardContent)
  case subtitle(String)
  case calls([String])
  case figure(ChartContent)
}

/// A titled part of the page.
struct Section: Sendable, Hashable {
  let id: String
  let title: String
  let blocks: [Block]
  /// Small print: the appendix and the glossary.
  var isQuiet = false
}

/// The whole page in words, before any form is chosen.
struct ReviewContent: Sendable, Hashable {
  let language: Language
  let company: String?
  let title: String
  let period: String
  let dateline: [String]
  /// Two sentences.
  let bottomLine: [String]
  /// What is decided, one line each.
  let headlines: [Headline]
  let health: String
  let healthIsGreen: Bool
  let sections: [Section]
  let colophon: [String]
}

struct Headline: Sendable, Hashable {
  let id: String
  let mark: String
  let word: String
  let title: String
  /// The sentence, or the day of the decision.
  let note: String
  let verdict: Verdict
}
