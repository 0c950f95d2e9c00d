import VerdictModel

/// What a hypothesis needs for units nobody has heard of, looked up once.
final class NewUnitPlan {
  let hypothesis: Int
  let key: String
  let steps: StepPlan
  private let arms: [(key: String, id: Int)]
  /// Cuts with their ids; members of the total have none.
  let cuts: [(cut: Cut, id: Int)]
  /// Ids of ``StepPlan/moments``; 0 until a moment is met.
  private var moments: [Int]
  /// Stages of the funnel met so far.
  private var stages: [(key: String, stage: Stage)] = []

  /// The id of a stage and what it counts for.
  struct Stage {
    let id: Int
    let slot: Int?
  }

  init(_ entry: SQLiteReader.HypothesisEntry, stages: [String], terms: Terms) throws {
    hypothesis = entry.id
    key = entry.key
    steps = StepPlan(form: entry.form, stages: stages)
    arms = try entry.form.arms.map { ($0.key, try terms.assign(.arm, $0.key)) }
    cuts = try entry.form.cuts.map { ($0, try terms.assign(.cut, $0.key)) }
    moments = [Int](repeating: 0, count: steps.moments.count)
  }

  func arm(_ key: String?) -> Int? {
    for index in arms.indices where arms[index].key == key { return arms[index].id }
    return nil
  }

  /// A stage met before.
  func known(_ stage: String) -> Stage? {
    for index in stages.indices where stages[index].key == stage { return stages[index].stage }
    return nil
  }

  func meet(_ stage: String, _ terms: Terms) throws -> Stage {
    let made = Stage(id: try terms.assign(.counter, stage), slot: steps.slot(of: stage))
    stages.append((stage, made))
    return made
  }

  func moment(_ position: Int, _ terms: Terms) throws -> Int {
    if moments[position] == 0 {
      moments[position] = try terms.assign(.moment, steps.moments[position].key)
    }
    return moments[position]
  }
}
