package import VerdictAnalysis
import VerdictExchange
package import VerdictModel

extension Desk {
  /// Registers a draft (or replaces one) and says what the test can show.
  package func add(_ form: HypothesisForm) async throws -> RegistrationForecast {
    try await store.write(act("hypothesis.add", form.id), .commit) { writer in
      let form = try linked(form, writer)
      let bytes = FormCodec.bytes(of: form)
      try writer.register(form, bytes: bytes, sha256: sha256(bytes))
      return try forecast(form, writer)
    }
  }

  /// Freezes a draft: base rate, absolute δ*, mode, looks and the seal's fingerprint go into the form.
  ///
  /// The seal is random; it is given only where a simulation must be reproducible.
  package func start(_ key: String, seal given: [UInt8]? = nil) async throws
    -> RegisteredHypothesis
  {
    try await store.write(act("hypothesis.start", key), .commit) { writer in
      guard let hypothesis = try writer.hypothesis(key) else {
        throw ModelError.unknownHypothesis(key)
      }
      guard hypothesis.state == .draft else { throw ModelError.notDraft(key) }
      var form = hypothesis.original
      let base = try TableHistory(writer, before: form.start).base(of: form)
      // Ten per cent of nothing is nothing: a base of zero is as good as none.
      guard let effect = form.effect.absolute(baseRate: base?.rate), effect > 0 else {
        throw WorkflowError.baseRateMissing(hypothesis: key, stage: form.stage)
      }
      var seal: [UInt8]?
      if case .blocks = form.allocation { seal = given ?? SealedList.randomSeal() }
      if let design = form.allocation.slices, design.isDrawn {
        let drawn = given ?? SealedList.randomSeal()
        let calendar = try CompanySettings(writer.settings(), at: now).calendar
        let list = SealedList(seal: drawn, arms: form.arms.map(\.key))
        form.allocation = .slices(design.drawn(by: list, for: form, calendar))
        seal = drawn
      }
      form.frozen = FrozenTerms(
        smallestWorthwhileEffect: effect,
        baseRate: base?.rate,
        mode: form.mode ?? form.defaultMode,
        reviews: WorkingCalendar.russia.reviews(from: form.start, ripe: form.ripeOn),
        sealSHA256: seal.map(SealedList.fingerprint)
      )
      let bytes = FormCodec.bytes(of: form)
      try writer.start(form, bytes: bytes, sha256: sha256(bytes), seal: seal)
      guard let started = try writer.hypothesis(key) else {
        throw ModelError.unknownHypothesis(key)
      }
      return started
    }
  }

  /// Stops a running test: exposures after `day` do not count, nothing is topped up.
  ///
  /// What a published review has read stays read: a day before its data closed is refused. So is a
  /// stop of a test whose final look has closed: its verdict would change after the fact.
  package func stop(_ key: String, on day: Day?, reason: String) async throws {
    guard !reason.isEmpty else { throw WorkflowError.reasonMissing }
    try await store.write(act("hypothesis.stop", key, detail: reason), .commit) { writer in
      let hypothesis = try running(key, writer)
      if let stopped = hypothesis.form.stoppedOn {
        throw WorkflowError.alreadyStopped(hypothesis: key, day: stopped)
      }
      var form = hypothesis.form
      let today = try today(writer)
      let stop = day ?? today
      guard stop <= today else { throw WorkflowError.dayInFuture(stop) }
      if try history(of: hypothesis, asOf: today - 1, writer).tracks.last?.isFinal ?? false {
        throw WorkflowError.alreadyStopped(hypothesis: key, day: min(form.end, today))
      }
      let firstUnread = stop + min(form.maturityDays, 1)
      if let look = try writer.looks(key).last(where: { $0.asOf >= firstUnread }) {
        throw ModelError.reviewPublished(period: look.period.description)
      }
      form.stoppedOn = max(form.start - 1, min(stop, form.end))
      let bytes = FormCodec.bytes(of: form)
      try writer.amend(form, bytes: bytes, sha256: sha256(bytes), reason: reason)
    }
  }

