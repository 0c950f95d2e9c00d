/// What a file was taken for, by its content.
package struct FileRecognition: Hashable, Sendable, Codable {
  /// `canonical`, or the form of another program's file: `amocrm`, `direct.cabinet` and so on.
  package var preset: String
  /// `delimited`, `workbook` or `page` (an HTML table).
  package var container: String
  /// `utf-8`, `utf-16` or `windows-1251`; nil for a workbook.
  package var encoding: String?
  /// The separator of a delimited file: `,` `;` or a tab.
  package var separator: String?
  /// The sheet of a workbook.
  package var sheet: String?
  /// Further sheets, which were not read.
  package var otherSheets: [String] = []
  /// Line of the column names, from 1.
  package var headerLine: Int
  package var columns: [ColumnUse]
  /// The ad account, where the file or the person named one.
  package var account: String?

  package init(
    preset: String,
    container: String,
    encoding: String? = nil,
    separator: String? = nil,
    sheet: String? = nil,
    headerLine: Int,
    columns: [ColumnUse],
    account: String? = nil
  ) {
    self.preset = preset
    self.container = container
    self.encoding = encoding
    self.separator = separator
    self.sheet = sheet
    self.headerLine = headerLine
    self.columns = columns
    self.account = account
  }
}

/// What became of one column.
package struct ColumnUse: Hashable, Sendable, Codable {
  /// Why a column is left in the file.
  package enum LeftOut: String, Sendable, Codable {
    /// A ratio; ratios are computed from sums.
    case computed
    /// Names, phones, letters: not kept.
    case personal
    /// Nobody said what it means.
    case unknown
    /// The counter is kept by source, and the file names none.
    case noSource
    /// The counter is kept by manager, and the file names none.
    case noManager
    /// A column of totals.
    case total
    /// Another column has it already.
    case repeated
  }
  /// As the file has it.
  package let name: String
  /// From 0.
  package let position: Int
  /// What it holds: `date`, `source`, a counter's key and so on; nil when left out.
  package let field: String?
  package let leftOut: LeftOut?
  package init(name: String, position: Int, field: String?, leftOut: LeftOut? = nil) {
    self.name = name
    self.position = position
    self.field = field
    self.leftOut = leftOut
  }
}

/// Our sum of a column beside the file's own.
package struct TotalCheck: Hashable, Sendable, Codable {
  package let counter: String
  /// A count, or money in minor units.
  package let ours: Int64
  /// The file's row of totals; nil when it has none.
  package let theirs: Int64?
  package init(counter: String, ours: Int64, theirs: Int64?) {
    self.counter = counter
    self.ours = ours
    self.theirs = theirs
  }
  package var differs: Bool { theirs.map { $0 != ours } ?? false }
}

/// Something a person should know about an import that is no mistake.
package struct ImportNote: Hashable, Sendable, Codable {
  package enum Kind: String, Sendable, Codable {
    /// Deals now have another responsible; nothing moves in the past.
    case managerChanged
    /// Deals seen first when they were already further on: the day of the stage is not known.
    case undated
    /// Stages of the CRM that nobody matched to the funnel.
    case unknownStage
    /// Deals of an earlier file that this one covers and no longer has.
    case gone
    /// Paid deals that the CRM now calls lost.
    case paidThenLost
    /// Rows of one deal: kept once.
    case repeatedDeal
    /// The amount is the deal's budget, not a payment.
    case budgetAsAmount
    /// Cells with a spreadsheet's error, taken as missing.
    case brokenFormula
    /// Leads of the table are now counted from deals.
    case leadsFromDeals
    /// Names of managers matched by their words.
    case managerMatched
    /// The day a stage was first seen is its date, give or take the days since the last file.
    case firstSight
  }
  package let kind: Kind
  package let count: Int
  /// The first of them, to look at.
  package let examples: [String]
  package init(_ kind: Kind, count: Int, examples: [String] = []) {
    self.kind = kind
    self.count = count
    self.examples = examples
  }
}

/// A file nobody has described yet: what its columns seem to hold, for a person to confirm.
package struct LayoutProposal: Hashable, Sendable, Codable {
  package struct Column: Hashable, Sendable, Codable {
    package let name: String
    /// What it seems to hold; nil to leave it out.
    package var field: String?
    /// The first values, to recognise it by.
    package let examples: [String]
    package init(name: String, field: String?, examples: [String]) {
      self.name = name
      self.field = field
      self.examples = examples
    }
  }
  /// The fingerprint under which the answer is kept.
  package let header: String
  package var columns: [Column]
  /// Fields a column may hold.
  package let allowed: [String]
  /// The source of all its rows, where there is no such column.
  package var source: String?
  package init(header: String, columns: [Column], allowed: [String], source: String? = nil) {
    self.header = header
    self.columns = columns
    self.allowed = allowed
    self.source = source
  }
}
