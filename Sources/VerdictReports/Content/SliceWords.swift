import VerdictAnalysis
import VerdictInference
import VerdictModel

/// What a design on slices of the table says of itself, for the card: each remark a sentence.
struct SliceWords {
  let language: Language
  let currency: String
  let places: Int
  let copy: ReviewCopy
  private var figures: Figures { Figures(language) }

  init(_ language: Language, currency: String, places: Int, copy: ReviewCopy) {
    self.copy = copy
    self.language = language
    self.currency = currency
    self.places = places
  }

  func facts(_ reading: SliceReading, design: SliceDesign) -> [Fact] {
    [Fact(label: language("Как сравнивали", "How compared"), text: text(design))]
      + reading.remarks.map { Fact(label: label($0), text: text($0, design)) }
  }

  private func text(_ design: SliceDesign) -> String {
    // Names of managers are on the head's copy only; sources are nobody.
    let count = Int64(design.variant.count)
    let noun = CountedNoun("менеджер", "менеджера", "менеджеров", en: "manager", "managers")
    let names =
      copy == .head || design.kind == .source
      ? design.variant.joined(separator: ", ")
      : figures.whole(count) + " " + noun.form(count, language)
    switch design.kind {
    case .day:
      return language(
        "целыми днями по жребию: в каждых четырёх рабочих днях два по-новому",
        "whole days by lot: of every four working days, two the new way"
      )
    case .manager:
      return language(
        "менеджерами по жребию; по-новому: \(names)",
        "managers by lot; the new way: \(names)"
      )
    case .some:
      return design.isDrawn
        ? language(
          "каждый менеджер против себя прежнего; кому по-новому, решил жребий: \(names)",
          "each manager against the own past; the lot gave the new way to \(names)"
        )
        : language(
          "каждый менеджер против себя прежнего; по-новому без жребия: \(names)",
          "each manager against the own past; the new way, not by lot: \(names)"
        )
    case .all:
      return language(
        "всем сразу: \(figures.whole(design.daysBefore)) дней до начала против дней после, контрольной группы нет",
        "everybody at once: \(figures.whole(design.daysBefore)) days before against the days after, no control group"
      )
    case .source:
      return language(
        "новый источник рядом с прежними: \(names)",
        "a new source beside the others: \(names)"
      )
    }
  }

  private func label(_ remark: SliceRemark) -> String {
    switch remark {
    case .cannotConfirm: language("Предел", "Limit")
    case .drawn: language("Жребий", "The lot")
    case .clusters: language("Похожесть", "Alikeness")
    case .robust: language("Проверка", "Cross-check")
    case .trend: language("Тренд", "Trend")
    case .rebound: language("Откат сам собой", "Return by itself")
    case .secondOpinion: language("Другая модель", "Another model")
    case .placebo: language("Ложные даты", "False dates")
    case .cost: language("Цена", "Price")
    case .beforeAfter: language("До и после", "Before and after")
    }
  }

  private func text(_ remark: SliceRemark, _ design: SliceDesign) -> String {
    switch remark {
    case .cannotConfirm(let least, let level):
      return language(
        "доказать этот тест не может: даже при самом ясном исходе случай дал бы то же в \(figures.ofHundred(least)) тестов, а нужно не больше \(figures.ofHundred(level))",
        "this test can prove nothing: even of the clearest outcome chance would give the same in \(figures.ofHundred(least)) tests, and at most \(figures.ofHundred(level)) are allowed"
      )
    case .drawn(let units):
      let noun =
        design.kind == .day
        ? CountedNoun(
          "рабочий день",
          "рабочих дня",
          "рабочих дней",
          en: "working day",
          "working days"
        )
        : CountedNoun("менеджер", "менеджера", "менеджеров", en: "manager", "managers")
      let count = Int64(units)
      return language(
        "разложен на \(figures.whole(units)) \(noun.form(count, .ru)): это и есть число независимых наблюдений",
        "over \(figures.whole(units)) \(noun.form(count, .en)): that is the number of independent observations"
      )
    case .clusters(let icc, let effect) where effect < 1.05:
      return language(
        "клиенты одного менеджера похожи не больше, чем разных (внутригрупповая корреляция \(figures.decimal(icc, 2)))",
        "clients of one manager are no more alike than those of different ones (intraclass correlation \(figures.decimal(icc, 2)))"
      )
    case .clusters(let icc, let effect):
      return language(
        "клиенты одного менеджера похожи (внутригрупповая корреляция \(figures.decimal(icc, 2))): клиентов нужно в \(figures.decimal(effect, 1)) раза больше, чем при жребии по клиентам",
        "clients of one manager are alike (intraclass correlation \(figures.decimal(icc, 2))): \(figures.decimal(effect, 1)) times as many clients are needed as with a lot by client"
      )
    case .robust(let interval):
      return language(
        "интервал с поправкой на малое число менеджеров: \(range(interval)) на 100",
        "interval corrected for few managers: \(range(interval)) per 100"
      )
    case .trend(let expected, let observed):
      return language(
        "прежний тренд сам дал бы \(points(expected)), увидели \(points(observed))",
        "the old trend alone would give \(points(expected)), seen was \(points(observed))"
      )
    case .rebound(let rebound):
      return language(
        "начали после плохого месяца: около \(points(rebound)) вернулось бы и без нового",
        "it began after a bad month: about \(points(rebound)) would have come back without the new"
      )
    case .secondOpinion(let interval):
      return language(
        "без предположения о прямом тренде данные допускают \(range(interval)) на 100",
        "without assuming a straight trend the data allow \(range(interval)) per 100"
      )
    case .placebo(let larger, let all):
      return language(
        "из \(figures.whole(all)) дат, когда ничего не начинали, такую же или большую разницу показывают \(figures.whole(larger))",
        "of \(figures.whole(all)) dates at which nothing began, \(figures.whole(larger)) show as large a difference"
      )
    case .cost(let control, let variant, let relative):
      let old = figures.roundMoney(control, currency)
      let new = figures.roundMoney(variant, currency)
      guard let relative else {
        return language(
          "прежние источники \(old), новый \(new) за шаг; насколько, данные не ограничивают",
          "the others \(old), the new \(new) a step; the data set no limits to the difference"
        )
      }
      let change = figures.range(
        relative.lower.map { $0 * 100 },
        relative.upper.map { $0 * 100 },
        0
      )
      return language(
        "прежние источники \(old), новый \(new) за шаг; данные допускают \(change) %",
        "the others \(old), the new \(new) a step; the data allow \(change) %"
      )
    case .beforeAfter(let before, let after, let p):
      let names = ChanceWords(language)
      return language(
        "таблица: \(figures.count(before.successes, of: before.trials)) до, \(figures.count(after.successes, of: after.trials)) после; она сочла бы, что случай даёт такое \(names.rarely(p)), и не заметила бы тренда",
        "a spreadsheet: \(figures.count(before.successes, of: before.trials)) before, \(figures.count(after.successes, of: after.trials)) after; it would take chance to give this \(names.rarely(p)), blind to the trend"
      )
    }
  }

  private func points(_ difference: Double) -> String { figures.points(difference, 1) }

  private func range(_ interval: Interval) -> String {
    figures.range(interval.lower.map { $0 * 100 }, interval.upper.map { $0 * 100 }, places)
  }
}
