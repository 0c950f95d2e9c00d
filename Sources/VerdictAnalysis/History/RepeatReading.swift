import VerdictInference
package import VerdictModel

/// A test and those that repeat it, read together; it decides nothing.
package struct RepeatReading: Hashable, Sendable, Codable {
  /// The first test, then its repeats in order.
  package var hypotheses: [String]
  package var titles: [Title]
  /// Inverse-variance mean of their effects, the same effect assumed in all of them.
  package var pooled: EffectSize
  /// Of Cochran's Q: whether they disagree more than chance would make them.
  package var disagreementP: Double

  /// The reading of two or more results; nil with fewer, or where sizes are too far apart.
  init?(_ tests: [PastTest]) {
    let known = tests.compactMap { test in test.effect?.result.map { (test, $0) } }
    guard known.count >= 2,
      let family = try? RandomEffects(known.map(\.1), betweenVariance: 0)
    else { return nil }
    hypotheses = known.map(\.0.evaluation.hypothesis)
    titles = known.map(\.0.evaluation.form.title)
    pooled = EffectSize(family.mean)
    disagreementP = family.qPValue
  }

  /// Every chain of repeats among the tests, by its first one.
  static func all(_ tests: [PastTest]) -> [RepeatReading] {
    var chains: [String: [PastTest]] = [:]
    for test in tests { chains[first(of: test, tests), default: []].append(test) }
    return chains.keys.sorted().compactMap { RepeatReading(chains[$0] ?? []) }
  }

  /// The chain a test belongs to, the test included; nil when nothing was repeated.
  package static func of(_ test: PastTest, among past: [PastTest]) -> RepeatReading? {
    guard test.evaluation.form.repeats != nil else { return nil }
    let others = past.filter { $0.evaluation.hypothesis != test.evaluation.hypothesis }
    let all = others + [test]
    let start = first(of: test, all)
    return RepeatReading(all.filter { first(of: $0, all) == start })
  }

  /// Follows the links back; a link to a test that has no last word ends there.
  private static func first(of test: PastTest, _ tests: [PastTest]) -> String {
    var (key, link) = (test.evaluation.hypothesis, test.evaluation.form.repeats)
    var seen: Set<String> = [key]
    while let next = link, seen.insert(next).inserted,
      let found = tests.first(where: { $0.evaluation.hypothesis == next })
    {
      (key, link) = (next, found.evaluation.form.repeats)
    }
    return key
  }
}
