import VerdictAnalysis
import VerdictModel

extension ReviewWriter {
  /// What left its limits or its norm; on the wall without any manager.
  func signals() -> [Section] {
    guard let all = review.signals, all.asOf != nil else { return [] }
    let reading = copy == .head ? all : all.withoutManagers
    let page = SignalsPage(
      reading,
      language: language,
      company: nil,
      currency: review.currency,
      today: review.meeting
    )
    var blocks: [Block] = [.paragraph(page.summary)]
    for group in page.grouped {
      blocks.append(.subtitle(group.title))
      blocks.append(
        .list(
          group.signals.map { signal in
            ([page.words.headline(signal) + "; " + page.words.since(signal)]
              + [page.words.downstream(signal)].compactMap { $0 })
              .joined(separator: "; ")
          }
        )
      )
    }
    if !reading.recording.isEmpty {
      blocks.append(.subtitle(page.recordingTitle))
      blocks.append(.list(reading.recording.map(page.words.text)))
    }
    return [Section(id: "signals", title: page.title, blocks: blocks)]
  }

  /// What was agreed about earlier signals, and whether it is time to check; people in the head's copy only.
  func cases() -> [Section] {
    guard let cases = review.cases, !cases.isEmpty else { return [] }
    let title = language("Разборы сигналов", "Cases about signals")
    let open = cases.filter { $0.outcome == nil }
    guard copy == .head else {
      let due = open.count { ($0.checkOn ?? review.meeting) <= review.meeting }
      return [
        Section(
          id: "cases",
          title: title,
          blocks: [
            .paragraph(
              language(
                "Открыто: \(figures.whole(open.count)). Пора проверить: \(figures.whole(due)).",
                "Open: \(figures.whole(open.count)). Time to check: \(figures.whole(due))."
              )
            )
          ]
        )
      ]
    }
    let words = CaseWords(language)
    let rows = cases.map { known -> [String] in
      [
        known.signal, known.found.isEmpty ? Figures.nothing : known.found, known.agreed,
        known.owner,
        known.outcome ?? known.checkOn.map { words.check($0, today: review.meeting) } ?? "",
      ]
    }
    return [
      Section(
        id: "cases",
        title: title,
        blocks: [
          .table(
            TableContent(
              caption: nil,
              header: [
                language("Сигнал", "Signal"), language("Нашли", "Found"),
                language("Договорились", "Agreed"), language("Кто", "Who"),
                language("Чем кончилось", "What came of it"),
              ],
              rows: rows
            )
          )
        ]
      )
    ]
  }
}
