import VerdictModel

/// One line of a list that can be printed: who, or when, gets which arm.
package struct LotLine: Hashable, Sendable, Codable {
  /// A day, a manager or source, or the place in the sealed list counted from 1.
  package let place: String
  package let arm: String
}

extension Desk {
  /// The lot of a running test as a list to print.
  ///
  /// Days and members are no secret once they are drawn. The sealed list of a test by unit is: its
  /// next places can be printed for an office without a connection, and the audit then says that
  /// somebody has seen them.
  ///
  /// - Parameters:
  ///   - key: of a running test.
  ///   - member: by unit: the manager (or other member of the draw's cut) whose list is wanted.
  ///   - ahead: by unit: how many places after those drawn.
  /// - Returns: lines in the order in which they are used.
  /// - Throws: `notDrawable` for parity, and what the store throws.
  package func lots(_ key: String, member: String, ahead: Int) async throws -> [LotLine] {
    try await store.write(
      act("hypothesis.lots", key, detail: member.isEmpty ? "" : "\(member) +\(ahead)"),
      .commit
    ) { writer in
      let hypothesis = try running(key, writer)
      let form = hypothesis.form
      let variant = form.variants.first?.key ?? ""
      if let design = form.allocation.slices {
        let calendar = try CompanySettings(writer.settings(), at: now).calendar
        if design.kind == .day {
          return SliceDesign.blocks(of: form.start...form.end, calendar).joined().map { day in
            LotLine(
              place: day.description,
              arm: design.days.contains(day) ? variant : form.control.key
            )
          }
        }
        return design.members.map { member in
          LotLine(
            place: member,
            arm: design.variant.contains(member) ? variant : form.control.key
          )
        }
      }
      guard case .blocks = form.allocation, let seal = hypothesis.seal else {
        throw WorkflowError.notDrawable(hypothesis: key, reason: "noSeal")
      }
      let list = SealedList(seal: seal, arms: form.arms.map(\.key))
      let drawn = try writer.allocationCount(key, stratum: member)
      return (drawn..<(drawn + max(0, ahead))).map { position in
        LotLine(
          place: String(position + 1),
          arm: list.arm(stratum: member, position: position)
        )
      }
    }
  }
}
