/// Why someone did not enter, or an account was not changed.
package enum PeopleError: CodedError, Hashable {
  case nameTaken(String)
  case nameMissing
  case nameTooLong(limit: Int)
  case accountUnknown(String)
  case invitationInvalid
  /// A wrong name or a wrong password: which of the two is not said.
  case wrongPassword
  case tooManyAttempts(seconds: Int)
  case passwordTooShort(minimum: Int)
  case passwordTooLong(maximum: Int)
  case passwordTooCommon
  case passwordsDiffer
  /// Without a head nobody could let anyone in.
  case lastHead(String)
  case managerMissing
  /// The form was already carried out for somebody else.
  case submissionForeign
  case submissionInvalid
  case headNeeded

  package var code: String {
    switch self {
    case .nameTaken: "people.nameTaken"
    case .nameMissing: "people.nameMissing"
    case .nameTooLong: "people.nameTooLong"
    case .accountUnknown: "people.accountUnknown"
    case .invitationInvalid: "people.invitationInvalid"
    case .wrongPassword: "people.wrongPassword"
    case .tooManyAttempts: "people.tooManyAttempts"
    case .passwordTooShort: "people.passwordTooShort"
    case .passwordTooLong: "people.passwordTooLong"
    case .passwordTooCommon: "people.passwordTooCommon"
    case .passwordsDiffer: "people.passwordsDiffer"
    case .lastHead: "people.lastHead"
    case .managerMissing: "people.managerMissing"
    case .submissionForeign: "people.submissionForeign"
    case .submissionInvalid: "people.submissionInvalid"
    case .headNeeded: "people.headNeeded"
    }
  }

  package var values: [String: String] {
    switch self {
    case .nameTaken(let name), .accountUnknown(let name), .lastHead(let name): ["name": name]
    case .tooManyAttempts(let seconds): ["seconds": String(seconds)]
    case .nameTooLong(let limit): ["limit": String(limit)]
    case .passwordTooShort(let minimum): ["minimum": String(minimum)]
    case .passwordTooLong(let maximum): ["maximum": String(maximum)]
    default: [:]
    }
  }

  package var kind: FailureKind {
    switch self {
    case .nameMissing, .nameTooLong, .passwordTooShort, .passwordTooLong, .passwordTooCommon,
      .passwordsDiffer, .managerMissing:
      .badData
    case .headNeeded: .configuration
    case .tooManyAttempts: .busy
    default: .failure
    }
  }
}
