package import VerdictModel
import Yams

/// Reads and writes a hypothesis as a person writes it, in YAML.
///
/// ```yaml
/// id: screen-share-now                # a–z, 0–9 and hyphens, at most 40
/// title: {ru: Экран сейчас, en: Screen share now}   # or one text for both languages
/// if: the manager offers to share the screen during the call
/// then: more of those who agreed to meet will come
/// because: a meeting that has begun cannot be forgotten
/// owner: Anna
/// unit: {ru: клиент, en: client}      # what is drawn; this is the default
/// drawn_at: meetings_scheduled        # counter at which the arm is drawn; this is the default
/// metric: meetings_held               # stage: units that reached it ÷ units exposed; the default
/// direction: up                       # up (default) or down is good
/// goal: choose                        # prove, or choose the better arm by a date
/// smallest_worthwhile_effect: 5 points   # or "5 пунктов", or "10 %" of the base rate
/// reversible: true                    # choose needs true
/// cost_per_unit: 1 point              # of the variant, 0 by default
/// spread: 8 points                    # prior spread of the difference, 8 by default
/// arms:                               # two or more, one of them the control
///   - key: usual
///     title: {ru: По-старому, en: As before}
///     control: true
///     script: {ru: "Когда вам удобно созвониться?", en: "When shall we meet?"}
///   - key: now
///     title: {ru: По-новому, en: The new way}
///     script: {ru: "Удобно, если сейчас покажу экран?", en: "May I share my screen now?"}
/// allocation:
///   method: blocks                    # sealed permuted blocks, or parity of the deal number
///   within: manager                   # manager (default), source, segment or none
/// start: 2026-11-02                   # first day of exposure
/// end: 2026-12-27                     # last day of exposure, inclusive
/// maturity_days: 14                   # 0–400
/// significance_level: 0.05            # two-sided, the default
/// planned_per_arm: 44                 # 5 or more
/// guardrails:
///   - metric: payments
///     direction: up                   # the default
///     margin: 5 points
///     policy: must_not_break          # the default, or must_hold
///     maturity_days: 30               # the hypothesis's own by default
/// segments:                           # {key, title} or one text; the first is the column `segment`
///   - {key: first_business, title: {ru: Первый бизнес, en: First business}}
/// stratum: manager                    # by default what the draw is blocked by; none for parity
/// mode: score                         # exact or score; left to the rule by default
/// ```
package enum HypothesisYAML {
  /// Largest file taken, in bytes.
  package static let largestFile = 1 << 18

  /// Reads a hypothesis file.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: the name to give in places.
  ///   - funnel: the company's stages and counters.
  /// - Returns: a form that passes every check, without frozen terms.
  /// - Throws: `refused` with everything that is wrong, in the file's order. Line and column of
  ///   each place count from 1, the column in characters; `values["key"]` is the way to the value,
  ///   `arms[2].key`.
  package static func read(
    _ bytes: [UInt8],
    file: String,
    funnel: FunnelDefinition
  ) throws(ExchangeError) -> HypothesisForm {
    let root = try compose(bytes, file: file)
    var assembly = FormAssembly(root, file: file, funnel: funnel)
    let form = assembly.assemble()
    let refusals = assembly.reading.refusals.sorted
    guard let form, refusals.isEmpty else {
      precondition(!refusals.isEmpty, "a form is missing only where something was refused")
      throw .refused(file: file, refusals: refusals, total: refusals.count)
    }
    return form
  }

  /// The tree of a file that parses and whose top is a mapping.
  static func compose(
    _ bytes: [UInt8],
    file: String
  ) throws(ExchangeError) -> Node.Mapping {
    func refused(
      _ code: String,
      _ line: Int? = nil,
      _ column: Int? = nil,
      _ values: [String: String] = [:]
    ) -> ExchangeError {
      let place = FilePlace(file: file, line: line, column: column.map(String.init))
      return .refused(
        file: file,
        refusals: [Refusal(place: place, code: code, values: values)],
        total: 1
      )
    }
    var text = bytes
    switch FileSignature.inspect(bytes) {
    case .text(let skip): text.removeFirst(skip)
    case .refused(let code): throw refused(code)
    }
    if text.count > largestFile {
      throw refused("form.tooLarge", nil, nil, ["limit": String(largestFile)])
    }
    switch TextCheck.offence(in: text) {
    case nil: break
    case .zero(let offset): throw refused("file.binary", line(of: offset, in: text))
    case .notUTF8(let offset):
      let code = TextCheck.looksLikeWindows1251(text) ? "file.windows1251" : "file.notUTF8"
      throw refused(code, line(of: offset, in: text))
    }
    if let deep = deepLine(text) { throw refused("form.tooDeep", deep) }
    do {
      guard let node = try Yams.compose(yaml: String(decoding: text, as: UTF8.self)) else {
        throw refused("file.empty")
      }
      guard let mapping = node.mapping else {
        throw refused(
          "form.wrongType",
          node.mark?.line ?? 1,
          node.mark?.column ?? 1,
          ["expected": "mapping"]
        )
      }
      return mapping
    } catch let error as ExchangeError {
      throw error
    } catch YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _), YamlError.composer(_, let problem, let mark, _)
    {
      throw refused("form.syntax", mark.line, mark.column, ["detail": problem])
    } catch YamlError.reader(let problem, let offset, _, _) {
      let place = offset.map { line(of: $0, in: text) }
      throw refused("form.syntax", place, nil, ["detail": problem])
    } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
      let key = duplicates.first ?? ""
      let repeated = lineOfRepeat(key, in: text, after: context.mark.line)
      throw refused("form.duplicateKey", repeated, nil, ["key": key])
    } catch {
      throw refused("form.syntax", 1, 1, ["detail": ""])
    }
  }

  private static func line(of offset: Int, in text: [UInt8]) -> Int {
    1 + text.prefix(offset).count { $0 == 0x0A }
  }

  /// The line on which a key of a mapping is written the second time; the mapping's own line when
  /// the key is not written at the start of one (as in `{a: 1, a: 2}`).
  private static func lineOfRepeat(_ key: String, in text: [UInt8], after first: Int) -> Int {
    var indents: Set<Int> = []
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where index + 1 >= first {
      let start = line.drop { $0 == 0x20 || $0 == 0x2D }
      guard start.starts(with: key.utf8), start.dropFirst(key.utf8.count).first == 0x3A else {
        continue
      }
      if !indents.insert(line.count - start.count).inserted { return index + 1 }
    }
    return first
  }

  /// The line on which nesting passes what a hypothesis can need: the parser recurses.
  private static func deepLine(_ text: [UInt8]) -> Int? {
    var flow = 0
    var line = 1
    var dashes = 0
    var indent = 0
    var isIndenting = true
    for byte in text {
      switch byte {
      case 0x0A:
        line += 1
        dashes = 0
        indent = 0
        isIndenting = true
      case 0x20:
        if isIndenting { indent += 1 }
      case 0x5B, 0x7B:
        flow += 1
        isIndenting = false
      case 0x5D, 0x7D:
        flow -= 1
        isIndenting = false
      case 0x2D, 0x3F, 0x3A:
        if isIndenting { dashes += 1 }
      default: isIndenting = false
      }
      if flow > 32 || dashes > 32 || indent > 200 { return line }
    }
    return nil
  }
}
