import Mustache

/// The embedded templates, read once; everything in them is escaped unless they say otherwise.
enum Templates {
  /// Names and texts; a page's templates are listed by the page.
  static let library: MustacheLibrary = {
    var templates: [String: MustacheTemplate] = [:]
    for (name, bytes) in sources {
      do {
        templates[name] = try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
      } catch {
        preconditionFailure("the embedded template \(name) is well formed: \(error)")
      }
    }
    return MustacheLibrary(templates: templates)
  }()

  static func render(_ name: String, _ values: Values) -> String {
    guard let text = library.render(values, withTemplate: name) else {
      preconditionFailure("the template \(name) is embedded")
    }
    return text
  }

  private static let sources: [(String, [UInt8])] =
    frame + people + yesterday + call + hypotheses + review + plan

  private static let frame = [
    ("layout", PackageResources.layout_mustache),
    ("hidden", PackageResources.hidden_mustache),
    ("field", PackageResources.field_mustache),
    ("area", PackageResources.area_mustache),
    ("choice", PackageResources.choice_mustache),
    ("select", PackageResources.select_mustache),
    ("error", PackageResources.error_mustache),
    ("first", PackageResources.first_mustache),
  ]

  private static let people = [
    ("login", PackageResources.login_mustache),
    ("closed", PackageResources.closed_mustache),
    ("resume", PackageResources.resume_mustache),
    ("invitation", PackageResources.invitation_mustache),
    ("account", PackageResources.account_mustache),
    ("people", PackageResources.people_mustache),
    ("invited", PackageResources.invited_mustache),
    ("person", PackageResources.person_mustache),
  ]

  private static let yesterday = [
    ("morning", PackageResources.morning_mustache),
    ("row", PackageResources.row_mustache),
    ("done", PackageResources.done_mustache),
    ("files", PackageResources.files_mustache),
    ("day", PackageResources.day_mustache),
    ("cell", PackageResources.cell_mustache),
  ]

  private static let call = [
    ("call", PackageResources.call_mustache),
    ("said", PackageResources.said_mustache),
  ]

  private static let hypotheses = [
    ("hypotheses", PackageResources.hypotheses_mustache),
    ("register", PackageResources.register_mustache),
    ("hypothesis", PackageResources.hypothesis_mustache),
  ]

  private static let plan = [
    ("blocks", PackageResources.blocks_mustache),
    ("plan", PackageResources.plan_mustache),
    ("week", PackageResources.week_mustache),
    ("claims", PackageResources.claims_mustache),
    ("question", PackageResources.question_mustache),
  ]

  private static let review = [
    ("reviews", PackageResources.reviews_mustache),
    ("meeting", PackageResources.meeting_mustache),
    ("agenda", PackageResources.agenda_mustache),
    ("comparison", PackageResources.comparison_mustache),
    ("cases", PackageResources.cases_mustache),
    ("funnelTable", PackageResources.funnelTable_mustache),
    ("funnel", PackageResources.funnel_mustache),
    ("signals", PackageResources.signals_mustache),
    ("managers", PackageResources.managers_mustache),
  ]
}
