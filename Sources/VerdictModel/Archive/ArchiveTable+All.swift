extension ArchiveTable {
  /// Every table, in the order in which they can be put back.
  package static let all: [ArchiveTable] =
    company + table + plans + hypotheses + units + meetings + people

  private static let batch = ArchiveColumn("batch", .whole)

  private static let company = [
    ArchiveTable(
      "settings",
      keys: ["key"],
      [ArchiveColumn("key", .text), ArchiveColumn("value", .text)]
    ),
    ArchiveTable(
      "names",
      keys: ["kind", "id"],
      [
        ArchiveColumn("kind", .text), ArchiveColumn("id", .whole), ArchiveColumn("key", .text),
        ArchiveColumn("ru", .text, optional: true), ArchiveColumn("en", .text, optional: true),
        ArchiveColumn("active", .flag),
      ]
    ),
    ArchiveTable(
      "other-names",
      keys: ["kind", "alias"],
      [ArchiveColumn("kind", .text), ArchiveColumn("alias", .text), ArchiveColumn("id", .whole)]
    ),
    ArchiveTable(
      "batches",
      keys: ["id"],
      [
        ArchiveColumn("id", .whole), ArchiveColumn("kind", .text), ArchiveColumn("file", .text),
        ArchiveColumn("sha256", .text), ArchiveColumn("preset", .text),
        ArchiveColumn("author", .text), ArchiveColumn("at", .moment),
        ArchiveColumn("new", .whole), ArchiveColumn("changed", .whole),
        ArchiveColumn("same", .whole), ArchiveColumn("withdrawn", .whole),
        ArchiveColumn("undoes", .whole, optional: true),
        ArchiveColumn("undone_by", .whole, optional: true),
      ]
    ),
    ArchiveTable(
      "former-rows",
      keys: ["batch", "seq"],
      [
        batch, ArchiveColumn("seq", .whole), ArchiveColumn("tbl", .text),
        ArchiveColumn("key", .text), ArchiveColumn("prior", .whole), ArchiveColumn("row", .text),
      ]
    ),
  ]

  private static let table = [
    ArchiveTable(
      "daily-table",
      keys: ["day", "source", "manager", "counter"],
      [
        ArchiveColumn("day", .day), ArchiveColumn("source", .name(kind: "source")),
        ArchiveColumn("manager", .name(kind: "manager")),
        ArchiveColumn("counter", .name(kind: "counter")), ArchiveColumn("value", .whole), batch,
      ]
    ),
    ArchiveTable(
      "ad-rows",
      keys: ["batch", "seq"],
      [
        batch, ArchiveColumn("seq", .whole), ArchiveColumn("account", .text),
        ArchiveColumn("campaign", .text), ArchiveColumn("day", .day),
        ArchiveColumn("source", .name(kind: "source")),
        ArchiveColumn("counter", .name(kind: "counter")), ArchiveColumn("value", .whole),
      ]
    ),
  ]

  private static let plans = [
    ArchiveTable(
      "plan-versions",
      keys: ["id"],
      [
        ArchiveColumn("id", .whole), ArchiveColumn("author", .text), ArchiveColumn("at", .moment),
        ArchiveColumn("reason", .text),
      ]
    ),
    ArchiveTable(
      "plans",
      keys: ["version", "month", "source", "manager", "what"],
      [
        ArchiveColumn("version", .whole), ArchiveColumn("month", .text),
        ArchiveColumn("source", .name(kind: "source")),
        ArchiveColumn("manager", .name(kind: "manager")), ArchiveColumn("what", .text),
        ArchiveColumn("value", .number),
      ]
    ),
    ArchiveTable(
      "norms",
      keys: ["metric", "manager", "from_day"],
      [
        ArchiveColumn("metric", .text), ArchiveColumn("manager", .name(kind: "manager")),
        ArchiveColumn("from_day", .day), ArchiveColumn("low", .number),
        ArchiveColumn("high", .number),
      ]
    ),
  ]

  private static let hypotheses = [
    ArchiveTable(
      "hypotheses",
      keys: ["key"],
      [
        ArchiveColumn("id", .whole), ArchiveColumn("key", .text), ArchiveColumn("state", .text),
        ArchiveColumn("form", .content(folder: "forms", ending: ".json")),
        ArchiveColumn("sha256", .text), ArchiveColumn("seal", .bytes, optional: true),
        ArchiveColumn("author", .text), ArchiveColumn("at", .moment),
      ]
    ),
    ArchiveTable(
      "amendments",
      keys: ["hypothesis", "number"],
      [
        ArchiveColumn("hypothesis", .hypothesis), ArchiveColumn("number", .whole),
        ArchiveColumn("form", .content(folder: "forms", ending: ".amendment.json")),
        ArchiveColumn("sha256", .text), ArchiveColumn("reason", .text),
        ArchiveColumn("author", .text), ArchiveColumn("at", .moment),
      ]
    ),
    ArchiveTable(
      "draws",
      keys: ["hypothesis", "stratum", "position"],
      [
        ArchiveColumn("hypothesis", .hypothesis), ArchiveColumn("stratum", .text),
        ArchiveColumn("position", .whole), ArchiveColumn("arm", .text),
        ArchiveColumn("unit", .text), ArchiveColumn("author", .text),
        ArchiveColumn("at", .moment),
      ]
    ),
    ArchiveTable(
      "bets",
      keys: ["hypothesis", "person"],
      [
        ArchiveColumn("hypothesis", .hypothesis), ArchiveColumn("person", .text),
        ArchiveColumn("direction", .text), ArchiveColumn("size", .number, optional: true),
        ArchiveColumn("at", .moment),
      ]
    ),
    ArchiveTable(
      "glances",
      keys: [],
      [
        ArchiveColumn("hypothesis", .hypothesis), ArchiveColumn("who", .text),
        ArchiveColumn("at", .moment), ArchiveColumn("reason", .text),
      ]
    ),
  ]

  private static let units = [
    ArchiveTable(
      "units",
      keys: ["unit", "hypothesis"],
      [
        ArchiveColumn("unit", .text), ArchiveColumn("hypothesis", .hypothesis),
        ArchiveColumn("arm", .name(kind: "arm")), ArchiveColumn("day", .day),
        ArchiveColumn("manager", .name(kind: "manager")),
        ArchiveColumn("source", .name(kind: "source")),
        ArchiveColumn("segment", .name(kind: "segment")),
        ArchiveColumn("uptake_day", .day, optional: true), batch,
      ]
    ),
    ArchiveTable(
      "segments",
      keys: ["unit", "hypothesis", "cut"],
      [
        ArchiveColumn("unit", .text), ArchiveColumn("hypothesis", .hypothesis),
        ArchiveColumn("cut", .text), ArchiveColumn("value", .text), batch,
      ]
    ),
    ArchiveTable(
      "crossovers",
      keys: ["unit", "hypothesis", "arm"],
      [
        ArchiveColumn("unit", .text), ArchiveColumn("hypothesis", .hypothesis),
        ArchiveColumn("arm", .name(kind: "arm")), ArchiveColumn("day", .day), batch,
      ]
    ),
    ArchiveTable(
      "outcomes",
      keys: ["unit", "stage", "ref"],
      [
        ArchiveColumn("unit", .text), ArchiveColumn("stage", .name(kind: "counter")),
        ArchiveColumn("ref", .text), ArchiveColumn("reached", .flag),
        ArchiveColumn("day", .day, optional: true),
        ArchiveColumn("amount", .money, optional: true),
        ArchiveColumn("package", .text, optional: true),
        ArchiveColumn("manager", .name(kind: "manager")), batch,
      ]
    ),
    ArchiveTable(
      "tallies",
      keys: ["hypothesis", "measure", "arm", "day", "manager", "source", "segment"],
      [
        ArchiveColumn("hypothesis", .hypothesis), ArchiveColumn("measure", .name(kind: "measure")),
        ArchiveColumn("arm", .name(kind: "arm")), ArchiveColumn("day", .day),
        ArchiveColumn("manager", .name(kind: "manager")),
        ArchiveColumn("source", .name(kind: "source")),
        ArchiveColumn("segment", .name(kind: "segment")), ArchiveColumn("trials", .whole),
        ArchiveColumn("successes", .whole, optional: true), batch,
      ]
    ),
  ]

  private static let meetings = [
    ArchiveTable(
      "looks",
      keys: ["hypothesis", "number"],
      [
        ArchiveColumn("hypothesis", .hypothesis), ArchiveColumn("number", .whole),
        ArchiveColumn("period", .text), ArchiveColumn("as_of", .day),
        ArchiveColumn("information", .number), ArchiveColumn("planned", .number),
        ArchiveColumn("spent", .number), ArchiveColumn("boundary", .number, optional: true),
        ArchiveColumn("statistic", .number, optional: true), ArchiveColumn("verdict", .text),
        ArchiveColumn("evaluation", .content(folder: "looks", ending: ".json")),
        ArchiveColumn("sha256", .text),
      ]
    ),
    ArchiveTable(
      "reviews",
      keys: ["period"],
      [
        ArchiveColumn("period", .text), ArchiveColumn("as_of", .day),
        ArchiveColumn("at", .moment), ArchiveColumn("author", .text),
        ArchiveColumn("program", .text), ArchiveColumn("schema", .whole),
        ArchiveColumn("json", .content(folder: "reviews", ending: ".json")),
        ArchiveColumn("wall_ru", .content(folder: "reviews", ending: ".wall.ru.html")),
        ArchiveColumn("wall_en", .content(folder: "reviews", ending: ".wall.en.html")),
        ArchiveColumn("head_ru", .content(folder: "reviews", ending: ".head.ru.html")),
        ArchiveColumn("head_en", .content(folder: "reviews", ending: ".head.en.html")),
        ArchiveColumn("sha256", .text),
      ]
    ),
    ArchiveTable(
      "decisions",
      keys: ["id"],
      [
        ArchiveColumn("id", .whole), ArchiveColumn("hypothesis", .hypothesis),
        ArchiveColumn("period", .text), ArchiveColumn("choice", .text),
        ArchiveColumn("why", .text), ArchiveColumn("lesson", .text),
        ArchiveColumn("owner", .text), ArchiveColumn("due", .day, optional: true),
        ArchiveColumn("check_on", .day, optional: true), ArchiveColumn("author", .text),
        ArchiveColumn("at", .moment),
      ]
    ),
    ArchiveTable(
      "cases",
      keys: ["id"],
      [
        ArchiveColumn("id", .whole), ArchiveColumn("signal", .text),
        ArchiveColumn("found", .text), ArchiveColumn("agreed", .text),
        ArchiveColumn("owner", .text), ArchiveColumn("check_on", .day, optional: true),
        ArchiveColumn("outcome", .text, optional: true), ArchiveColumn("author", .text),
        ArchiveColumn("at", .moment),
      ]
    ),
    ArchiveTable(
      "case-subjects",
      keys: ["signal_case"],
      [ArchiveColumn("signal_case", .whole), ArchiveColumn("subject", .text)]
    ),
  ]

  /// Without passwords: each person is given a new one.
  private static let people = [
    ArchiveTable(
      "people",
      keys: ["id"],
      [
        ArchiveColumn("id", .whole), ArchiveColumn("name", .text), ArchiveColumn("folded", .text),
        ArchiveColumn("role", .text), ArchiveColumn("manager", .text, optional: true),
        ArchiveColumn("language", .text, optional: true), ArchiveColumn("active", .flag),
        ArchiveColumn("at", .moment),
      ]
    ),
    ArchiveTable(
      "audit",
      keys: ["id"],
      [
        ArchiveColumn("id", .whole), ArchiveColumn("at", .moment),
        ArchiveColumn("author", .text), ArchiveColumn("action", .text),
        ArchiveColumn("subject", .text), ArchiveColumn("detail", .text),
        ArchiveColumn("batch", .whole, optional: true), ArchiveColumn("previous", .text),
        ArchiveColumn("sha256", .text),
      ]
    ),
  ]
}
