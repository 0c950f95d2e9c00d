package import VerdictAnalysis
package import VerdictModel

/// One card in words, without a form: for a page that has its own.
package struct CardLines: Sendable {
  package struct Fact: Sendable {
    package let label: String
    package let text: String
  }

  package let word: String
  package let mark: String
  package let aside: [String]
  package let lead: [String]
  /// Share of the planned information, 0 to 1, with its words; nil on an open card.
  package let progress: (fraction: Double, label: String)?
  package let facts: [Fact]
  /// The interval somebody asked to see before its time.
  package let preview: [String]

  package init(
    _ card: HypothesisCard,
    language: Language,
    currency: String,
    funnel: FunnelDefinition,
    showsPreview: Bool
  ) {
    let content = CardWriter(
      evaluation: card.evaluation,
      card: CardContext(card),
      language: language,
      copy: .head,
      currency: currency,
      names: FunnelNames(funnel),
      reference: card.evaluation.asOf,
      showsPreview: showsPreview
    )
    .content()
    word = content.word
    mark = content.mark
    aside = content.aside
    lead = content.lead
    progress = content.progress.map { ($0.fraction, $0.label) }
    facts = content.facts.map { Fact(label: $0.label, text: $0.text) }
    preview = content.preview
  }
}

/// What a test can show, in words and as a table.
package struct ForecastLines: Sendable {
  package let summary: [String]
  package let caption: String
  package let header: [String]
  package let rows: [[String]]
  package let footnote: String

  package init(
    _ forecast: RegistrationForecast,
    _ form: HypothesisForm,
    language: Language,
    funnel: FunnelDefinition,
    currency: String
  ) {
    let words = ForecastWords(
      forecast: forecast,
      form: form,
      language: language,
      names: FunnelNames(funnel),
      currency: currency
    )
    summary = words.summary()
    let table = words.table()
    caption = table?.caption ?? ""
    header = table?.header ?? []
    rows = table?.rows ?? []
    footnote = words.footnote()
  }
}
