/// Why a value of a calculation is missing, or must be read with care.
///
/// The names are stable: they stand in the `notes` of a result. The reports have a sentence for each.
public enum NoteReason: String, Hashable, Sendable, CaseIterable {
  // Data that are not there.
  case noTrials, noUnits, emptyArm, emptyCell, noSuccesses, noControlSuccesses, noPValues, noBlocks
  case clustersWithoutTrials, oneClusterInArm, oneArm, uptakeSuccessesNotGiven
  case fewerThanTenPerArm

  case noEvents, noControlEvents, nobodyPaid, tooFewPaying, tooFewValues, tooFewIntervals
  case needsValues, needsPairs, zeroDenominator, countsNotGiven

  // Data that do not vary, or not enough to tell.
  case noVariance, undetermined, noDegreesOfFreedom, sameUptake, uptakeDoesNotVary
  case rowAloneInCell, unitAloneInCell, negativeCorrelationTakenAsZero, weakInstrument
  case noCovariateVariance, ratiosNotOfOneSign, controlNotToldFromZero, degenerateResamples
  case dispersionNotUsed, dispersionBelowOne
  case undefinedAtZeroAndOne, smallExpected, silentWeekdays, withoutWeekdays

  // Time.
  case tooFewBefore, noneBefore, noneAfter, onePointAfter, separation, rankDeficient
  case noTreatedUnits, noOtherUnits, noPrePeriod, noPostPeriod
  case treatedNotSeenBefore, treatedNotSeenAfter, othersNotSeenBefore, othersNotSeenAfter
  case postVariesWithinPeriod
  case horizonAssumed, horizonIsZero, notFollowed, notReached, upperLimitNotReached
  case followedUnitsCounted

  // Looks and limits of what was asked.
  case nothingSpent, noBoundaryCrossed, lookDoesNotCount, strataCollapsed, cannotReachLevel
  case noEffect, noTrueEffect, tooExtreme, nullAssumed, baseIsZero, impossible, impossibleUnderPlan
  case borrowedInPart, lambdaNotBelowTau

  // Charts.
  case neverSignals, weightTooSmall, notSettled
  case otherKind, tooFewPoints, rateAtItsEnd, noCountIsTooLow, noCountIsTooHigh, meanGroupSize

  // Computing.
  case aboveExactLimit, normalAboveExactLimit, notReachable, scoreAboveExactLimit,
    aboveResamplingLimit, monteCarlo, simulated
  case simulatedShare, precisionLost, nothingToEarn
  case overflow, beyondRange, notRepresentable
}

extension NoteReason {
  /// The reason of the same name, for a method's own list of what it may lack.
  ///
  /// - Precondition: there is one; `NoteReasonTests` goes through every such list.
  init(of absence: some RawRepresentable<String>) {
    guard let reason = NoteReason(rawValue: absence.rawValue) else {
      preconditionFailure("no note reason is named \(absence.rawValue)")
    }
    self = reason
  }
}
