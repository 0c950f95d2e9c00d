import VerdictCommands

@main
enum Main {
  static func main() async {
    await VerdictCommand.run()
  }
}
