package import VerdictModel

/// Everything a store answers about its rows, cells and sums; equal stores have equal images.
package struct StoreImage: Hashable, Sendable {
  package let units: [String: [UnitRecord]]
  package let sums: [FunnelSum]
  package let evidence: [String: Evidence]
  package let managers: [String]
  package let sources: [String]

  package init(_ reader: any StoreReader) throws {
    var units: [String: [UnitRecord]] = [:]
    for hypothesis in ["screen", "price", nil] {
      try reader.forEachUnit(hypothesis) { units[hypothesis ?? "", default: []].append($0) }
    }
    self.units = units
    let days = Sample.firstDay...(Sample.firstDay + 200)
    sums = try [Cut.all, .source, .manager].flatMap { cut in
      try [FunnelQuery.Span.day, .halfMonth].flatMap { span in
        try reader.funnel(FunnelQuery(days: days, span: span, cut: cut))
      }
    }
    var evidence: [String: Evidence] = [:]
    for question in EvidenceQuestions.standard {
      evidence[question.hypothesis + question.cut.key + question.asOf.description] =
        try reader.evidence(question)
    }
    self.evidence = evidence
    managers = try reader.managers()
    sources = try reader.sources()
  }
}

/// Questions that touch every cut, moment and boundary of days.
package enum EvidenceQuestions {
  package static let standard: [EvidenceQuery] = {
    var questions: [EvidenceQuery] = []
    let cuts: [Cut] = [.all, .manager, .source, .segment, .trait("city")]
    for (hypothesis, stages) in [
      ("screen", ["meetings_held", "payments"]), ("price", ["payments"]),
    ] {
      for cut in cuts {
        for asOf in [10, 33, 70, 150] {
          questions.append(
            EvidenceQuery(
              hypothesis: hypothesis,
              cut: cut,
              moments: moments(stages),
              asOf: Sample.firstDay + asOf,
              horizon: hypothesis == "screen" ? 14 : 30,
              byLag: .reached(stages[0]),
              lastExposure: asOf == 70 ? Sample.firstDay + 20 : nil
            )
          )
        }
      }
    }
    return questions
  }()

  private static func moments(_ stages: [String]) -> [EvidenceMoment] {
    [.uptake]
      + stages.flatMap { stage -> [EvidenceMoment] in
        [
          .reached(stage), .answered(stage), .instant(stage), .taken(stage), .amount(stage),
          .amountSquared(stage),
        ]
      }
  }
}
