import GSLKit
package import VerdictModel

/// A department whose truth is known: its daily table and its clients, which agree exactly.
///
/// Every step is drawn once per client and counted twice, as an event of the client and in the table.
/// A pure function of scenario, seed and the arms drawn: the same input gives the same rows.
package struct SimulatedDepartment: Sendable {
  package let scenario: SimulatedScenario
  package let seed: UInt64
  /// The daily table over all days of the company, sorted; empty when the scenario keeps none.
  package let cells: [FunnelCell]
  /// Clients in the test by the day they agreed; empty without a test.
  package let testUnits: [UnitRecord]
  /// Every lead since the warm-up, in the order of deal numbers, without a hypothesis.
  package let register: [UnitRecord]

  /// Runs a scenario.
  ///
  /// - Parameters:
  ///   - scenario: the company, the truth and the test.
  ///   - seed: the same seed gives the same clients in every scenario of one company.
  ///   - drawnArm: gives the arm key at a place of a stratum's list, counted from 0, such as a sealed
  ///     list's; nil draws permuted blocks from the seed.
  package init(
    _ scenario: SimulatedScenario,
    seed: UInt64,
    arm drawnArm: ((_ stratum: String, _ position: Int) -> String)? = nil
  ) {
    self.scenario = scenario
    self.seed = seed
    let company = scenario.company
    let truth = scenario.truth
    var table = SimulatedTable(days: scenario.keepsTable ? company.days : nil)
    let clients = Self.clients(scenario, seed: seed, table: &table)

    var blocks = SeededBlocks(
      arms: scenario.test?.form.arms.map(\.key) ?? [],
      seed: Stream.arms.seed(seed)
    )
    var positions: [String: Int] = [:]
    var testUnits: [UnitRecord] = []
    var journeys: [Int: ClientJourney] = [:]
    let agreed = clients.compactMap { client in client.agreedDay.map { (client: client, day: $0) } }
      .sorted { ($0.day, $0.client.deal) < ($1.day, $1.client.deal) }
    for (client, day) in agreed {
      var isOffered = false
      var arm: String?
      if let test = scenario.test, (test.form.start...test.form.end).contains(day) {
        let stratum = test.stratum(of: Self.exposure(client, on: day, arm: nil, test: test))
        let position = positions[stratum, default: 0]
        positions[stratum] = position + 1
        let key = drawnArm?(stratum, position) ?? blocks.arm(stratum, position)
        arm = key
        isOffered = key == test.offeredArm
      }
      let journey = ClientJourney(
        client,
        agreedDay: day,
        isOffered: isOffered,
        truth: truth,
        company: company
      )
      journeys[client.deal] = journey
      table.count(journey, source: client.source.name, manager: client.manager.name)
      guard let test = scenario.test, let arm, day <= company.days.upperBound else { continue }
      let isSilent =
        isOffered && journey.heldDay == nil && client.recordChance >= test.recordedAbsences
      testUnits.append(
        UnitRecord(
          hypothesis: test.form.id,
          exposure: Self.exposure(
            client,
            on: day,
            arm: arm,
            test: test,
            uptakeDay: journey.isInstant ? day : nil
          ),
          events: Self.events(
            client,
            journey,
            until: company.days.upperBound,
            recordsAbsence: !isSilent
          )
        )
      )
    }
    table.fillZeros(company)
    cells = table.cells(.standard)
    self.testUnits = testUnits
    register = clients.map { client in
      UnitRecord(
        hypothesis: nil,
        exposure: Exposure(
          unit: String(client.deal),
          arm: nil,
          day: client.leadDay,
          manager: client.manager.name,
          source: client.source.name
        ),
        events: Self.events(
          client,
          journeys[client.deal],
          until: company.days.upperBound,
          recordsAbsence: true
        )
      )
    }
  }

  /// Independent streams of random numbers, so that a change in one leaves the others as they were.
  private enum Stream: UInt64 {
    case traffic = 1
    case clients
    case arms

    func seed(_ seed: UInt64) -> UInt64 { seed &* 8 &+ rawValue }
  }

  /// Advertising and leads day by day; clicks and spend go straight into the table.
  private static func clients(
    _ scenario: SimulatedScenario,
    seed: UInt64,
    table: inout SimulatedTable
  ) -> [SimulatedClient] {
    let company = scenario.company
    let traffic = RandomGenerator(seed: Stream.traffic.seed(seed))
    let random = RandomGenerator(seed: Stream.clients.seed(seed))
    var clients: [SimulatedClient] = []
    for day in (company.days.lowerBound - company.warmUpDays)...company.days.upperBound {
      for source in company.sources {
        var mean = source.leadsPerDay * company.season(day)
        if company.overdispersion > 0 {
          let variance = company.overdispersion * company.overdispersion
          mean *= traffic.gamma(shape: 1 / variance, scale: variance)
        }
        let leads: Int
        if let advertising = source.advertising {
          let impressions = traffic.poisson(
            mean: mean / advertising.conversion / advertising.clickThrough
          )
          let clicks = traffic.binomial(trials: impressions, rate: advertising.clickThrough)
          leads = traffic.binomial(trials: clicks, rate: advertising.conversion)
          // The auction's price moves by some 8 % from day to day; whole roubles are billed.
          let price =
            advertising.clickPrice
            * traffic.lognormal(
              logMean: 0,
              logStandardDeviation: 0.08
            )
          let spend = Int64((price * Double(clicks) / 100).rounded()) * 100
          table.add(Int64(impressions), to: "impressions", on: day, source: source.name)
          table.add(Int64(clicks), to: "clicks", on: day, source: source.name)
          table.add(spend, to: "spend", on: day, source: source.name)
        } else {
          leads = traffic.poisson(mean: mean)
        }
        table.add(Int64(leads), to: "leads", on: day, source: source.name)
        for _ in 0..<leads {
          clients.append(
            SimulatedClient(
              deal: company.firstDeal + clients.count,
              leadDay: day,
              source: source,
              company: company,
              truth: scenario.truth,
              random: random
            )
          )
        }
      }
    }
    return clients
  }

  private static func exposure(
    _ client: SimulatedClient,
    on day: Day,
    arm: String?,
    test: SimulatedTest,
    uptakeDay: Day? = nil
  ) -> Exposure {
    let segment: String?
    switch test.segment {
    case .firstBusiness: segment = client.isFirstBusiness ? "yes" : "no"
    case .office: segment = client.manager.office
    }
    return Exposure(
      unit: String(client.deal),
      arm: arm,
      day: day,
      manager: client.manager.name,
      source: client.source.name,
      segment: segment,
      uptakeDay: uptakeDay
    )
  }

  /// A client's steps known by a day.
  ///
  /// A client who did not come has a "no" from the day the meeting was due; a payment still to come
  /// is simply not there.
  private static func events(
    _ client: SimulatedClient,
    _ journey: ClientJourney?,
    until last: Day,
    recordsAbsence: Bool
  ) -> [UnitEvent] {
    let unit = String(client.deal)
    var events = [UnitEvent(unit: unit, stage: "leads", reached: true, day: client.leadDay)]
    guard let journey, journey.agreedDay <= last else { return events }
    if !journey.isInstant {
      events.append(
        UnitEvent(unit: unit, stage: "meetings_scheduled", reached: true, day: journey.agreedDay)
      )
    }
    if let held = journey.heldDay, held <= last {
      events.append(UnitEvent(unit: unit, stage: "meetings_held", reached: true, day: held))
    } else if let absent = journey.absentDay, absent <= last, recordsAbsence {
      events.append(UnitEvent(unit: unit, stage: "meetings_held", reached: false, day: nil))
    }
    if let payment = journey.payment, payment.day <= last {
      events.append(
        UnitEvent(
          unit: unit,
          stage: "payments",
          reached: true,
          day: payment.day,
          amount: Money(minor: payment.amount),
          packageName: payment.package
        )
      )
    }
    return events
  }
}
