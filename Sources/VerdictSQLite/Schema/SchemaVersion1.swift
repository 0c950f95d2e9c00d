/// The first schema, frozen: later versions are further texts, never edits of this one.
///
/// `day` is days since 1970-01-01, `at` is UTC microseconds, money is in minor units, 0 is "not split".
/// Key 0 of `hypothesis` columns is the register: units without a hypothesis.
enum SchemaVersion1 {
  static let sql = dictionaries + funnel + hypotheses + units + cells + reviews + audit + guards

  private static let dictionaries = """
    CREATE TABLE term(
      kind TEXT NOT NULL, id INTEGER NOT NULL, key TEXT NOT NULL, ru TEXT, en TEXT,
      active INTEGER NOT NULL DEFAULT 1,
      PRIMARY KEY(kind, id), UNIQUE(kind, key)) STRICT, WITHOUT ROWID;
    CREATE TABLE alias(
      kind TEXT NOT NULL, alias TEXT NOT NULL, id INTEGER NOT NULL,
      PRIMARY KEY(kind, alias)) STRICT, WITHOUT ROWID;
    CREATE TABLE setting(
      key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE batch(
      id INTEGER PRIMARY KEY, kind TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
      preset TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL,
      new INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0,
      same INTEGER NOT NULL DEFAULT 0, withdrawn INTEGER NOT NULL DEFAULT 0,
      undoes INTEGER, undone_by INTEGER) STRICT;
    CREATE INDEX batch_by_file ON batch(sha256) WHERE sha256 <> '';
    CREATE TABLE before(
      batch INTEGER NOT NULL, seq INTEGER NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL,
      prior INTEGER NOT NULL, row TEXT NOT NULL,
      PRIMARY KEY(batch, seq)) STRICT, WITHOUT ROWID;

    """

  private static let funnel = """
    CREATE TABLE funnel(
      day INTEGER NOT NULL, source INTEGER NOT NULL, manager INTEGER NOT NULL,
      counter INTEGER NOT NULL, value INTEGER NOT NULL, batch INTEGER NOT NULL,
      PRIMARY KEY(day, source, manager, counter)) STRICT, WITHOUT ROWID;
    CREATE TABLE funnel_sum(
      grain INTEGER NOT NULL, cut INTEGER NOT NULL, member INTEGER NOT NULL,
      counter INTEGER NOT NULL, start INTEGER NOT NULL,
      value INTEGER NOT NULL, rows INTEGER NOT NULL,
      PRIMARY KEY(grain, cut, member, counter, start)) STRICT, WITHOUT ROWID;
    CREATE TABLE raw_row(
      batch INTEGER NOT NULL, seq INTEGER NOT NULL, account TEXT NOT NULL, campaign TEXT NOT NULL,
      day INTEGER NOT NULL, source INTEGER NOT NULL, counter INTEGER NOT NULL,
      value INTEGER NOT NULL,
      PRIMARY KEY(batch, seq)) STRICT, WITHOUT ROWID;
    CREATE TABLE plan_version(
      id INTEGER PRIMARY KEY, author TEXT NOT NULL, at INTEGER NOT NULL,
      reason TEXT NOT NULL) STRICT;
    CREATE TABLE plan(
      version INTEGER NOT NULL, month TEXT NOT NULL, source INTEGER NOT NULL,
      manager INTEGER NOT NULL, what TEXT NOT NULL, value REAL NOT NULL,
      PRIMARY KEY(version, month, source, manager, what)) STRICT, WITHOUT ROWID;
    CREATE TABLE norm(
      metric TEXT NOT NULL, manager INTEGER NOT NULL, from_day INTEGER NOT NULL,
      low REAL NOT NULL, high REAL NOT NULL,
      PRIMARY KEY(metric, manager, from_day)) STRICT, WITHOUT ROWID;

    """

  private static let hypotheses = """
    CREATE TABLE hypothesis(
      id INTEGER PRIMARY KEY CHECK(id > 0), key TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL CHECK(state IN ('draft', 'started')),
      form BLOB NOT NULL, sha256 TEXT NOT NULL, seal BLOB, author TEXT NOT NULL,
      at INTEGER NOT NULL) STRICT;
    CREATE TABLE amendment(
      hypothesis INTEGER NOT NULL, number INTEGER NOT NULL, form BLOB NOT NULL,
      sha256 TEXT NOT NULL, reason TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY(hypothesis, number)) STRICT, WITHOUT ROWID;
    CREATE TABLE allocation(
      hypothesis INTEGER NOT NULL, stratum TEXT NOT NULL, position INTEGER NOT NULL,
      arm TEXT NOT NULL, unit TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY(hypothesis, stratum, position), UNIQUE(hypothesis, unit)) STRICT, WITHOUT ROWID;
    CREATE TABLE bet(
      hypothesis INTEGER NOT NULL, person TEXT NOT NULL, direction TEXT NOT NULL, size REAL,
      at INTEGER NOT NULL,
      PRIMARY KEY(hypothesis, person)) STRICT, WITHOUT ROWID;
    CREATE TABLE glance(
      hypothesis INTEGER NOT NULL, who TEXT NOT NULL, at INTEGER NOT NULL,
      reason TEXT NOT NULL) STRICT;

    """

