package import VerdictModel

/// The arm a unit got, with the words to say.
package struct Draw: Hashable, Sendable {
  package let unit: String
  package let arm: Arm
  /// False when the unit had been drawn before: the same unit always has the same arm.
  package let isNew: Bool
}

/// A client who has just agreed, with what is known of them at that moment.
package struct DrawRequest: Hashable, Sendable {
  package let unit: String
  package let manager: String?
  package let source: String?
  package let segment: String?
  /// Nil: today.
  package let day: Day?
  package init(
    unit: String,
    manager: String? = nil,
    source: String? = nil,
    segment: String? = nil,
    day: Day? = nil
  ) {
    self.unit = unit
    self.manager = manager
    self.source = source
    self.segment = segment
    self.day = day
  }
}

extension Desk {
  /// Draws arms at the moment clients agree, and records the exposures, in one transaction.
  package func draw(_ key: String, _ requests: [DrawRequest]) async throws -> [Draw] {
    let units = requests.map(\.unit).joined(separator: " ")
    return try await store.write(act("draw", key, detail: units), .commit) { writer in
      let hypothesis = try running(key, writer)
      let today = try today(writer)
      var isOpen = false
      return try requests.map { request in
        try draw(request, hypothesis, today: today, isOpen: &isOpen, writer)
      }
    }
  }

  private func draw(
    _ request: DrawRequest,
    _ hypothesis: RegisteredHypothesis,
    today: Day,
    isOpen: inout Bool,
    _ writer: any StoreWriter
  ) throws -> Draw {
    let form = hypothesis.form
    let unit = request.unit
    let drawn = try writer.allocation(form.id, unit: unit)
    if let known = try writer.unit(unit, hypothesis: form.id), let armKey = known.exposure.arm {
      return Draw(unit: unit, arm: try arm(drawn?.arm ?? armKey, form), isNew: false)
    }
    let day = request.day ?? today
    guard day <= today else { throw WorkflowError.dayInFuture(day) }
    if let stopped = form.stoppedOn, day > stopped {
      throw WorkflowError.notDrawable(hypothesis: form.id, reason: "stopped")
    }
    guard (form.start...form.end).contains(day) else {
      throw WorkflowError.outsideDates(
        hypothesis: form.id,
        day: day,
        start: form.start,
        end: form.end
      )
    }
    func exposure(_ arm: String?) -> Exposure {
      Exposure(
        unit: unit,
        arm: arm,
        day: day,
        manager: request.manager,
        source: request.source,
        segment: request.segment
      )
    }
    // A draw stands for ever: where an undo took the exposure back, the same arm is exposed again.
    let entry = try drawn ?? nextEntry(hypothesis, exposure(nil), writer)
    if drawn == nil { try writer.draw(form.id, entry) }
    if !isOpen {
      _ = try writer.beginBatch(kind: "draw", file: "", sha256: "", preset: "")
      isOpen = true
    }
    _ = try writer.put(
      UnitRecord(hypothesis: form.id, exposure: exposure(entry.arm), events: [])
    )
    return Draw(unit: unit, arm: try arm(entry.arm, form), isNew: drawn == nil)
  }

  /// The next place of the sealed list in the unit's stratum, or the arm its number's parity gives.
  func nextEntry(
    _ hypothesis: RegisteredHypothesis,
    _ exposure: Exposure,
    _ reader: any StoreReader
  ) throws -> AllocationEntry {
    let form = hypothesis.form
    switch form.allocation {
    case .slices(let design):
      return try entry(of: design, form, exposure, reader)
    case .parity:
      let count = try reader.allocationCount(form.id, stratum: "parity")
      return AllocationEntry(
        stratum: "parity",
        position: count,
        arm: try Self.parityArm(exposure.unit, form),
        unit: exposure.unit,
        author: author,
        at: now
      )
    case .blocks(let cut):
      let stratum = exposure.member(of: cut)
      let position = try reader.allocationCount(form.id, stratum: stratum)
      guard let seal = hypothesis.seal else {
        throw WorkflowError.notDrawable(hypothesis: form.id, reason: "noSeal")
      }
      let list = SealedList(seal: seal, arms: form.arms.map(\.key))
      return AllocationEntry(
        stratum: stratum,
        position: position,
        arm: list.arm(stratum: stratum, position: position),
        unit: exposure.unit,
        author: author,
        at: now
      )
    }
  }

  /// The arm that the lot gave the unit's day or manager.
  private func entry(
    of design: SliceDesign,
    _ form: HypothesisForm,
    _ exposure: Exposure,
    _ reader: any StoreReader
  ) throws -> AllocationEntry {
    guard design.countsUnits, let variant = form.variants.first else {
      throw WorkflowError.readFromTable(hypothesis: form.id)
    }
    let calendar = try CompanySettings(reader.settings(), at: now).calendar
    let isVariant = design.isVariant(
      day: exposure.day,
      member: exposure.manager,
      drawnDays: Set(SliceDesign.blocks(of: form.start...form.end, calendar).joined())
    )
    guard let isVariant else {
      throw WorkflowError.notDrawable(hypothesis: form.id, reason: "notInLot")
    }
    let stratum = design.kind == .day ? exposure.day.description : exposure.manager ?? ""
    return AllocationEntry(
      stratum: stratum,
      position: try reader.allocationCount(form.id, stratum: stratum),
      arm: isVariant ? variant.key : form.control.key,
      unit: exposure.unit,
      author: author,
      at: now
    )
  }

  /// Odd deal numbers: control; even ones: the variant.
  static func parityArm(_ unit: String, _ form: HypothesisForm) throws -> String {
    guard let digit = unit.reversed().first(where: \.isNumber)?.wholeNumberValue else {
      throw WorkflowError.parityNeedsNumber(unit: unit)
    }
    return digit % 2 == 1 ? form.control.key : form.variants.first?.key ?? form.control.key
  }

  private func arm(_ key: String, _ form: HypothesisForm) throws -> Arm {
    guard let arm = form.arms.first(where: { $0.key == key }) else {
      throw ModelError.unknownArm(hypothesis: form.id, arm: key)
    }
    return arm
  }
}
