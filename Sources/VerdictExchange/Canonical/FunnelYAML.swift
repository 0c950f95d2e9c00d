package import VerdictModel
import Yams

/// Reads changes of the funnel as a person writes them, in YAML.
///
/// ```yaml
/// from: 2026-12-01                    # the first day of everything below; the day given otherwise
/// counters:
///   - key: leads_qualified            # a–z, 0–9 and _, the column of files
///     title: {ru: Целевые лиды, en: Qualified leads}
///     after: leads                    # its place; at the end otherwise
///     grain: by_source                # day, by_source, by_manager, by_both
///     owner: files                    # files or hand
///     money: false                    # the default
///     stage: false                    # a step a client reaches; the default is no
///     good: up                        # up, down or neither
/// metrics:
///   - key: qualified_cost
///     title: {ru: Цена целевого, en: Cost per qualified lead}
///     numerator: spend
///     plus: [salaries]                # added to the numerator
///     less: []                        # taken from it
///     denominator: leads_qualified
///     scale: 1
///     share: false                    # true: shown per 100
///     good: down
/// rename:
///   - {key: leads, title: {ru: Заявки, en: Enquiries}}
/// good:
///   - {key: meetings_due, direction: up}
/// retire: [impressions]
/// norms:
///   - {metric: show_rate, low: 60 %, high: 80 %, manager: Анна}
/// ```
package enum FunnelYAML {
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: the name to give in places.
  ///   - day: what `from` is where the file does not say.
  /// - Returns: the changes in the order counters, metrics, names, directions, retirements, norms.
  /// - Throws: `refused` with everything that is wrong, each with line and column.
  package static func read(
    _ bytes: [UInt8],
    file: String,
    from day: Day
  ) throws(ExchangeError) -> [FunnelChange] {
    let root = try HypothesisYAML.compose(bytes, file: file)
    var reading = FormReading(file: file)
    let top = FormSection(
      root,
      path: "",
      known: ["from", "counters", "metrics", "rename", "good", "retire", "norms"],
      &reading.refusals
    )
    let day = reading.day(top, "from") ?? day
    var changes: [FunnelChange] = []
    for section in reading.sections(top, "counters", known: counterKeys) ?? [] {
      if let change = counter(section, day, &reading) { changes.append(change) }
    }
    for section in reading.sections(top, "metrics", known: metricKeys) ?? [] {
      if let change = metric(section, day, &reading) { changes.append(change) }
    }
    for section in reading.sections(top, "rename", known: ["key", "title", "from"]) ?? [] {
      let from = reading.day(section, "from") ?? day
      if let key = reading.neededText(section, "key"), reading.need(section, "title"),
        let title = reading.title(section, "title")
      {
        changes.append(.rename(key, to: title, on: from))
      }
    }
    for section in reading.sections(top, "good", known: ["key", "direction"]) ?? [] {
      if let key = reading.neededText(section, "key"),
        let direction = reading.choice(section, "direction", directions)
      {
        changes.append(.direct(key, direction))
      }
    }
    for section in reading.sections(top, "retire", known: ["key", "from"], bareKey: "key") ?? [] {
      let from = reading.day(section, "from") ?? day
      if let key = reading.neededText(section, "key") { changes.append(.retire(key, on: from)) }
    }
    for section in reading.sections(top, "norms", known: normKeys) ?? [] {
      if let change = norm(section, day, &reading) { changes.append(change) }
    }
    let refusals = reading.refusals.sorted
    if !refusals.isEmpty {
      throw .refused(file: file, refusals: refusals, total: refusals.count)
    }
    return changes
  }

  private static let counterKeys = [
    "key", "title", "after", "grain", "owner", "money", "stage", "good", "from",
  ]
  private static let metricKeys = [
    "key", "title", "numerator", "plus", "less", "denominator", "scale", "share", "good", "from",
  ]
  private static let normKeys = ["metric", "low", "high", "manager", "from"]

  private static let directions: [(word: String, value: Direction?)] = [
    ("up", .up), ("down", .down), ("neither", nil),
  ]
  private static let grains: [(word: String, value: Grain)] = [
    ("day", .day), ("by_source", .bySource), ("by_manager", .byManager),
    ("by_both", .bySourceAndManager),
  ]

  private static func counter(_ section: FormSection, _ day: Day, _ reading: inout FormReading)
    -> FunnelChange?
  {
    let key = reading.neededText(section, "key")
    let title = reading.need(section, "title") ? reading.title(section, "title") : nil
    let grain = reading.need(section, "grain") ? reading.choice(section, "grain", grains) : nil
    let owner =
      reading.need(section, "owner")
      ? reading.choice(section, "owner", CounterOwner.allCases.map { ($0.rawValue, $0) }) : nil
    let isMoney = reading.boolean(section, "money") ?? false
    let isStage = reading.boolean(section, "stage") ?? false
    let good = reading.choice(section, "good", directions) ?? nil
    let from = reading.day(section, "from") ?? day
    let after = reading.text(section, "after")
    guard let key, let title, let grain, let owner else { return nil }
    return .addCounter(
      Counter(
        key: key,
        title: title,
        grain: grain,
        owner: owner,
        isMoney: isMoney,
        isStage: isStage,
        good: good,
        from: from
      ),
      after: after
    )
  }

  private static func metric(_ section: FormSection, _ day: Day, _ reading: inout FormReading)
    -> FunnelChange?
  {
    func keys(_ name: String) -> [String] {
      (reading.sections(section, name, known: ["key"], bareKey: "key") ?? [])
        .compactMap { reading.neededText($0, "key") }
    }
    let key = reading.neededText(section, "key")
    let title = reading.need(section, "title") ? reading.title(section, "title") : nil
    let numerator = reading.neededText(section, "numerator")
    let denominator = reading.neededText(section, "denominator")
    let (plus, less) = (keys("plus"), keys("less"))
    let scale = reading.integer(section, "scale") ?? 1
    if scale < 1 {
      reading.refusals.refuse(
        "form.range",
        section,
        "scale",
        value: String(scale),
        values: ["allowed": "1…1000000000"]
      )
    }
    let isShare = reading.boolean(section, "share") ?? true
    let good =
      reading.need(section, "good")
      ? reading.choice(section, "good", [("up", Direction.up), ("down", .down)]) : nil
    let from = reading.day(section, "from")
    guard let key, let title, let numerator, let denominator, let good else { return nil }
    return .addMetric(
      Metric(
        key: key,
        title: title,
        numerator: numerator,
        plus: plus,
        less: less,
        denominator: denominator,
        scale: scale,
        good: good,
        isShare: isShare,
        from: from
      )
    )
  }

  private static func norm(_ section: FormSection, _ day: Day, _ reading: inout FormReading)
    -> FunnelChange?
  {
    func end(_ name: String) -> Double? {
      guard let text = reading.text(section, name, as: "number") else { return nil }
      if let value = NormEnd.parse(text) { return value }
      reading.refusals.refuse(
        "form.wrongType",
        section,
        name,
        value: text,
        values: ["expected": "number"]
      )
      return nil
    }
    let metric = reading.neededText(section, "metric")
    let (low, high) = (end("low"), end("high"))
    let manager = reading.text(section, "manager").flatMap { $0.isEmpty ? nil : $0 }
    let from = reading.day(section, "from") ?? day
    guard let metric else { return nil }
    return .norm(Norm(metric: metric, manager: manager, from: from, low: low, high: high))
  }
}

/// An end of a norm as people write it: `60 %`, `0.6`, `1500`.
package enum NormEnd {
  package static func parse(_ text: String) -> Double? {
    let trimmed = FormReading.trimmed(text)
    guard trimmed.hasSuffix("%") else { return FormReading.number(trimmed) }
    // Parsed as a whole number of hundredths where it can be, so that 55 % is 0.55 exactly.
    return FormReading.number(FormReading.trimmed(String(trimmed.dropLast()))).map { $0 / 100 }
  }
}
