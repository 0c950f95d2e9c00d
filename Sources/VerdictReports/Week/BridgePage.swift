package import VerdictAnalysis
import VerdictInference
package import VerdictModel

/// How much each stage gave between two periods, in words.
package struct BridgePage: Sendable {
  private let bridge: Bridge
  private let currency: String
  private let company: String?
  private let funnel: FunnelDefinition
  private let language: Language

  package init(
    _ bridge: Bridge,
    funnel: FunnelDefinition,
    company: String?,
    currency: String,
    language: Language
  ) {
    self.bridge = bridge
    self.funnel = funnel
    self.company = company
    self.currency = currency
    self.language = language
  }

  private var figures: Figures { Figures(language) }

  package func page() -> WordPage {
    let calendar = CalendarWords(language)
    return WordPage(
      language: language,
      company: company,
      title: language("Откуда взялась разница", "Where the change came from"),
      period: language.text(bridge.title),
      dateline: [
        calendar.days(bridge.before.first, bridge.before.last, year: true) + " → "
          + calendar.days(bridge.after.first, bridge.after.last, year: true)
      ],
      bottomLine: [sentence()],
      sections: [
        Section(id: "bridge", title: language("По этапам", "Stage by stage"), blocks: blocks())
      ]
    )
  }

  /// «Лид → оплата: с 0,9 до 2,2 из 100. Больше всего дала доходимость: 30 из 100 роста.»
  package func sentence() -> String {
    let title = language.text(bridge.title)
    if let why = bridge.undefined { return title + ": " + undefined(why) }
    guard let from = bridge.from, let to = bridge.to else { return title + "." }
    let change =
      "\(title): "
      + language(
        "было \(show(from)), стало \(show(to)).",
        "\(show(from)) before, \(show(to)) after."
      )
    let ordered = bridge.steps.sorted { abs($0.contribution) > abs($1.contribution) }
    guard from != to, let largest = ordered.first, let share = largest.share else {
      return change + language(" Не изменилось.", " No change.")
    }
    let name = "«\(language.text(largest.title))»"
    let english = "“\(language.text(largest.title))”"
    return change + " "
      + language(
        "Больше всего дал этап \(name): \(figures.ofHundred(share, 0)) изменения.",
        "The stage \(english) gave most: \(figures.ofHundred(share, 0)) of the change."
      )
  }

  /// The chart's own message: where most of the change came from.
  private func message() -> String {
    let ordered = bridge.steps.sorted { abs($0.contribution) > abs($1.contribution) }
    guard let largest = ordered.first else { return language.text(bridge.title) }
    let gave = gave(largest.contribution)
    let name = language.text(largest.title)
    let tail =
      largest.isNoise == true
      ? language(", и это обычный разброс", ", and that is ordinary scatter") : ""
    return language("Больше всего: \(name), \(gave)", "Most of it: \(name), \(gave)") + tail
  }

  func undefined(_ why: Bridge.Undefined) -> String {
    func title(_ key: String) -> String {
      funnel.counter(key).map { language.text($0.title) } ?? key
    }
    switch why {
    case .missing(let key):
      return language(
        "разложить нельзя: «\(title(key))» в одном из периодов не вносили.",
        "cannot be split: “\(title(key))” was not entered in one of the periods."
      )
    case .zero(let key):
      return language(
        "разложить нельзя: «\(title(key))» в одном из периодов 0, а делить на ноль не на что. Возьмите периоды длиннее.",
        "cannot be split: “\(title(key))” is 0 in one of the periods. Take longer ones."
      )
    case .noChain:
      return language(
        "разложить нельзя: в воронке нет цепочки счётчиков до этого числа.",
        "cannot be split: the funnel has no chain of counters to it."
      )
    }
  }

  func blocks() -> [Block] {
    if let why = bridge.undefined { return [.paragraph(undefined(why).capitalisedFirst)] }
    let chart = BridgeChart(
      bridge: bridge,
      language: language,
      level: show,
      gave: gave,
      title: message()
    )
    .content(id: "bridge-" + bridge.what)
    return [chart.map(Block.figure)].compactMap { $0 } + [
      .table(
        TableContent(
          caption: nil,
          header: [
            language("Этап", "Stage"), language("Было", "Before"), language("Стало", "After"),
            language("Дал", "Gave"), language("Доля", "Share"),
            language("Что это значит", "What it means"),
          ],
          rows: bridge.steps.map { step in
            [
              language.text(step.title), value(step.before, step), value(step.after, step),
              gave(step.contribution),
              step.share.map { figures.hundred($0, 0) + Figures.noBreak + "%" } ?? Figures.nothing,
              meaning(step),
            ]
          }
        )
      )
    ]
  }

  private func show(_ value: Double) -> String {
    if bridge.isShare { return figures.ofHundred(value) }
    return bridge.isMoney
      ? figures.roundMoney(value, currency) : figures.decimal(value, value < 10 ? 1 : 0)
  }

  private func gave(_ value: Double) -> String {
    if bridge.isShare { return figures.points(value, abs(value) < 0.095 ? 2 : 0) }
    return bridge.isMoney
      ? figures.roundMoney(value, currency, signed: true)
      : figures.signed(value, abs(value) < 10 ? 1 : 0)
  }

  private func value(_ value: Double, _ step: BridgeStep) -> String {
    guard let below = step.denominator else {
      let isMoney = funnel.counter(step.numerator)?.isMoney ?? false
      return isMoney ? figures.roundMoney(value, currency) : figures.decimal(value, 0)
    }
    if funnel.counter(step.numerator)?.isMoney ?? false {
      return figures.roundMoney(value, currency)
    }
    let isShare = step.metric.flatMap { funnel.metric($0)?.isShare } ?? true
    return isShare && !below.isEmpty
      ? figures.ofHundred(value) : figures.decimal(value, value < 10 ? 2 : 0)
  }

  private func meaning(_ step: BridgeStep) -> String {
    guard let change = step.change else { return "" }
    if change.contains(0) { return language("обычный разброс", "ordinary scatter") }
    let places = Figures.places(ofWidth: change.width)
    let range = figures.range(
      change.lower.map { $0 * 100 },
      change.upper.map { $0 * 100 },
      places
    )
    return language("на \(range) из 100", "by \(range) per 100")
  }
}
