package import VerdictModel

extension Desk {
  /// Records what the meeting did with a hypothesis: owner, date, lesson.
  package func decide(
    _ key: String,
    period: HalfMonth,
    choice: DecisionChoice,
    why: String,
    lesson: String,
    owner: String,
    due: Day?,
    checkOn: Day?
  ) async throws -> Decision {
    let decision = Decision(
      hypothesis: key,
      period: period,
      choice: choice,
      why: why,
      lesson: lesson,
      owner: owner,
      due: due,
      checkOn: checkOn,
      author: author,
      at: now
    )
    try await store.write(act("decide", key, detail: choice.rawValue), .commit) { writer in
      let start = try running(key, writer).form.start
      // A review that closed before the test began had nothing to say of it.
      guard try writer.review(period) != nil, start <= period.end else {
        throw WorkflowError.reviewMissing(period)
      }
      try writer.decide(decision)
    }
    return decision
  }
}
