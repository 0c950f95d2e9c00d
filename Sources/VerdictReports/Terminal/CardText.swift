package import VerdictAnalysis
package import VerdictModel

/// One hypothesis as text, for `evaluate`.
package enum CardText {
  /// The card of an evaluation, with what the review adds to it.
  ///
  /// `showsPreview` prints the interval that was asked for before its time; only the head's copy does.
  /// Dates are read from `reference`, the evaluation's own day unless given. Money is in `currency`,
  /// an ISO 4217 code; `width` is in columns, at least 40.
  package static func render(
    _ card: HypothesisCard,
    language: Language,
    copy: ReviewCopy = .head,
    currency: String = "RUB",
    funnel: FunnelDefinition = .standard,
    reference: Day? = nil,
    showsPreview: Bool = false,
    width: Int = 80,
    colour: Bool = false
  ) -> String {
    text(
      CardWriter(
        evaluation: card.evaluation,
        card: CardContext(card),
        language: language,
        copy: copy,
        currency: currency,
        names: FunnelNames(funnel),
        reference: reference ?? card.evaluation.asOf,
        showsPreview: showsPreview
      ),
      width: width,
      colour: colour
    )
  }

  /// The card of an evaluation alone.
  package static func render(
    _ evaluation: Evaluation,
    language: Language,
    copy: ReviewCopy = .head,
    currency: String = "RUB",
    funnel: FunnelDefinition = .standard,
    reference: Day? = nil,
    showsPreview: Bool = false,
    width: Int = 80,
    colour: Bool = false
  ) -> String {
    text(
      CardWriter(
        evaluation: evaluation,
        card: CardContext(),
        language: language,
        copy: copy,
        currency: currency,
        names: FunnelNames(funnel),
        reference: reference ?? evaluation.asOf,
        showsPreview: showsPreview
      ),
      width: width,
      colour: colour
    )
  }

  private static func text(_ writer: CardWriter, width: Int, colour: Bool) -> String {
    var page = TerminalPage(width: width, colour: colour)
    TerminalCard.write(writer.content(), to: &page)
    return String(page.text().drop { $0 == "\n" })
  }
}

/// What to expect of a registered test, for `hypothesis add`.
package enum ForecastText {
  /// Sizes, chances of each verdict, and which goal suits them.
  package static func render(
    _ forecast: RegistrationForecast,
    form: HypothesisForm,
    language: Language,
    currency: String,
    width: Int = 80,
    colour: Bool = false
  ) -> String {
    let words = ForecastWords(
      forecast: forecast,
      form: form,
      language: language,
      names: FunnelNames(),
      currency: currency
    )
    var page = TerminalPage(width: width, colour: colour)
    page.write(language.text(form.title), .bold)
    for line in words.summary() { page.write(line) }
    if let table = words.table() {
      page.blank()
      page.table(table)
    }
    page.write(words.footnote(), .faint)
    return page.text()
  }
}
