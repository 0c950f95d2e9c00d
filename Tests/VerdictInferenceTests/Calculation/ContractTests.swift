import GSLKit
import Testing
import VerdictInference

/// One ordinary request a method, and the keys its answer promises.
struct ContractRequest: Sendable, CustomTestStringConvertible {
  let method: String
  let inputs: String
  let keys: [String]
  var testDescription: String { method }

  init(_ method: String, _ inputs: String, _ keys: String) {
    self.method = method
    self.inputs = inputs
    self.keys = keys.split(separator: " ").map(String.init)
  }

  func value() throws -> CalculationValue { try CalculationValue(json: inputs.utf8) }

  static let all: [ContractRequest] = [
    .init(
      "one-proportion",
      #"{"successes":3,"trials":20}"#,
      """
      estimate intervals.wilson intervals.clopperPearson intervals.jeffreys intervals.agrestiCoull \
      intervals.wald intervals.midP pValues.exact pValues.less pValues.greater
      """
    ),
    .init(
      "two-proportions",
      #"{"control":{"successes":9,"trials":30},"variant":{"successes":14,"trials":31},"margin":0.1}"#,
      """
      difference ratio oddsRatio intervals.miettinenNurminen intervals.newcombe \
      intervals.agrestiCaffo intervals.wald intervals.exact ratioIntervals.score \
      ratioIntervals.koopman ratioIntervals.katz oddsRatioIntervals.woolf pValues.score \
      pValues.pooledZ pValues.yates pValues.fisher pValues.fisherLess pValues.fisherGreater \
      pValues.fisherMidP pValues.barnard pValues.boschloo pValues.boschlooDoubled \
      pValues.boschlooLess pValues.boschlooGreater pValues.exact pValues.exactLess \
      pValues.exactGreater nonInferiority.z nonInferiority.p equivalence.pLower equivalence.pUpper
      """
    ),
    .init(
      "means",
      #"{"control":{"values":[1,2,4,8,3]},"variant":{"values":[3,5,9,2,7,7]}}"#,
      """
      difference welch.t welch.df welch.p welch.interval student.t student.df student.p \
      student.interval mannWhitney.u mannWhitney.pExact mannWhitney.pAsymptotic permutation.p \
      bootstrap.interval bootstrap.seed
      """
    ),
    .init(
      "ratio",
      """
      {"control":{"pairs":[[2,5],[3,9],[4,6],[1,2]]},"variant":{"pairs":[[1,5],[4,9],[6,8],[2,7]]}}
      """,
      """
      controlRatio variantRatio difference.estimate difference.standardError difference.interval \
      difference.p relative.delta relative.fieller
      """
    ),
    .init(
      "counts",
      #"{"control":{"events":12,"exposure":100},"variant":{"events":20,"exposure":90}}"#,
      "rateRatio.estimate rateRatio.interval difference p"
    ),
    .init(
      "power-proportions",
      #"{"baseline":0.45,"target":0.7,"sizePerArm":60}"#,
      "power exactPower"
    ),
    .init(
      "power-means",
      #"{"effect":0.5,"standardDeviation":1,"power":0.8}"#,
      "sizePerArm"
    ),
    .init(
      "bayes-proportions",
      #"{"control":{"successes":9,"trials":30},"variant":{"successes":14,"trials":31}}"#,
      "probabilityVariantBetter expectedLoss.control expectedLoss.variant interval"
    ),
    .init(
      "choose",
      #"{"control":{"successes":24,"trials":43},"variant":{"successes":31,"trials":45}}"#,
      """
      pick probabilityVariantBetter probabilityWrong expectedLoss.control expectedLoss.variant \
      interval
      """
    ),
    .init("boundaries", #"{"looks":4}"#, "z nominalP cumulativeAlpha"),
    .init(
      "sequential-estimate",
      #"{"information":[40,80],"z":[1.2,2.3],"boundaries":[2.963,1.969]}"#,
      "p estimate interval"
    ),
    .init(
      "conditional-power",
      #"{"information":40,"z":1.2,"plannedInformation":80,"effect":0.2}"#,
      "current design"
    ),
    .init(
      "anytime",
      """
      {"control":{"successes":9,"trials":30},"variant":{"successes":14,"trials":31},\
      "plannedPerArm":60}
      """,
      "interval pValue eValue"
    ),
    .init("allocation", #"{"observed":[40,62],"planned":[1,1]}"#, "chiSquare p exactP"),
    .init(
      "multiplicity",
      #"{"pValues":[0.01,0.04,0.2],"online":{}}"#,
      """
      holm benjaminiHochberg benjaminiYekutieli bonferroni online.lordPlusPlus online.saffron \
      online.addis
      """
    ),
    .init(
      "stratified",
      """
      {"strata":[{"control":{"successes":9,"trials":30},"variant":{"successes":14,"trials":31}},\
      {"control":{"successes":3,"trials":12},"variant":{"successes":5,"trials":11}}]}
      """,
      """
      cmh.chiSquare cmh.p cmh.chiSquareCorrected cmh.pCorrected riskDifference.estimate \
      riskDifference.standardError riskDifference.interval riskDifference.scoreInterval \
      oddsRatio.estimate oddsRatio.interval riskRatio heterogeneity.q heterogeneity.p \
      heterogeneity.gailSimonP breslowDay tarone
      """
    ),
    .init(
      "survival",
      """
      {"control":{"times":[3,5,7,9,9],"events":[1,0,1,1,0]},\
      "variant":{"times":[2,2,6,8,10],"events":[1,1,0,1,1]},"horizon":8}
      """,
      """
      kaplanMeier medians logRank.chiSquare logRank.p rmst difference.estimate \
      difference.interval difference.effectiveTrials
      """
    ),
    .init(
      "interrupted-series",
      """
      {"values":[5,6,4,7,5,6,8,9,7,10,9,8],"start":6}
      """,
      """
      level.estimate level.standardError level.p level.interval slope.estimate \
      slope.standardError slope.p slope.interval dispersion durbinWatson ljungBox
      """
    ),
    .init(
      "difference-in-differences",
      """
      {"rows":[\
      {"unit":"a","period":1,"treated":0,"post":0,"value":5},\
      {"unit":"a","period":2,"treated":0,"post":1,"value":6},\
      {"unit":"b","period":1,"treated":0,"post":0,"value":4},\
      {"unit":"b","period":2,"treated":0,"post":1,"value":6},\
      {"unit":"c","period":1,"treated":1,"post":0,"value":5},\
      {"unit":"c","period":2,"treated":1,"post":1,"value":9},\
      {"unit":"d","period":1,"treated":1,"post":0,"value":7},\
      {"unit":"d","period":2,"treated":1,"post":1,"value":9}]}
      """,
      """
      estimate standardErrors.hc1 standardErrors.hc3 standardErrors.cr0 standardErrors.cr1 \
      standardErrors.cr2 pValues.hc1 pValues.cr2 permutationP smallestPossibleP
      """
    ),
    .init(
      "control-chart",
      #"{"kind":"xmr","values":[5,6,4,7,5,6,8,19,7,10]}"#,
      "center lower upper signals"
    ),
    .init(
      "noncompliance",
      """
      {"control":{"trials":60,"uptake":4,"successes":30,"uptakeSuccesses":3},\
      "variant":{"trials":60,"uptake":30,"successes":41,"uptakeSuccesses":24}}
      """,
      """
      intentionToTreat complierEffect.estimate complierEffect.standardError \
      complierEffect.interval complierEffect.andersonRubin firstStageF
      """
    ),
    .init(
      "clusters",
      """
      {"clusters":[{"arm":"control","trials":20,"successes":8},\
      {"arm":"control","trials":31,"successes":11},{"arm":"control","trials":14,"successes":5},\
      {"arm":"variant","trials":22,"successes":13},{"arm":"variant","trials":18,"successes":12},\
      {"arm":"variant","trials":26,"successes":14}]}
      """,
      "icc designEffect clusterRobust permutationP smallestPossibleP"
    ),
    .init("winners-curse", #"{"standardError":0.08,"trueEffect":0.05}"#, "power typeS typeM"),
    .init(
      "money",
      """
      {"effect":{"estimate":0.1,"standardError":0.05},"volume":44,\
      "downstream":[{"successes":12,"trials":60}],\
      "averageCheck":{"mean":600000,"standardError":50000},"cost":20000,"seed":7}
      """,
      "estimate interval breakEven"
    ),
    .init(
      "plan-needs",
      """
      {"revenue":2400000,"averageCheck":600000,"rates":{"leadToMeeting":0.22,\
      "showRate":{"successes":24,"trials":44},"meetingToPayment":{"successes":4,"trials":24}},\
      "costPerLead":1500}
      """,
      "payments meetingsHeld meetingsDue leads spend"
    ),
    .init(
      "claim",
      #"{"total":0.72,"share":0.18,"base":0.55}"#,
      "rest"
    ),
  ]

}

@Suite("The calc contract")
struct ContractTests {
  @Test("every method is here, with a request, a summary and a meaning for each input")
  func complete() {
    let asked = Set(ContractRequest.all.map(\.method))
    #expect(asked == Set(Calculations.all.methods.map { $0.name }))
    for method in Calculations.all.methods {
      #expect(method.summary.hasSuffix(".") && !method.results.isEmpty)
      #expect(method.inputs.allSatisfy { !$0.meaning.isEmpty })
    }
  }

  @Test("each method answers its keys", arguments: ContractRequest.all)
  func keys(_ request: ContractRequest) throws {
    let result = try Calculations.all.run(request.method, inputs: request.value())
    for key in request.keys { #expect(result.value(at: key) != nil, "\(key)") }
  }

  @Test(
    "only asks for one key at a time, and that key comes alone",
    arguments: ContractRequest.all
  )
  func only(_ request: ContractRequest) throws {
    guard case .object(let members) = try request.value() else { return }
    let whole = try Calculations.all.run(request.method, inputs: request.value())
    for key in request.keys {
      let asked = CalculationValue.Member("only", .array([.string(key)]))
      let result = try Calculations.all.run(request.method, inputs: .object(members + [asked]))
      #expect(result.value(at: key) == whole.value(at: key), "\(key)")
      guard case .object(let answered) = result else { continue }
      #expect(answered.filter { $0.key != "notes" }.count == 1, "\(key)")
    }
  }

  /// Members that are null without a note about them, a part of them, or what they lie in.
  private func unsaid(_ result: CalculationValue) -> [String] {
    var notes: [String] = []
    if case .array(let list) = result["notes"] {
      for note in list {
        if case .string(let path) = note["path"] { notes.append(path) }
      }
    }
    func isSaid(_ path: String) -> Bool {
      notes.contains { $0.isEmpty || path == $0 || path.hasPrefix($0 + ".") || $0.hasPrefix(path) }
    }
    func nulls(_ value: CalculationValue, _ path: String) -> [String] {
      switch value {
      case .null: return isSaid(path) ? [] : [path]
      case .object(let members):
        return members.filter { $0.key != "notes" }.flatMap {
          nulls($0.value, path.isEmpty ? $0.key : path + "." + $0.key)
        }
      default: return []
      }
    }
    return nulls(result, "")
  }

  /// One number of a request replaced, wherever it stands.
  private func variations(_ value: CalculationValue, by new: CalculationValue) -> [CalculationValue]
  {
    switch value {
    case .integer, .number: return [new]
    case .array(let values):
      return [.array([])]
        + values.indices.prefix(3).flatMap { index in
          variations(values[index], by: new).map { changed in
            var copy = values
            copy[index] = changed
            return .array(copy)
          }
        }
    case .object(let members):
      return members.indices.flatMap { index in
        variations(members[index].value, by: new).map { changed in
          var copy = members
          copy[index].value = changed
          return .object(copy)
        }
      }
    default: return []
    }
  }

  @Test(
    "any number turned hostile gives an answer with its nulls explained, or a typed refusal",
    arguments: ContractRequest.all
  )
  func hostile(_ request: ContractRequest) throws {
    let hostile: [CalculationValue] = [
      0, 1, -1, 0.5, 1e-300, 1e300, -1e300, .integer(.max), .integer(1_000_000_000), .null,
      "words", .number(.nan), true,
    ]
    for new in hostile {
      for changed in variations(try request.value(), by: new) {
        // The exact family is quick to 2,000 units; larger counts are answered without it.
        do throws(InferenceError) {
          let result = try Calculations.all.run(request.method, inputs: changed)
          #expect(unsaid(result) == [], "\(changed.json)")
          #expect(!result.json.contains("nan") && !result.json.contains("inf"))
        } catch {
          #expect(!error.code.isEmpty)
        }
      }
    }
  }
}
