package import VerdictModel

/// What a reader must know of the company to read its files.
package struct ImportContext: Sendable {
  package let funnel: FunnelDefinition
  /// Registered segments beyond the first, each a column of outcome rows of its own.
  package let segments: [String]
  /// The hypothesis of rows in a file without a `hypothesis` column (`--hypothesis`).
  package let hypothesis: String?
  /// All registered hypotheses: names, arms and dates are then checked with line and column.
  ///
  /// Nil leaves these checks to the store.
  package let forms: [HypothesisForm]?
  /// How many refusals are kept; all are counted.
  package let refusalLimit: Int
  /// Names that mean the same, the company's own first.
  package let aliases: Aliases
  /// Sources and managers the table already has.
  package let sources: [String]
  package let managers: [String]
  /// The last day that can have data; nil does not ask.
  package let today: Day?
  /// Three letters, as `RUB`; nil does not ask.
  package let currency: String?
  /// What the person said about the file.
  package let options: ImportOptions
  /// A deal is that of the field «Менеджер», where a file has it beside the responsible of the CRM.
  package let prefersManagerField: Bool

  package init(
    funnel: FunnelDefinition,
    segments: [String] = [],
    hypothesis: String? = nil,
    forms: [HypothesisForm]? = nil,
    refusalLimit: Int = 50,
    aliases: Aliases = .builtIn,
    sources: [String] = [],
    managers: [String] = [],
    today: Day? = nil,
    currency: String? = nil,
    options: ImportOptions = ImportOptions(),
    prefersManagerField: Bool = false
  ) {
    self.funnel = funnel
    self.segments = segments
    self.hypothesis = hypothesis
    self.forms = forms
    self.refusalLimit = refusalLimit
    self.aliases = aliases
    self.sources = sources
    self.managers = managers
    self.today = today
    self.currency = currency
    self.options = options
    self.prefersManagerField = prefersManagerField
  }

  /// Columns for segments beyond the first: those named, then those of the forms.
  var segmentColumns: [String] {
    var columns = segments
    for segment in (forms ?? []).flatMap({ $0.segments.dropFirst() })
    where !columns.contains(segment.key) {
      columns.append(segment.key)
    }
    return columns
  }

  func form(_ key: String) -> HypothesisForm? {
    forms?.first { $0.id == key }
  }
}
