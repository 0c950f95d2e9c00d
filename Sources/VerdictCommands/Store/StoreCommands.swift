import ArgumentParser
import Foundation
import VerdictModel
import VerdictReports
import VerdictSQLite
import VerdictWorkflow

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a new store.",
    discussion: "Example: verdict init --company \"Horns and Hooves\" --time-zone Europe/Moscow"
  )

  @OptionGroup var options: CommonOptions
  @Option(help: "The company's name, for reports.") var company: String?
  @Option(help: "ISO 4217 code of the company's currency.") var currency = "RUB"
  @Option(help: "UTC offset (+03:00) or IANA name (Europe/Moscow).") var timeZone = "+03:00"

  func run() async throws {
    let session = try Session(options)
    var settings = [
      CompanySettings.Key.currency: currency, CompanySettings.Key.timeZone: timeZone,
    ]
    if let company { settings[CompanySettings.Key.company] = company }
    if let lang = options.lang { settings[CompanySettings.Key.language] = lang.rawValue }
    _ = try CompanySettings(settings, at: session.now)
    _ = try SQLiteStore.create(at: session.storePath, settings: settings, funnel: .standard)
    Output.talk(Talk(session.language()).created(session.storePath))
  }
}

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the store: integrity, sums against a rebuild, durability, free space."
  )

  @OptionGroup var options: CommonOptions
  @Flag(help: "Answer 10 when something is wrong.") var exitCode = false

  func run() async throws {
    let session = try Session(options)
    let store: any Store
    let health: StoreHealth
    do {
      store = try session.open()
      health = try await store.health()
    } catch let error as ModelError {
      // Too broken to be checked is a finding as well.
      guard exitCode, case .damaged = error else { throw error }
      let language = await Session.language(for: CommandLine.arguments)
      Output.talk(Messages(language: language).text(for: error))
      throw ExitCode(10)
    }
    let isSound = health.integrity && health.differingCells == 0 && health.auditHolds
    if options.json {
      try Output.json(health)
    } else {
      Output.data(
        Talk(try await session.language(of: store)).health(health, isSound: isSound)
          .joined(separator: "\n")
      )
    }
    if !isSound, exitCode { throw ExitCode(10) }
  }
}

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write a consistent copy of the store to a new file.",
    discussion: "Example: verdict backup verdict-2026-11-30.sqlite"
  )

  @OptionGroup var options: CommonOptions
  @Argument(help: "The new file; an existing one is never overwritten.") var path: String

  func run() async throws {
    let session = try Session(options)
    let store = try session.open()
    try await store.backup(to: path)
    Output.talk(Talk(try await session.language(of: store)).wrote(path))
  }
}

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put a backup or an archive in the store's place, keeping the present one beside it.",
    discussion: """
      A backup is a file made by `verdict backup`; an archive is a folder made by \
      `verdict export --all`, checked against its list of hashes and put together anew.
      """
  )

  @OptionGroup var options: CommonOptions
  @Argument(help: "A file made by verdict backup, or a folder made by verdict export --all.")
  var backup: String
  @Flag(help: "Take an archive whose files were changed since it was made.")
  var acceptChanged = false

  func run() async throws {
    let session = try Session(options)
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: backup, isDirectory: &isFolder)
    guard isThere else { throw WorkflowError.fileMissing(backup) }
    let safety: String?
    if isFolder.boolValue {
      let (folder, accept) = (backup, acceptChanged)
      safety = try await SQLiteStore.restore(to: session.storePath) { store in
        _ = try await session.desk(store).restore(from: folder, acceptChanged: accept)
      }
    } else {
      safety = try SQLiteStore.restore(from: backup, to: session.storePath)
    }
    let store = try session.open()
    let talk = Talk(try await session.language(of: store))
    Output.talk(talk.restored(session.storePath, safety: safety))
    let locked = try await store.read { reader in
      try reader.accounts().filter { $0.isActive && $0.password.isEmpty }.map(\.name)
    }
    if !locked.isEmpty { Output.talk(talk.passwordsNeeded(locked)) }
  }
}
