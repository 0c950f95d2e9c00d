import VerdictAnalysis
import VerdictModel

/// What to expect of a test, in words: sizes, chances, and which goal suits them.
struct ForecastWords: Sendable {
  let forecast: RegistrationForecast
  let form: HypothesisForm
  let language: Language
  let names: FunnelNames
  let currency: String

  private var figures: Figures { Figures(language) }
  private var calendar: CalendarWords { CalendarWords(language) }
  private var unit: UnitNoun { UnitNoun(form.unit) }

  private func points(_ difference: Double) -> String {
    effects.text(difference, effects.places(ofSize: difference))
  }

  private var effects: EffectFigures {
    EffectFigures(language: language, measure: form.measure, currency: currency)
  }

  /// Sizes, the chance of each goal, the recommendation.
  func summary() -> [String] {
    var lines = [sizes()]
    if let worth = forecast.prove.first(where: { $0.difference > 0 }) {
      lines.append(
        language(
          "Доказать: если новое и вправду даёт \(points(worth.difference)), «Внедряем» выйдет в \(figures.hundred(worth.confirmed, 0)) тестах из 100.",
          "To prove: if the new really gives \(points(worth.difference)), “Adopt” comes out in \(figures.hundred(worth.confirmed, 0)) of 100 tests."
        )
      )
    }
    if let pick = forecast.choose.first(where: { $0.difference > 0 }) {
      lines.append(
        language(
          "Выбрать к дате: при тех же \(points(pick.difference)) верный выбор в \(figures.hundred(pick.right, 0)) случаях из 100.",
          "To choose by a date: at the same \(points(pick.difference)) the right choice comes in \(figures.hundred(pick.right, 0)) of 100."
        )
      )
    }
    lines.append(advice())
    return lines + (forecast.remarks ?? []).map(sentence)
  }

  private func sizes() -> String {
    let each = Int64(forecast.unitsPerArm)
    var text = language(
      "К \(calendar.day(form.end)) на каждой стороне будет ≈ \(figures.whole(each)) \(unit.noun.form(each, .ru))",
      "By \(calendar.day(form.end)) each side will have ≈ \(figures.whole(each)) \(unit.noun.form(each, .en))"
    )
    if let monthly = forecast.unitsPerMonth {
      text += language(
        " (в отделе ≈ \(figures.decimal(monthly, 0)) в месяц)",
        " (the department has ≈ \(figures.decimal(monthly, 0)) a month)"
      )
    } else {
      text += language(" (взято из плана: таблица пуста)", " (from the plan: the table is empty)")
    }
    if form.measure != nil {
      guard forecast.baseIsOwn else { return text + "." }
      return text
        + language(
          "; обычно \(effects.mean(forecast.baseRate)).",
          "; usually \(effects.mean(forecast.baseRate))."
        )
    }
    let base = figures.ofHundred(forecast.baseRate)
    text +=
      forecast.baseIsOwn
      ? language("; обычная доля \(base).", "; the usual rate is \(base).")
      : language(
        "; своей доли ещё нет, взят худший случай: \(base).",
        "; no rate of its own yet, the least favourable is taken: \(base)."
      )
    return text
  }

  /// Why this design can prove nothing; nil where it can.
  private func limit() -> String? {
    guard !forecast.canConfirm else { return nil }
    guard let least = forecast.smallestPossibleP else {
      return language(
        "Доказать этот тест не может ничего: новое дано не жребием. Он покажет связь и её размах; выбирать по нему можно, если кроме нового ничего не меняется.",
        "This test can prove nothing: the new is not given by lot. It shows a link and its range; a choice can be made by it where nothing else changes."
      )
    }
    return language(
      "Доказать этот тест не может ничего: даже самый ясный исход случай дал бы в \(figures.ofHundred(least)) тестов, а нужно не больше \(figures.ofHundred(form.sideLevel)). Нужно больше менеджеров или жребий по клиентам.",
      "This test can prove nothing: chance would give even the clearest outcome in \(figures.ofHundred(least)) tests, and at most \(figures.ofHundred(form.sideLevel)) are allowed. More managers are needed, or a lot by client."
    )
  }

  private func advice() -> String {
    if let limit = limit() { return limit }
    return usualAdvice()
  }

  private func usualAdvice() -> String {
    switch (forecast.recommended, form.goal) {
    case (.choose, .prove):
      language(
        "Совет: цель «выбрать к дате». Доказать на таких числах удастся реже, чем в половине тестов.",
        "Advice: the goal “choose by a date”. At these numbers proof succeeds in less than half of tests."
      )
    case (.prove, .choose):
      language(
        "Совет: данных хватит, чтобы доказать; цель «доказать» надёжнее.",
        "Advice: the data suffice to prove; the goal “prove” is safer."
      )
    case (let goal, _):
      language(
        "Цель «\(VerdictWords(.ru).goal(goal))» этим числам подходит.",
        "The goal “\(VerdictWords(.en).goal(goal))” suits these numbers."
      )
    }
  }