  /// Amends a running test: words, owner and segments are free; end, planned size, w, δ*, metric,
  /// direction, guardrails and what a pick is made of only until a look has counted.
  package func amend(_ key: String, with new: HypothesisForm, reason: String) async throws {
    guard !reason.isEmpty else { throw WorkflowError.reasonMissing }
    try await store.write(act("hypothesis.amend", key, detail: reason), .commit) { writer in
      let hypothesis = try running(key, writer)
      let old = hypothesis.form
      var form = new
      form.id = key
      form.stoppedOn = old.stoppedOn
      var fixed: [String] = []
      if form.start != old.start { fixed.append("start") }
      let sides = form.arms.map { ($0.key, $0.isControl) }
      if !sides.elementsEqual(old.arms.map { ($0.key, $0.isControl) }, by: ==) {
        fixed.append("arms")
      }
      // The lot was drawn at the start: an amended file names none, and keeps it.
      if form.allocation == hypothesis.original.allocation.undrawn {
        form.allocation = old.allocation
      }
      if form.allocation != old.allocation { fixed.append("allocation") }
      if form.significanceLevel != old.significanceLevel { fixed.append("significance_level") }
      if form.goal != old.goal { fixed.append("goal") }
      if form.stratum != old.stratum { fixed.append("stratum") }
      guard fixed.isEmpty else {
        throw WorkflowError.amendmentCloses(hypothesis: key, fields: fixed)
      }
      var closing: [String] = []
      if form.end != old.end { closing.append("end") }
      if form.plannedPerArm != old.plannedPerArm { closing.append("planned_per_arm") }
      if form.maturityDays != old.maturityDays { closing.append("maturity_days") }
      if form.effect != old.effect { closing.append("smallest_worthwhile_effect") }
      if form.stage != old.stage { closing.append("metric") }
      if form.measure != old.measure { closing.append("measure") }
      if form.direction != old.direction { closing.append("direction") }
      if form.guardrails != old.guardrails { closing.append("guardrails") }
      if form.isReversible != old.isReversible { closing.append("reversible") }
      if form.costPerUnit != old.costPerUnit { closing.append("cost_per_unit") }
      if form.tau != old.tau { closing.append("spread") }
      if form.drawnAt != old.drawnAt { closing.append("drawn_at") }
      if !closing.isEmpty {
        let history = try history(of: hypothesis, asOf: try today(writer), writer)
        if history.tracks.contains(where: \.counts) {
          throw WorkflowError.amendmentCloses(hypothesis: key, fields: closing)
        }
      }
      let base = old.frozen?.baseRate
      form.frozen = FrozenTerms(
        smallestWorthwhileEffect: form.effect.absolute(baseRate: base)
          ?? old.frozen?.smallestWorthwhileEffect ?? 0.05,
        baseRate: base,
        mode: old.frozen?.mode ?? form.mode ?? form.defaultMode,
        reviews: WorkingCalendar.russia.reviews(from: form.start, ripe: form.ripeOn),
        sealSHA256: old.frozen?.sealSHA256
      )
      let bytes = FormCodec.bytes(of: form)
      try writer.amend(form, bytes: bytes, sha256: sha256(bytes), reason: reason)
    }
  }

  /// The looks closed by a day, replayed from the cells.
  private func history(
    of hypothesis: RegisteredHypothesis,
    asOf day: Day,
    _ reader: any StoreReader
  ) throws -> LookHistory {
    let looks = try Gatherer(reader, calendar: .russia).looks(of: hypothesis, asOf: day)
    do {
      return try LookHistory(form: hypothesis.form, asOf: day, looks: looks)
    } catch {
      throw WorkflowError(error)
    }
  }

  package func bet(_ bet: Bet) async throws {
    try await store.write(act("hypothesis.bet", bet.hypothesis, detail: bet.person), .commit) {
      guard try $0.hypothesis(bet.hypothesis) != nil else {
        throw ModelError.unknownHypothesis(bet.hypothesis)
      }
      try $0.bet(bet)
    }
  }

  /// A started hypothesis.
  func running(_ key: String, _ reader: any StoreReader) throws -> RegisteredHypothesis {
    guard let hypothesis = try reader.hypothesis(key) else {
      throw ModelError.unknownHypothesis(key)
    }
    guard hypothesis.state == .started else { throw ModelError.notRunning(key) }
    return hypothesis
  }

  /// What the test can show, from the table's last 90 days before its start.
  func forecast(_ form: HypothesisForm, _ reader: any StoreReader) throws -> RegistrationForecast {
    let history = try TableHistory(reader, before: form.start)
    let base = try history.base(of: form)
    let volume = try history.perMonth(form.allocation.slices?.per ?? form.drawnAt)
    let months = Double(form.end - form.start + 1) / (365.25 / 12)
    let units = volume.map { Int(($0 * months / Double(form.arms.count)).rounded()) }
    let calendar = try CompanySettings(reader.settings(), at: now).calendar
    let upstream = try history.upstream(of: form)
    let others = try running(beside: form, reader)
    let weeks = try TableHistory.weeks(of: form, reader)
    let past = try pastTests(reader)
    do {
      var answer: RegistrationForecast = try ForecastMemo.answer(
        ForecastMemo.Question(
          form: form,
          unitsPerArm: max(5, units ?? form.plannedPerArm),
          unitsPerMonth: volume,
          base: base?.rate ?? (form.measure == nil ? 0.5 : 0),
          baseIsOwn: base != nil,
          spread: history.spread(of: form),
          calendar: calendar
        )
      )
      answer.remarks = try RegistrationRemarks(
        form: form,
        forecast: answer,
        upstream: upstream,
        others: others,
        weeks: weeks,
        past: past
      ).remarks()
      return answer
    } catch {
      throw WorkflowError(error)
    }
  }

  /// Started tests whose verdict is still to come.
  private func running(beside form: HypothesisForm, _ reader: any StoreReader) throws
    -> [HypothesisForm]
  {
    try reader.hypotheses().filter { $0.state == .started }.compactMap { hypothesis in
      let hasEnded = try reader.looks(hypothesis.key).contains { try isLastWord($0) }
      return hasEnded ? nil : hypothesis.form
    }
  }
}
