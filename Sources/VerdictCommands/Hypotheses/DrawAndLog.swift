import ArgumentParser
import Foundation
import VerdictModel
import VerdictReports
import VerdictWorkflow

struct DrawCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "The client agreed: draw the arm and say the words that go with it.",
    discussion: """
      The same unit always gets the same arm. The exposure is recorded with it.
      Example: verdict draw screen-share-now 41901 --manager Anna --segment yes
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument var hypothesis: String
  @Argument(help: "Deal numbers.") var units: [String]
  @Option var manager: String?
  @Option var source: String?
  @Option(help: "Answer to the segment question.") var segment: String?
  @Option(help: "The day it happened. Default: today.") var date: Day?

  func run() async throws {
    let session = try Session(options)
    let desk = session.desk(try session.open())
    let talk = Talk(session.language(setting: try await desk.settings().language))
    let draws = try await desk.draw(
      hypothesis,
      units.map {
        DrawRequest(unit: $0, manager: manager, source: source, segment: segment, day: date)
      }
    )
    if options.json {
      return try Output.json(
        draws.map {
          DrawAnswer(unit: $0.unit, arm: $0.arm.key, new: $0.isNew, script: $0.arm.script)
        }
      )
    }
    for draw in draws {
      Output.data(
        draw.unit + "  "
          + talk.drawn(draw.arm.title, script: draw.arm.script, isNew: draw.isNew)
      )
    }
  }
}

private struct DrawAnswer: Encodable {
  let unit: String
  let arm: String
  let new: Bool
  let script: Title?
}

struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Record what happened to a unit.",
    discussion: """
      A stage is STAGE (today), STAGE=DATE, STAGE=yes (the day unknown) or STAGE=no.
      Examples: verdict log screen-share-now 41901 --uptake yes --stage meetings_held
                verdict log screen-share-now 41905 --stage meetings_held=no
                verdict log screen-share-now 41901 --stage payments=2026-12-03 --amount 600000
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument var hypothesis: String
  @Argument(help: "The deal number.") var unit: String
  @Option(help: "Took the variant: yes (the day it was offered) or a date.") var uptake: String?
  @Option(name: .customLong("stage"), help: "A stage reached or not; may be repeated.")
  var stages: [String] = []
  @Option(help: "Money of the payment, major units.") var amount: String?
  @Option(help: "Package sold.") var package: String?
  @Option(help: "Today, for stages without a date.") var date: Day?

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    let desk = session.desk(store)
    let settings = try await desk.settings()
    let today = date ?? session.now.day(offsetSeconds: settings.offsetSeconds)
    var entry = LogEntry(unit: unit, events: try stages.map { try event($0, today: today) })
    if let uptake {
      if uptake == "yes" {
        let (key, unit) = (hypothesis, unit)
        entry.uptakeDay = try await store.read { try $0.unit(unit, hypothesis: key)?.exposure.day }
      } else if let day = Day(iso: uptake) {
        entry.uptakeDay = day
      } else if uptake != "no" {
        throw CommandError.badDay(uptake)
      }
    }
    let record = try await desk.log(hypothesis, entry)
    if options.json { try Output.json(record) }
    Output.talk(Talk(session.language(setting: settings.language)).logged(unit, hypothesis))
  }

  private func event(_ text: String, today: Day) throws -> UnitEvent {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard let stage = parts.first else { throw CommandError.badStage(text) }
    var money: Money?
    if let amount, stage == "payments" {
      guard let value = Money(major: amount) else { throw CommandError.badStage(amount) }
      money = value
    }
    let name = stage == "payments" ? package : nil
    guard parts.count == 2 else {
      return UnitEvent(
        unit: unit,
        stage: stage,
        reached: true,
        day: today,
        amount: money,
        packageName: name
      )
    }
    switch parts[1] {
    case "no": return UnitEvent(unit: unit, stage: stage, reached: false, day: nil)
    case "yes":
      return UnitEvent(
        unit: unit,
        stage: stage,
        reached: true,
        day: nil,
        amount: money,
        packageName: name
      )
    default:
      guard let day = Day(iso: parts[1]) else { throw CommandError.badDay(parts[1]) }
      return UnitEvent(
        unit: unit,
        stage: stage,
        reached: true,
        day: day,
        amount: money,
        packageName: name
      )
    }
  }
}
