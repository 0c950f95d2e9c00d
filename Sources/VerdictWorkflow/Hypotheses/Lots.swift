import VerdictModel

/// Lots over days and managers: drawn once at the start from the seal, and frozen in the form.
extension SealedList {
  /// As many names as asked, every choice equally likely; the order of `names` does not matter.
  ///
  /// - Parameters:
  ///   - count: how many, 0…names.
  ///   - names: each once.
  ///   - purpose: keeps lots of one seal apart from each other.
  /// - Returns: the chosen, in their own order.
  package func lot(_ count: Int, of names: [String], purpose: String) -> [String] {
    Array(shuffled(names.sorted(), stratum: "lot|" + purpose).prefix(count)).sorted()
  }
}

extension SliceDesign {
  /// Draws what the tool draws: half of each block of days, or half of the managers.
  func drawn(by list: SealedList, for form: HypothesisForm, _ calendar: WorkingCalendar)
    -> SliceDesign
  {
    var design = self
    guard isDrawn else { return design }
    switch kind {
    case .day:
      design.days = Self.blocks(of: form.start...form.end, calendar).enumerated()
        .flatMap { index, block in
          list.lot(block.count / 2, of: block.map(\.description), purpose: "days \(index)")
        }
        .compactMap { Day(iso: $0) }
    case .manager, .some:
      design.variant = list.lot(members.count / 2, of: members, purpose: "members")
    case .all, .source: break
    }
    return design
  }
}
