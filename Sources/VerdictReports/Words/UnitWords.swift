package import VerdictModel

/// What is drawn, with the forms its sentences need.
struct UnitNoun: Sendable, Hashable {
  let noun: CountedNoun
  /// "жребий по клиентам".
  let dative: String
  /// "на 43 клиентах".
  let locative: String

  /// The forms of a registered unit; a word not known here keeps its own name in quotes.
  init(_ title: Title) {
    if let known = UnitNoun.known[title.ru.lowercased()] {
      self = known
      return
    }
    let quoted = "«" + title.ru + "»"
    noun = CountedNoun(
      "единица " + quoted,
      "единицы " + quoted,
      "единиц " + quoted,
      en: title.en,
      "units (" + title.en + ")"
    )
    dative = "единицам " + quoted
    locative = "единицах " + quoted
  }

  private init(_ noun: CountedNoun, _ dative: String, _ locative: String) {
    self.noun = noun
    self.dative = dative
    self.locative = locative
  }

  private static let client = UnitNoun(
    CountedNoun("клиент", "клиента", "клиентов", en: "client", "clients"),
    "клиентам",
    "клиентах"
  )

  private static let known: [String: UnitNoun] = [
    "клиент": client,
    "клиенты": client,
    "лид": UnitNoun(CountedNoun("лид", "лида", "лидов", en: "lead", "leads"), "лидам", "лидах"),
    "заявка": UnitNoun(
      CountedNoun("заявка", "заявки", "заявок", en: "request", "requests"),
      "заявкам",
      "заявках"
    ),
    "сделка": UnitNoun(
      CountedNoun("сделка", "сделки", "сделок", en: "deal", "deals"),
      "сделкам",
      "сделках"
    ),
    "встреча": UnitNoun(
      CountedNoun("встреча", "встречи", "встреч", en: "meeting", "meetings"),
      "встречам",
      "встречах"
    ),
    "звонок": UnitNoun(
      CountedNoun("звонок", "звонка", "звонков", en: "call", "calls"),
      "звонкам",
      "звонках"
    ),
    "посетитель": UnitNoun(
      CountedNoun("посетитель", "посетителя", "посетителей", en: "visitor", "visitors"),
      "посетителям",
      "посетителях"
    ),
    "клик": UnitNoun(
      CountedNoun("клик", "клика", "кликов", en: "click", "clicks"),
      "кликам",
      "кликах"
    ),
    "компания": UnitNoun(
      CountedNoun("компания", "компании", "компаний", en: "company", "companies"),
      "компаниям",
      "компаниях"
    ),
  ]
}

/// Names of the funnel's counters and metrics, the company's own first.
package struct FunnelNames: Sendable, Hashable {
  private var counters: [String: Title] = [:]
  private var metrics: [String: Title] = [:]

  package init(_ definition: FunnelDefinition = .standard) {
    for counter in FunnelDefinition.standard.counters + definition.counters {
      counters[counter.key] = counter.title
    }
    for metric in FunnelDefinition.standard.metrics + definition.metrics {
      metrics[metric.key] = metric.title
    }
  }

  mutating func name(counter: String, _ title: Title) { counters[counter] = title }
  mutating func name(metric: String, _ title: Title) { metrics[metric] = title }

  func counter(_ key: String) -> Title { counters[key] ?? Title(ru: key, en: key) }
  func metric(_ key: String) -> Title { metrics[key] ?? Title(ru: key, en: key) }
}

/// How a funnel stage is spoken of.
struct StageWords: Sendable {
  let language: Language
  let names: FunnelNames

  /// After "Из 100": those from whom the arm was drawn.
  func group(drawnAt stage: String, unit: UnitNoun) -> String {
    switch stage {
    case "meetings_scheduled": language("согласившихся", "who agreed")
    case "meetings_held": language("пришедших", "who came")
    case "payments": language("оплативших", "who paid")
    case "leads": language("лидов", "leads")
    case "clicks": language("кликов", "clicks")
    default: unit.noun.plural(language)
    }
  }

  /// What they did: `приходили`, `came`.
  func reached(_ stage: String) -> String {
    switch stage {
    case "meetings_held": language("приходили", "came")
    case "payments": language("платили", "paid")
    case "meetings_scheduled": language("соглашались на встречу", "agreed to meet")
    case "leads": language("оставляли заявку", "left a request")
    default:
      language("доходили до «", "reached “") + language.text(names.counter(stage))
        + language("»", "”")
    }
  }

  /// What one success is.
  func success(_ stage: String) -> CountedNoun {
    switch stage {
    case "meetings_held": CountedNoun("встреча", "встречи", "встреч", en: "meeting", "meetings")
    case "payments": CountedNoun("оплата", "оплаты", "оплат", en: "payment", "payments")
    case "meetings_scheduled":
      CountedNoun("согласие", "согласия", "согласий", en: "consent", "consents")
    case "leads": CountedNoun("лид", "лида", "лидов", en: "lead", "leads")
    default: CountedNoun("результат", "результата", "результатов", en: "success", "successes")
    }
  }

  /// "меньше 28 пришедших": Russian only, English says it with the verb.
  func people(_ stage: String) -> String {
    switch stage {
    case "meetings_held": "пришедших"
    case "payments": "оплативших"
    case "meetings_scheduled": "согласившихся"
    default: "дошедших"
    }
  }

  /// `согласие→оплата`.
  func path(from start: String, to end: String) -> String { short(start) + "→" + short(end) }

  private func short(_ stage: String) -> String {
    switch stage {
    case "meetings_scheduled": language("согласие", "consent")
    case "meetings_held": language("приход", "visit")
    case "payments": language("оплата", "payment")
    case "leads": language("лид", "lead")
    case "clicks": language("клик", "click")
    default: language.text(names.counter(stage))
    }
  }
}
