import ArgumentParser
import Foundation
import VerdictAnalysis
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "One hypothesis, as its card says it today.",
    discussion: """
      Before the final look no direction is shown. The head may ask for the interval with \
      --preview-reason; the card then says who looked, when and why.
      Example: verdict evaluate screen-share-now --json
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument var hypothesis: String
  @Option(help: "As of a review period, such as 2026-11-H2.") var period: HalfMonth?
  @Option(help: "See the interval before its time, and say why.") var previewReason: String?

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    if let previewReason { try await desk.glance(hypothesis, reason: previewReason) }
    var evaluation = try await desk.evaluate(hypothesis, asOf: period?.end)
    // Who asked before stays on the card; what they saw is shown only to those who ask and say why.
    if previewReason == nil { evaluation.preview?.interval = nil }
    if options.json { return Output.data(try JSONReview.encode(evaluation)) }
    let settings = try await desk.settings()
    let card = try await store.read { [evaluation] in
      try desk.card(evaluation, asOf: evaluation.asOf, $0, settings.calendar)
    }
    Output.data(
      CardText.render(
        card,
        language: session.language(setting: settings.language),
        currency: settings.currency,
        showsPreview: previewReason != nil,
        width: session.width,
        colour: session.isColoured(1)
      )
    )
  }
}

extension DecisionChoice: ExpressibleByArgument {}

struct DecideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Record what the meeting did: owner, date, lesson.",
    discussion: """
      Choices: adopt, rollBack, keep, extend, stop, continue.
      Example: verdict decide screen-share-now adopt --owner Anna --due 2027-01-15 \
      --lesson "A meeting that has begun cannot be forgotten"
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument var hypothesis: String
  @Argument var choice: DecisionChoice
  @Option(help: "The review it was decided in. Default: the last one.") var period: HalfMonth?
  @Option(help: "Who does it.") var owner: String
  @Option(help: "By when.") var due: Day?
  @Option(help: "When to ask whether it holds.") var checkOn: Day?
  @Option(help: "Why; needed when the meeting goes against the verdict.") var why = ""
  @Option(help: "What we learned, one line.") var lesson = ""

  func run() async throws {
    let session = try Session(options)
    let desk = session.desk(try session.open())
    let current: HalfMonth
    if let period { current = period } else { current = try await desk.currentPeriod() }
    let decision = try await desk.decide(
      hypothesis,
      period: current,
      choice: choice,
      why: why,
      lesson: lesson,
      owner: owner,
      due: due,
      checkOn: checkOn
    )
    if options.json { try Output.json(decision) }
    Output.talk(Talk(try await session.language(of: desk.store)).decided(hypothesis))
  }
}
