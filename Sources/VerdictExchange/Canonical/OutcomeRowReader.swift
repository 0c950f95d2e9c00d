import VerdictModel

/// Lines of outcomes: `unit,arm,date,manager,source,segment,uptake,<stage>…[,revenue,package]`.
final class OutcomeRowReader: RowReader {
  private let unit, arm, date, manager, source, segment, uptake: Column
  private let hypothesis, revenue, package: Column
  /// In the funnel's order, whatever the file's.
  private let stages: [(key: String, column: Column)]
  private let traits: [Column]
  private let known: KnownHypotheses
  private let given: String?
  private let counterOrder: [String]

  init(_ header: CanonicalHeader, _ context: ImportContext) {
    unit = header.column("unit")
    arm = header.column("arm")
    date = header.column("date")
    manager = header.column("manager")
    source = header.column("source")
    segment = header.column("segment")
    uptake = header.column("uptake")
    hypothesis = header.column("hypothesis")
    revenue = header.column("revenue")
    package = header.column("package")
    stages = context.funnel.stages.compactMap { stage in
      let column = header.column(stage.key)
      return column.position == nil ? nil : (stage.key, column)
    }
    traits = context.segmentColumns.map(header.column).filter { $0.position != nil }
    known = KnownHypotheses(context)
    given = context.hypothesis
    counterOrder = context.funnel.counters.map(\.key)
  }

  func read(_ row: inout RowReading) -> ImportContent? {
    let key = row.neededText(unit)
    let day = row.neededDay(date)
    let arm = row.text(arm)
    let hypothesis = self.hypothesis.position == nil ? given : row.text(self.hypothesis)
    checkMembership(hypothesis, arm: arm, day: day, in: &row)
    let manager = row.text(manager)
    let source = row.text(source)
    let segment = row.text(segment)
    var traits: [String: String] = [:]
    for column in self.traits { traits[column.name] = row.text(column) }
    let uptakeDay = readUptake(day, &row)
    let events = readEvents(
      unit: key ?? "",
      day: day,
      form: hypothesis.flatMap { known[$0] },
      &row
    )
    guard let key, let day, row.refusals.isEmpty else { return nil }
    let exposure = Exposure(
      unit: key,
      arm: arm,
      day: day,
      manager: manager,
      source: source,
      segment: segment,
      traits: traits,
      uptakeDay: uptakeDay
    )
    return .unit(UnitRecord(hypothesis: hypothesis, exposure: exposure, events: events))
  }

  private func checkMembership(
    _ hypothesis: String?,
    arm: String?,
    day: Day?,
    in row: inout RowReading
  ) {
    switch (hypothesis, arm) {
    case (nil, nil): break
    case (nil, let arm?): row.refuse(self.arm, "import.armWithoutHypothesis", value: arm)
    case (let hypothesis?, nil):
      row.refuse(self.arm, "import.armMissing", ["hypothesis": hypothesis])
    case (let hypothesis?, let arm?):
      guard let day else { return }
      known.check(
        hypothesis: hypothesis,
        column: self.hypothesis,
        arm: arm,
        armColumn: self.arm,
        day: day,
        dayColumn: date,
        in: &row
      )
    }
  }

  private func readUptake(_ exposed: Day?, _ row: inout RowReading) -> Day? {
    switch row.answer(uptake) {
    case nil, .no: return nil
    case .yes: return exposed
    case .on(let day):
      if let exposed, day < exposed { refuseEarly(uptake, day, exposed, &row) }
      return day
    }
  }

  private func readEvents(
    unit: String,
    day exposed: Day?,
    form: KnownHypotheses.Known?,
    _ row: inout RowReading
  ) -> [UnitEvent] {
    var events: [UnitEvent] = []
    events.reserveCapacity(stages.count)
    var latest: (stage: String, day: Day)?
    for (stage, column) in stages {
      let answer = row.answer(column)
      let isPayment = stage == PaymentStage.key
      let amount = isPayment ? row.money(revenue) : nil
      let name = isPayment ? row.text(package) : nil
      if isPayment, answer == nil || answer == .no {
        refuseUnpaid(revenue, &row)
        refuseUnpaid(package, &row)
      }
      switch answer {
      case nil: break
      case .no:
        events.append(UnitEvent(unit: unit, stage: stage, reached: false, day: nil))
      case .yes:
        events.append(
          UnitEvent(
            unit: unit,
            stage: stage,
            reached: true,
            day: nil,
            amount: amount,
            packageName: name
          )
        )
      case .on(let day):
        if let exposed, day < exposed, !comesBeforeDraw(stage, form) {
          refuseEarly(column, day, exposed, &row)
        } else if let latest, day < latest.day {
          row.refuse(
            column,
            "import.stageOrder",
            value: day.description,
            [
              "stage": stage, "earlierStage": latest.stage,
              "earlierDate": latest.day.description,
            ]
          )
        } else {
          latest = (stage, day)
        }
        events.append(
          UnitEvent(
            unit: unit,
            stage: stage,
            reached: true,
            day: day,
            amount: amount,
            packageName: name
          )
        )
      }
    }
    return events
  }

  /// A lead came before its unit was drawn at the meeting: such stages may be older than the arm.
  private func comesBeforeDraw(_ stage: String, _ form: KnownHypotheses.Known?) -> Bool {
    guard let form, let drawn = counterOrder.firstIndex(of: form.form.drawnAt),
      let position = counterOrder.firstIndex(of: stage)
    else { return false }
    return position < drawn
  }

  private func refuseUnpaid(_ column: Column, _ row: inout RowReading) {
    guard let bytes = row.bytes(column) else { return }
    row.refuse(
      column,
      "import.withoutPayment",
      value: String(decoding: bytes, as: UTF8.self),
      ["stage": PaymentStage.key]
    )
  }

  private func refuseEarly(
    _ column: Column,
    _ day: Day,
    _ exposed: Day,
    _ row: inout RowReading
  ) {
    row.refuse(
      column,
      "import.beforeExposure",
      value: day.description,
      ["stage": column.name, "exposure": exposed.description]
    )
  }
}
