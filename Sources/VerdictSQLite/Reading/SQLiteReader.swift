import Foundation
import GRDB
import Synchronization
import VerdictModel

/// Answers within one snapshot; made for one call and gone with it.
class SQLiteReader {
  let connection: ActConnection
  let terms: Terms
  private var known: [HypothesisEntry]?
  private var definition: FunnelDefinition?
  private var stagesOfTests: [String: [String]] = [:]
  /// Of the hypothesis asked last.
  private var sheets: (hypothesis: Int, byCut: [Int: CellSheet])?
  private var tallies: (hypothesis: Int, sheet: TallySheet)?

  /// A hypothesis as the hot paths need it: the form in force, decoded once.
  struct HypothesisEntry {
    let id: Int
    let key: String
    let state: HypothesisState
    let form: HypothesisForm
  }

  init(_ database: Database, isWritable: Bool = false) {
    connection = ActConnection(database)
    terms = Terms(connection, isWritable: isWritable)
  }

  var database: Database { get throws { try connection.database } }
  var statements: PreparedStatements { get throws { try connection.statements } }

  /// Brings cells and sums up to date with the rows; a reader has nothing waiting.
  func settle() throws {}

  /// Writes rows of units that wait to be written together; a reader has none.
  func writeWaitingRows() throws {}

  /// The cells of a hypothesis in a cut, read once.
  func cellSheet(hypothesis: Int, cut: Int) throws -> CellSheet {
    if let sheets, sheets.hypothesis == hypothesis, let known = sheets.byCut[cut] { return known }
    let made = try CellSheet(hypothesis: hypothesis, cut: cut, statements)
    if sheets?.hypothesis != hypothesis { sheets = (hypothesis, [:]) }
    sheets?.byCut[cut] = made
    return made
  }

  /// The tallies of a hypothesis, read once.
  func tallySheet(hypothesis: Int) throws -> TallySheet {
    if let tallies, tallies.hypothesis == hypothesis { return tallies.sheet }
    let made = try TallySheet(hypothesis: hypothesis, statements)
    tallies = (hypothesis, made)
    return made
  }

  /// To be called when cells were written.
  func forgetCells() { sheets = nil }

  /// To be called when tallies were written.
  func forgetTallies() { tallies = nil }

  /// To be called when a hypothesis or the funnel definition was written.
  func forgetCatalogue() {
    known = nil
    definition = nil
    stagesOfTests = [:]
  }

  /// The register has id 0.
  static let register = 0

  func catalogue() throws -> [HypothesisEntry] {
    if let known { return known }
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT h.id, h.key, h.state, coalesce(
          (SELECT a.form FROM amendment a WHERE a.hypothesis = h.id ORDER BY a.number DESC LIMIT 1),
          h.form)
        FROM hypothesis h ORDER BY h.id
        """
    )
    let entries = try rows.map { row in
      HypothesisEntry(
        id: row[0],
        key: row[1],
        state: HypothesisState(rawValue: row[2]) ?? .draft,
        form: try Self.form(row[3])
      )
    }
    known = entries
    return entries
  }

  func entry(_ key: String) throws -> HypothesisEntry {
    guard let entry = try catalogue().first(where: { $0.key == key }) else {
      throw ModelError.unknownHypothesis(key)
    }
    return entry
  }

  func entry(id: Int) throws -> HypothesisEntry {
    guard let entry = try catalogue().first(where: { $0.id == id }) else {
      throw ModelError.damaged(detail: "hypothesis \(id)")
    }
    return entry
  }

  /// 0 for the register.
  func hypothesisID(_ key: String?) throws -> Int {
    guard let key else { return Self.register }
    return try entry(key).id
  }

  func hypothesisKey(_ id: Int) throws -> String? {
    id == Self.register ? nil : try entry(id: id).key
  }

  /// Forms by their bytes: a form is read with every request, and its bytes never change.
  private static let forms = Mutex<[Data: HypothesisForm]>([:])

  static func form(_ bytes: Data) throws -> HypothesisForm {
    if let known = forms.withLock({ $0[bytes] }) { return known }
    do {
      let form = try JSONDecoder().decode(HypothesisForm.self, from: bytes)
      forms.withLock { forms in
        if forms.count >= 500 { forms = [:] }
        forms[bytes] = form
      }
      return form
    } catch {
      throw ModelError.damaged(detail: "hypothesis form: \(error)")
    }
  }

  func funnelDefinition() throws -> FunnelDefinition {
    if let definition { return definition }
    guard let text = try setting(SettingKey.funnel) else { return .standard }
    do {
      let read = try JSONDecoder().decode(FunnelDefinition.self, from: Data(text.utf8))
      definition = read
      return read
    } catch {
      throw ModelError.damaged(detail: "funnel definition: \(error)")
    }
  }

  /// Keys of the funnel's stages in order, as `Contributions.of` wants them.
  func stageKeys() throws -> [String] { try funnelDefinition().stages.map(\.key) }

  /// The stages a test counts by: those of its start, where the funnel has changed since.
  func stageKeys(of hypothesis: String) throws -> [String] {
    if let known = stagesOfTests[hypothesis] { return known }
    let kept = try setting(SettingKey.stages(of: hypothesis))
    let keys = try kept.map { $0.split(separator: ",").map(String.init) } ?? stageKeys()
    stagesOfTests[hypothesis] = keys
    return keys
  }

  func setting(_ key: String) throws -> String? {
    try String.fetchOne(database, sql: "SELECT value FROM setting WHERE key = ?", arguments: [key])
  }

  func settings() throws -> [String: String] {
    var values: [String: String] = [:]
    let rows = try Row.fetchCursor(database, sql: "SELECT key, value FROM setting")
    while let row = try rows.next() { values[row[0]] = row[1] }
    return values
  }
}

/// Settings the store itself reads.
enum SettingKey {
  /// The funnel definition as JSON.
  static let funnel = "funnel"
  /// Keys of the stages a test keeps from before the funnel changed, joined with commas.
  static func stages(of hypothesis: String) -> String {
    FunnelDefinition.stagesSetting(of: hypothesis)
  }
}

extension SQLiteReader: StoreReader {}