  private func sentence(_ remark: RegistrationRemark) -> String {
    switch remark {
    case .longer(let weeks, let confirmed):
      return language(
        "Дольше: за \(weeks) \(CountedNoun("неделю", "недели", "недель", en: "week", "weeks").form(Int64(weeks), .ru)) такой тест подтвердит это же в \(figures.hundred(confirmed, 0)) случаях из 100.",
        "Longer: in \(weeks) weeks such a test confirms the same in \(figures.hundred(confirmed, 0)) of 100."
      )
    case .upstream(let stage, let base, let confirmed):
      let name = language.text(names.counter(stage)).lowercased()
      return language(
        "Ближе к началу воронки: «\(name)» (сейчас \(figures.ofHundred(base))) при таком же относительном росте подтвердится в \(figures.hundred(confirmed, 0)) случаях из 100.",
        "Earlier in the funnel: “\(name)” (\(figures.ofHundred(base)) now), moved by the same part of itself, is confirmed in \(figures.hundred(confirmed, 0)) of 100."
      )
    case .overlaps(let title, let until):
      return language(
        "Рядом идёт «\(language.text(title))», до \(calendar.day(until)), на тех же клиентах: жребии независимы, но одно может менять другое.",
        "“\(language.text(title))” runs beside it until \(calendar.day(until)) on the same clients: the draws are independent, but one may change the other."
      )
    case .badSpell(let recent, let usual, let rebound):
      return language(
        "Последние недели хуже обычного: \(figures.ofHundred(recent)) против \(figures.ofHundred(usual)). Около \(points(rebound)) вернётся само, и без контроля это не отличить от нового. Лучше подождать или взять жребий.",
        "The last weeks were worse than usual: \(figures.ofHundred(recent)) against \(figures.ofHundred(usual)). About \(points(rebound)) will come back by itself, and without a control it looks like the new. Better wait, or draw by lot."
      )
    case .noScript(let arm):
      return language(
        "Не записано, что говорить: «\(language.text(arm))».",
        "What to say is not written down for “\(language.text(arm))”."
      )
    case .lesson(let title, let verdict, let lesson):
      return language(
        "Урок теста «\(language.text(title))» (\(VerdictWords(language).word(verdict).lowercased())): \(lesson)",
        "A lesson of “\(language.text(title))” (\(VerdictWords(language).word(verdict).lowercased())): \(lesson)"
      )
    case .shelf(let results, let tau):
      let size = effects.text(2 * tau, effects.places(ofSize: 2 * tau))
        .replacing("+", with: "±")
      let count = figures.whole(results)
      let noun = CountedNoun(
        "прошлому результату",
        "прошлым результатам",
        "прошлым результатам",
        en: "past result",
        "past results"
      )
      .form(Int64(results), language)
      return language(
        "Осторожность взята не с потолка: по \(count) \(noun) на этой метрике эффекты редко выходят за \(size).",
        "The caution is not a guess: by \(count) \(noun) on this metric effects rarely go beyond \(size)."
      )
    case .noGuardrail:
      return language(
        "Нет стоп-метрики: за чем следить, чтобы не стало хуже дальше по воронке?",
        "No guardrail: what is watched so that nothing gets worse further down the funnel?"
      )
    }
  }

  /// Chances of every verdict, of a hundred tests.
  func table() -> TableContent? {
    guard !forecast.prove.isEmpty else { return nil }
    let words = VerdictWords(language)
    return TableContent(
      caption: language("Из 100 таких тестов", "Of 100 such tests"),
      header: [language("На самом деле", "In truth")]
        + [Verdict.confirmed, .harmful, .noEffect, .notWorthIt, .undecided].map { words.word($0) }
        + [language("Верный выбор", "Right choice")],
      rows: forecast.prove.map { row in
        let pick = forecast.choose.first { abs($0.difference - row.difference) < 1e-9 }
        return [
          row.difference == 0 ? language("разницы нет", "no difference") : points(row.difference)
        ]
          + [row.confirmed, row.harmful, row.noEffect, row.notWorthIt, row.undecided].map {
            figures.decimal($0 * 100, $0 * 100 < 9.95 ? 1 : 0)
          } + [pick.map { figures.hundred($0.right, 0) } ?? Figures.nothing]
      }
    )
  }

  func footnote() -> String {
    let looks = Int64(forecast.looks)
    let noun = CountedNoun("проверка", "проверки", "проверок", en: "look", "looks")
    return language(
      "\(figures.whole(looks)) \(noun.form(looks, .ru)) по календарю; \(figures.whole(forecast.runs)) сыгранных тестов на строку, зерно \(forecast.seed).",
      "\(figures.whole(looks)) \(noun.form(looks, .en)) by the calendar; \(figures.whole(forecast.runs)) simulated tests a row, seed \(forecast.seed)."
    )
  }
}
