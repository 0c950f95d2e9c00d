import VerdictAnalysis
import VerdictModel

/// The stages of a period as bars from zero, each beside the period before.
struct StageBars {
  let steps: [FunnelStep]
  let language: Language
  /// Names of the period and of the one before.
  let now: String
  let before: String

  private static let (left, span) = (0.0, 1.0)
  private static let row = 44.0

  private var figures: Figures { Figures(language) }
  private var known: [FunnelStep] { steps.filter { $0.value != nil } }
  private var most: Double {
    Double(steps.flatMap { [$0.value ?? 0, $0.previous ?? 0] }.max() ?? 1)
  }

  /// Nil with fewer than two stages that have a number: nothing passes anywhere.
  func content(id: String) -> ChartContent? {
    guard known.count >= 2, most > 0 else { return nil }
    return ChartContent(
      title: title,
      note: note,
      svg: svg(id),
      table: table,
      lines: lines,
      plainNote: language(
        "Суммы за \(now). «Из 100» считается от этапа выше, по тем же дням.",
        "Sums of \(now). “Of 100” is of the stage above, over the same days."
      )
    )
  }

  /// «Из 109 лидов до оплаты дошли 5»: sums of the same days, not one group of people.
  private var title: String {
    guard let first = known.first, let last = known.last, let top = first.value,
      let end = last.value
    else { return "" }
    return language.text(first.title) + ": " + figures.whole(top) + " → "
      + language.text(last.title).lowercased() + ": " + figures.whole(end)
  }

  private var note: String {
    language(
      "Суммы за \(now); чёрточка — \(before). «Из 100» считается от этапа выше, по тем же дням.",
      "Sums of \(now); the tick is \(before). “Of 100” is of the stage above, over the same days."
    )
  }

  private func value(_ step: FunnelStep) -> String {
    guard let value = step.value else { return language("нет данных", "no data") }
    guard let share = step.ofBefore else { return figures.whole(value) }
    return figures.whole(value) + " · " + figures.ofHundred(share)
  }

  private func svg(_ id: String) -> String {
    var body: [String] = []
    for (index, step) in steps.enumerated() {
      let top = Double(index) * Self.row
      body.append(SVG.text(0, top + 14, "start", "name", language.text(step.title)))
      body.append(SVG.text(1, top + 14, "end", "value", value(step)))
      body.append(SVG.line(0, top + 22, 0, top + 38, "zero"))
      if let value = step.value {
        body.append(SVG.bar(0, top + 23, Self.span * Double(value) / most, 14, "bar"))
      }
      if let previous = step.previous {
        let place = Self.span * Double(previous) / most
        body.append(SVG.line(place, top + 19, place, top + 41, "before"))
      }
    }
    return SVG.chart(
      id: id,
      title: title,
      description: note,
      height: Double(steps.count) * Self.row,
      style: "stages",
      body
    )
  }

  private var table: TableContent {
    TableContent(
      caption: nil,
      header: [
        language("Этап", "Stage"), now, before, language("Из 100 этапа выше", "Of 100 above"),
      ],
      rows: steps.map { step in
        [
          language.text(step.title),
          step.value.map { figures.whole($0) } ?? language("нет данных", "no data"),
          step.previous.map { figures.whole($0) } ?? language("нет данных", "no data"),
          step.ofBefore.map { figures.hundred($0) } ?? Figures.nothing,
        ]
      }
    )
  }

  private var lines: [String] {
    let width = steps.map { TerminalPage.columns(language.text($0.title)) }.max() ?? 0
    return steps.map { step in
      let name = TerminalPage.safe(language.text(step.title)).replacing("`", with: "'")
      let space = String(repeating: " ", count: width - TerminalPage.columns(name) + 2)
      let size = Int((Double(step.value ?? 0) / most * 24).rounded())
      let bar = String(repeating: "█", count: size)
      return name + space + bar + (bar.isEmpty ? "" : " ") + value(step)
    }
  }
}
