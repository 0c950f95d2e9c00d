package import VerdictModel

/// What `verdict serve` and `verdict user` say in the terminal.
package struct ServeWords: Sendable {
  private let language: Language
  package init(_ language: Language) { self.language = language }

  package var open: String { language("Откройте в браузере:", "Open in a browser:") }
  package var ownLink: String {
    language(
      "Ссылка одноразовая: кто откроет её первым, тот и руководитель.",
      "The link works once: whoever opens it first is the head."
    )
  }
  package var inNetwork: String { language("В сети:", "In the network:") }
  package var plainWarning: String {
    language(
      "Внимание: без TLS всё, что ходит по сети, включая пароли, может прочитать сосед по ней. Для чужого Wi-Fi нужен --tls СЕРТИФИКАТ КЛЮЧ.",
      "Mind: without TLS everybody in the network can read what passes, passwords too. On a Wi-Fi that is not yours use --tls CERTIFICATE KEY."
    )
  }
  package var stop: String { language("Остановить: Ctrl-C.", "To stop: Ctrl-C.") }
  package var stopped: String {
    language("Остановлено; начатое доделано.", "Stopped; what was begun is finished.")
  }
  package func movedPort(_ port: Int, from asked: Int) -> String {
    language("Порт \(asked) занят, взят \(port).", "Port \(asked) is taken; using \(port).")
  }
  package func added(_ name: String, role: Role) -> String {
    language(
      "\(name), \(SiteWords(language).role(role)): вход есть.",
      "\(name), \(SiteWords(language).role(role)): the account is made."
    )
  }
  package func invited(_ name: String, role: Role) -> String {
    language(
      "\(name), \(SiteWords(language).role(role)): пошлите эту ссылку, она действует неделю и один раз.",
      "\(name), \(SiteWords(language).role(role)): send this link; it works once, for a week."
    )
  }
  package func removed(_ name: String) -> String {
    language("\(name) больше не войдёт.", "\(name) can no longer log in.")
  }
  package var nobody: String {
    language(
      "Входов нет: за этим компьютером каждый — руководитель. Первый: verdict user add ИМЯ --role head.",
      "There are no accounts: whoever sits at this computer is the head. The first one: verdict user add NAME --role head."
    )
  }
  package var typePassword: String { language("Пароль: ", "Password: ") }
  package var typeAgain: String { language("Ещё раз: ", "Again: ") }
  package var changed: String { language("Пароль сменён.", "The password is changed.") }
  package func person(_ account: Account) -> String {
    let words = SiteWords(language)
    let rows = account.manager.map { language(", строки: \($0)", ", rows: \($0)") } ?? ""
    let ended = account.isActive ? "" : language(", убран", ", removed")
    return account.name + " · " + words.role(account.role) + rows + ended
  }
}
