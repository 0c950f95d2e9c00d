import ArgumentParser
import Foundation
import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

enum ReviewFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case markdown
  case html
  case pdf
  case json
  case chat
  case ics

  /// The form a file's name asks for.
  init?(file: String) {
    switch file.split(separator: ".").last {
    case "html": self = .html
    case "pdf": self = .pdf
    case "md": self = .markdown
    case "json": self = .json
    case "ics": self = .ics
    default: return nil
    }
  }
}

extension ReviewCopy: ExpressibleByArgument {}

struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "The review of a half-month; --publish freezes it.",
    discussion: """
      Formats: text, markdown, html, pdf (needs a Chromium), json, chat (700 characters), ics (dates). \
      A file's ending chooses one.
      Examples: verdict review
                verdict review 2026-11-H2 --output review.html
                verdict review 2026-11-H2 --output review.pdf --copy wall
                verdict review --agenda
                verdict review --compare 2026-10-H2 2026-11-H1
                verdict review 2026-11-H2 --publish
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument(
    help: ArgumentHelp(
      "Such as 2026-11-H1. Default: the last one whose meeting day has come.",
      discussion: "With --compare: two of them, or one to hold beside the last.",
      valueName: "period"
    )
  )
  var periods: [HalfMonth] = []
  @Flag(help: "Store pages and looks, for ever.") var publish = false
  @Option(help: "text, markdown, html, pdf, json, chat or ics.") var format: ReviewFormat?
  @Option(name: [.short, .long], help: "Write to a file instead of standard output.")
  var output: String?
  @Option(help: "head (names and all) or wall (no managers).") var copy = ReviewCopy.head
  @Flag(help: "What the meeting goes through, in 25 minutes.") var agenda = false
  @Flag(help: "Two reviews side by side: what changed, and whether a verdict would differ today.")
  var compare = false
  @Flag(help: "The JSON Schema of `--format json`.") var schema = false
  @Flag(help: "Say on standard error how long reading and writing took.") var timing = false

  func validate() throws {
    if [publish, agenda, compare, schema].count(where: { $0 }) > 1 {
      throw ValidationError(
        "--publish, --agenda, --compare and --schema are asked for one at a time."
      )
    }
    if periods.count > (compare ? 2 : 1) {
      throw ValidationError(
        "One review is shown at a time; two are put side by side with --compare."
      )
    }
    if compare && periods.isEmpty {
      throw ValidationError(
        "Name the reviews to compare, such as: verdict review --compare 2026-10-H2 2026-11-H1"
      )
    }
    if (agenda || compare) && [.pdf, .chat, .ics].contains(form) {
      throw ValidationError("--agenda and --compare are text, markdown, html or json.")
    }
  }

  private var form: ReviewFormat {
    format ?? (options.json ? .json : output.flatMap { ReviewFormat(file: $0) } ?? .text)
  }

  func run() async throws {
    let session = try Session(options)
    if schema { return try write(try JSONReview.schema(), session, session.language()) }
    if form == .pdf, output == nil, isatty(STDOUT_FILENO) == 1 { throw PrintError.toTerminal }
    let desk = session.desk(try session.open())
    let settings = try await desk.settings()
    let language = session.language(setting: settings.language)
    let period: HalfMonth
    if let asked = periods.first { period = asked } else { period = try await desk.currentPeriod() }
    if compare { return try await compare(period, desk, session, language) }
    if agenda {
      let value = MeetingAgenda(try await desk.followedReview(period))
      let page = AgendaWords(value, language: language).page(company: settings.company)
      return try write(page, value, session, language)
    }
    let clock = ContinuousClock()
    let begun = clock.now
    let review = publish ? try await desk.publish(period) : try await desk.review(period)
    let read = clock.now
    let bytes: [UInt8]
    switch form {
    case .text:
      bytes = Array(
        TerminalReview.render(
          review,
          language: language,
          copy: copy,
          width: output == nil ? session.width : 80,
          colour: output == nil && session.isColoured(1)
        ).utf8
      )
    case .markdown:
      bytes = Array(MarkdownReview.render(review, language: language, copy: copy).utf8)
    case .html: bytes = try await page(review, desk, language)
    case .pdf:
      bytes = try PagePrinter.pdf(
        try await page(review, desk, language),
        environment: session.environment
      )
    case .json: bytes = try JSONReview.encode(review)
    case .chat: bytes = Array(ChatReview.render(review, language: language).utf8)
    case .ics:
      let dates = MeetingDate.dates(
        of: try await desk.followedReview(period),
        calendar: settings.calendar
      )
      bytes = Array(
        CalendarFile(
          dates,
          company: review.company,
          copy: copy,
          language: language,
          stamp: review.createdAt
        ).text().utf8
      )
    }
    if timing {
      Output.talk(Talk(language).took(reading: read - begun, writing: clock.now - read))
    }
    try write(bytes, session, language)
    if publish { Output.talk(Talk(language).published(period)) }
  }

  /// A published page is the bytes that were published, whatever program reads them.
  private func page(_ review: Review, _ desk: Desk, _ language: Language) async throws -> [UInt8] {
    if review.isPublished, let kept = try await desk.page(review.period, copy, language) {
      return kept
    }
    return Array(HTMLReview.render(review, language: language, copy: copy).utf8)
  }

  private func compare(
    _ first: HalfMonth,
    _ desk: Desk,
    _ session: Session,
    _ language: Language
  ) async throws {
    let second: HalfMonth
    if periods.count == 2 { second = periods[1] } else { second = try await desk.currentPeriod() }
    let comparison = try await desk.compare(first, second)
    try write(
      ComparisonPage(comparison, language: language).page(),
      comparison,
      session,
      language
    )
  }

  private func write(
    _ page: WordPage,
    _ value: some Encodable,
    _ session: Session,
    _ language: Language
  ) throws {
    switch form {
    case .json: try write(try Output.bytes(of: value), session, language)
    case .html: try write(Array(page.html().utf8), session, language)
    case .markdown: try write(Array(page.markdown().utf8), session, language)
    default:
      let text = page.text(
        width: output == nil ? session.width : 80,
        colour: output == nil && session.isColoured(1)
      )
      try write(Array(text.utf8), session, language)
    }
  }

  private func write(_ bytes: [UInt8], _ session: Session, _ language: Language) throws {
    if let output, output != "-" {
      try Output.file(bytes, at: output)
      Output.talk(Talk(language).wrote(output))
    } else if form == .pdf {
      FileHandle.standardOutput.write(Data(bytes))
    } else {
      Output.data(bytes)
    }
  }
}
