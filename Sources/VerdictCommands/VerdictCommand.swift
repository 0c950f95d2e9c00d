package import ArgumentParser
import Foundation
import VerdictExchange
import VerdictInference
import VerdictModel
import VerdictReports
import VerdictWorkflow

/// `verdict`: from the daily funnel table to a verdict on every hypothesis.
package struct VerdictCommand: AsyncParsableCommand {
  package static let version = "0.1.0"

  package static let configuration = CommandConfiguration(
    commandName: "verdict",
    abstract: "From the daily funnel table to a verdict on every hypothesis.",
    discussion: """
      A first look:   verdict demo
      Your own:       verdict init
                      verdict import table.csv
                      verdict table
                      verdict hypothesis add screen-share.yaml
                      verdict hypothesis start screen-share
                      verdict draw screen-share 41873 --manager Anna
                      verdict log screen-share 41873 --stage meetings_held
                      verdict review

      Data go to standard output, messages to standard error. Exit codes: 0 fine, 1 failure, \
      10 a check found something, 64 usage, 65 bad data, 66 no input, 69 not installed, \
      74 input or output, 75 busy, 78 configuration.
      """,
    version: version,
    subcommands: [
      InitCommand.self, DemoCommand.self, DoctorCommand.self, BackupCommand.self,
      RestoreCommand.self, HandoverCommand.self, ImportCommand.self, AliasesCommand.self,
      ExportCommand.self, DayCommand.self,
      UndoCommand.self, TableCommand.self, FunnelCommand.self, PlanCommand.self, WeekCommand.self,
      TodayCommand.self, BridgeCommand.self, ClaimCommand.self, HypothesisCommand.self,
      PowerCommand.self,
      DrawCommand.self, LogCommand.self, EvaluateCommand.self, ReviewCommand.self,
      DecideCommand.self, HistoryCommand.self, SignalsCommand.self, ManagersCommand.self,
      CaseCommand.self, CalcCommand.self, SimulateCommand.self, ServeCommand.self,
      UserCommand.self,
    ]
  )

  package init() {}

  /// Parses, runs, and turns errors into words and exit codes.
  package static func run() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let error as any CodedError {
      await report(error)
    } catch let error as InferenceError {
      await report(WorkflowError(error))
    } catch {
      exit(withError: error)
    }
  }

  private static func report(_ error: any CodedError) async -> Never {
    let language = await Session.language(for: CommandLine.arguments)
    let messages = Messages(language: language)
    if let refused = error as? ExchangeError, !refused.refusals.isEmpty {
      for refusal in refused.refusals { Output.talk(messages.text(for: refusal)) }
      let count = Int(refused.values["count"] ?? "") ?? refused.refusals.count
      Output.talk(Talk(language).refused(count, shown: refused.refusals.count))
    } else {
      Output.talk(messages.text(for: error))
    }
    Foundation.exit(error.kind.rawValue)
  }
}
