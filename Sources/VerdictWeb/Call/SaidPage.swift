import VerdictModel
import VerdictReports
import VerdictWorkflow

/// One client after the lot: what to say, and four things that may come of it.
enum SaidPage {
  static func show(_ visit: Visit, _ typed: Typed) async throws -> Page {
    let words = CallWords(visit.language)
    let client = try await client(visit)
    let base = CallPages.path(client.form.id, client.exposure.unit)
    let isVariant = client.arm.key != client.form.control.key
    let script = client.arm.script.map { visit.language.text($0) } ?? ""
    let batch = Int(visit.query["done"] ?? "")
    let said = CallOutcome(rawValue: visit.query["what"] ?? "")
    let isTakenBack = visit.query["undone"] != nil
    let values: Values = [
      "client": words.client(client.exposure.unit), "base": base, "isVariant": isVariant,
      "way": isVariant ? words.newWay : words.oldWay,
      "arm": visit.language.text(client.arm.title), "hasScript": !script.isEmpty,
      "script": script, "wasBefore": visit.query["again"] != nil,
      "drawnBefore": words.drawnBefore, "isRecorded": batch != nil && said != nil,
      "recorded": words.recorded(said?.rawValue ?? ""), "batch": String(batch ?? 0),
      "undo": words.undo, "whatCame": words.whatCame, "different": words.outcome("different"),
      "differently": words.differently, "next": words.next, "offline": words.offline,
      "sending": words.sending,
      "outcomes": CallOutcome.allCases.map { outcome -> Values in
        ["code": outcome.rawValue, "label": words.outcome(outcome.rawValue)]
      },
      "said": Field("said", words.differentlyField).with { $0.isRequired = false }
        .values(typed, visit.words),
    ]
    return Page(
      words.client(client.exposure.unit),
      template: "said",
      values,
      place: .call,
      typed: typed,
      notice: isTakenBack
        ? words.takenBack : visit.query["noted"] != nil ? words.noted : ""
    )
  }

  static func submit(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let client = try await client(visit)
    let (key, unit) = (client.form.id, client.exposure.unit)
    let base = CallPages.path(key, unit)
    if typed["outcome"] == "different" {
      let said = typed.trimmed("said")
      _ = try await visit.once(typed, answer: base + "?noted=1") { desk in
        try await desk.noteDeviation(of: unit, in: key, said: said)
      }
      return .redirect(base + "?noted=1")
    }
    guard let outcome = CallOutcome(rawValue: typed["outcome"]) else {
      throw SiteProblem.badRequest
    }
    let done = try await visit.once(typed, answer: base) { desk in
      try await desk.record(outcome, of: unit, in: key)
    }
    switch done {
    case .done(let batch):
      return .redirect(base + "?done=\(batch)&what=\(outcome.rawValue)")
    case .repeated(let answer): return .redirect(answer)
    }
  }

  static func undo(_ visit: Visit, _ typed: Typed) async throws -> Reply {
    let client = try await client(visit)
    guard let batch = Int(typed["batch"]) else { throw SiteProblem.badRequest }
    let answer = CallPages.path(client.form.id, client.exposure.unit) + "?undone=1"
    _ = try await visit.once(typed, answer: answer) { desk in try await desk.takeBack(batch) }
    return .redirect(answer)
  }

  private struct Client: Sendable {
    let form: HypothesisForm
    let exposure: Exposure
    let arm: Arm
  }

  /// The client of the address: a manager's own, or anybody's for the head.
  private static func client(_ visit: Visit) async throws -> Client {
    let (key, unit) = (visit.parameter("test"), visit.parameter("unit"))
    let found = try await visit.office.store.read { reader -> Client? in
      guard let form = try reader.hypothesis(key)?.form,
        let record = try reader.unit(unit, hypothesis: key),
        let arm = form.arms.first(where: { $0.key == record.exposure.arm })
      else { return nil }
      return Client(form: form, exposure: record.exposure, arm: arm)
    }
    // Whose client it is, or that there is none, look the same to others.
    guard let found, visit.person.manager == nil || found.exposure.manager == visit.person.manager
    else { throw SiteProblem.notFound }
    return found
  }
}