  private static let units = """
    CREATE TABLE exposure(
      unit TEXT NOT NULL, hypothesis INTEGER NOT NULL, arm INTEGER NOT NULL, day INTEGER NOT NULL,
      manager INTEGER NOT NULL, source INTEGER NOT NULL, segment INTEGER NOT NULL,
      uptake_day INTEGER, batch INTEGER NOT NULL,
      PRIMARY KEY(unit, hypothesis)) STRICT, WITHOUT ROWID;
    CREATE TABLE trait(
      unit TEXT NOT NULL, hypothesis INTEGER NOT NULL, cut TEXT NOT NULL, value TEXT NOT NULL,
      batch INTEGER NOT NULL,
      PRIMARY KEY(unit, hypothesis, cut)) STRICT, WITHOUT ROWID;
    CREATE TABLE crossover(
      unit TEXT NOT NULL, hypothesis INTEGER NOT NULL, arm INTEGER NOT NULL, day INTEGER NOT NULL,
      batch INTEGER NOT NULL,
      PRIMARY KEY(unit, hypothesis, arm)) STRICT, WITHOUT ROWID;
    CREATE TABLE event(
      unit TEXT NOT NULL, stage INTEGER NOT NULL, ref TEXT NOT NULL, reached INTEGER NOT NULL,
      day INTEGER, amount INTEGER, package TEXT, manager INTEGER NOT NULL,
      batch INTEGER NOT NULL,
      PRIMARY KEY(unit, stage, ref)) STRICT, WITHOUT ROWID;
    CREATE TABLE tally(
      hypothesis INTEGER NOT NULL, measure INTEGER NOT NULL, arm INTEGER NOT NULL,
      day INTEGER NOT NULL, manager INTEGER NOT NULL, source INTEGER NOT NULL,
      segment INTEGER NOT NULL, trials INTEGER NOT NULL, successes INTEGER,
      batch INTEGER NOT NULL,
      PRIMARY KEY(hypothesis, measure, arm, day, manager, source, segment)) STRICT, WITHOUT ROWID;

    """

  private static let cells = """
    CREATE TABLE exposed(
      hypothesis INTEGER NOT NULL, cut INTEGER NOT NULL, arm INTEGER NOT NULL,
      stratum INTEGER NOT NULL, day INTEGER NOT NULL, units INTEGER NOT NULL,
      PRIMARY KEY(hypothesis, cut, arm, stratum, day)) STRICT, WITHOUT ROWID;
    CREATE TABLE followed(
      hypothesis INTEGER NOT NULL, cut INTEGER NOT NULL, arm INTEGER NOT NULL,
      moment INTEGER NOT NULL, stratum INTEGER NOT NULL, day INTEGER NOT NULL,
      lag INTEGER NOT NULL, units INTEGER NOT NULL, high INTEGER NOT NULL, low INTEGER NOT NULL,
      PRIMARY KEY(hypothesis, cut, arm, moment, stratum, day, lag)) STRICT, WITHOUT ROWID;

    """

  private static let reviews = """
    CREATE TABLE look(
      hypothesis INTEGER NOT NULL, number INTEGER NOT NULL, period TEXT NOT NULL,
      as_of INTEGER NOT NULL, information REAL NOT NULL, planned REAL NOT NULL,
      spent REAL NOT NULL, boundary REAL, statistic REAL, verdict TEXT NOT NULL,
      evaluation BLOB NOT NULL, sha256 TEXT NOT NULL,
      PRIMARY KEY(hypothesis, number)) STRICT, WITHOUT ROWID;
    CREATE TABLE review(
      period TEXT NOT NULL PRIMARY KEY, as_of INTEGER NOT NULL, at INTEGER NOT NULL,
      author TEXT NOT NULL, program TEXT NOT NULL, schema INTEGER NOT NULL, json BLOB NOT NULL,
      wall_ru BLOB NOT NULL, wall_en BLOB NOT NULL, head_ru BLOB NOT NULL, head_en BLOB NOT NULL,
      sha256 TEXT NOT NULL) STRICT;
    CREATE TABLE decision(
      id INTEGER PRIMARY KEY, hypothesis INTEGER NOT NULL, period TEXT NOT NULL,
      choice TEXT NOT NULL, why TEXT NOT NULL, lesson TEXT NOT NULL, owner TEXT NOT NULL,
      due INTEGER, check_on INTEGER, author TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
    CREATE TABLE signal_case(
      id INTEGER PRIMARY KEY, signal TEXT NOT NULL, found TEXT NOT NULL, agreed TEXT NOT NULL,
      owner TEXT NOT NULL, check_on INTEGER, outcome TEXT, author TEXT NOT NULL,
      at INTEGER NOT NULL) STRICT;

    """

  private static let audit = """
    CREATE TABLE audit(
      id INTEGER PRIMARY KEY, at INTEGER NOT NULL, author TEXT NOT NULL, action TEXT NOT NULL,
      subject TEXT NOT NULL, detail TEXT NOT NULL, batch INTEGER, previous TEXT NOT NULL,
      sha256 TEXT NOT NULL) STRICT;

    """

  /// A changed row in these tables would change what was promised, seen or decided.
  private static let appendOnly = [
    "look", "review", "decision", "audit", "amendment", "allocation", "glance", "bet",
  ]

  private static let guards =
    appendOnly.map { table in
      """
      CREATE TRIGGER \(table)_keeps_rows BEFORE UPDATE ON \(table)
        BEGIN SELECT RAISE(ABORT, 'append-only:\(table)'); END;
      CREATE TRIGGER \(table)_loses_none BEFORE DELETE ON \(table)
        BEGIN SELECT RAISE(ABORT, 'append-only:\(table)'); END;

      """
    }.joined() + """
      CREATE TRIGGER hypothesis_keeps_started BEFORE UPDATE ON hypothesis WHEN OLD.state = 'started'
        BEGIN SELECT RAISE(ABORT, 'append-only:hypothesis'); END;
      CREATE TRIGGER hypothesis_loses_no_started BEFORE DELETE ON hypothesis
        WHEN OLD.state = 'started'
        BEGIN SELECT RAISE(ABORT, 'append-only:hypothesis'); END;

      """
}
