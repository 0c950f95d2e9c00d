package import VerdictModel

/// Words of the pages about entering: login, invitation, own account, people.
package struct PeopleWords: Sendable {
  package let language: Language
  package init(_ language: Language) { self.language = language }

  package var entry: String { language("Вход", "Log in") }
  package var entryLead: String {
    language(
      "Войдите под именем, которое дал вам руководитель.",
      "Log in with the name the head gave you."
    )
  }
  package var name: String { language("Имя", "Name") }
  package var password: String { language("Пароль", "Password") }
  package var enter: String { language("Войти", "Log in") }
  package var noAccounts: String {
    language(
      "Сюда входят по ссылке, которую напечатала команда verdict serve на этом компьютере. Откройте её ещё раз или перезапустите команду: она напечатает новую.",
      "You enter here with the link that verdict serve printed on this computer. Open it again, or start the command again for a new one."
    )
  }
  package var startUsed: String {
    language(
      "Эта ссылка уже открыта или устарела. Перезапустите verdict serve: он напечатает новую.",
      "This link was already opened, or is too old. Start verdict serve again for a new one."
    )
  }
  package var sessionOver: String {
    language("Вход истёк: войдите ещё раз.", "Your session is over: log in again.")
  }
  package var typedIsSafe: String {
    language(
      "То, что вы набрали, не потеряно: после входа оно вернётся в форму, и вы проверите его перед отправкой.",
      "What you typed is not lost: after the login it goes back into the form, and you check it before sending."
    )
  }
  package var filesAgain: String {
    language(
      "Файлы придётся выбрать ещё раз: браузер не отдаёт их дважды.",
      "Files have to be chosen again: a browser does not hand them over twice."
    )
  }
  package var resumeTitle: String { language("Вы вошли", "You are in") }
  package var resumeLead: String {
    language(
      "Форма ещё не отправлена. Вернитесь к ней: всё набранное на месте.",
      "The form has not been sent yet. Go back to it: everything you typed is there."
    )
  }
  package var resume: String { language("Вернуться к форме", "Back to the form") }
  package var resumed: String {
    language(
      "Набранное вернулось в форму. Проверьте и отправьте.",
      "What you typed is back in the form. Check it and send."
    )
  }
  package var typedFields: String { language("Что было набрано", "What was typed") }

  package func invitation(to company: String?) -> String {
    guard let company else { return language("Приглашение", "Invitation") }
    return language("Приглашение: \(company)", "Invitation: \(company)")
  }
  package func invitationLead(_ name: String, role: String, duty: String) -> String {
    language(
      "\(name), вы здесь \(role): \(duty). Придумайте пароль, и вы внутри.",
      "\(name), your role here is \(role): \(duty). Choose a password and you are in."
    )
  }
  package var newPassword: String { language("Новый пароль", "New password") }
  package var again: String { language("Пароль ещё раз", "The password again") }
  package var passwordHint: String {
    language(
      "Не меньше 10 знаков. Несколько слов подряд легче запомнить.",
      "At least 10 characters. A few words in a row are easier to remember."
    )
  }
  package var accept: String { language("Войти с этим паролем", "Enter with this password") }

  package var account: String { language("Мой вход", "My account") }
  package var present: String { language("Пароль сейчас", "Present password") }
  package var change: String { language("Сменить пароль", "Change the password") }
  package var changed: String {
    language(
      "Пароль сменён; на других устройствах вход закончен.",
      "The password is changed; your other devices are logged out."
    )
  }
  package var everywhere: String {
    language("Выйти на всех других устройствах", "Log out on all other devices")
  }
  package var everywhereDone: String {
    language("На других устройствах вход закончен.", "Your other devices are logged out.")
  }

  package var people: String { language("Люди", "People") }
  package var peopleLead: String {
    language(
      "Кто сюда входит и что ему можно. Каждая перемена записана: кто и когда.",
      "Who comes in here and what they may do. Every change is written down: who and when."
    )
  }
  package var ownerWarning: String {
    language(
      "Пока входов нет, любой за этим компьютером — руководитель. С первым входом каждому понадобится свой.",
      "While there are no accounts, whoever sits at this computer is the head. From the first one on, everybody needs their own."
    )
  }
  package var role: String { language("Роль", "Role") }
  package var rows: String { language("Чьи строки в таблице", "Whose rows of the table") }
  package var rowsHint: String {
    language(
      "Для менеджера: имя, как в таблице. Он увидит только эти строки.",
      "For a manager: the name as in the table. They see only these rows."
    )
  }
  package var invite: String { language("Пригласить", "Invite") }
  package var inviteLead: String {
    language(
      "Выйдет ссылка: по ней человек сам придумает пароль. Она действует неделю и один раз.",
      "You get a link with which the person chooses a password. It works once, for a week."
    )
  }
  package func invited(_ name: String) -> String {
    language("Ссылка для \(name)", "A link for \(name)")
  }
  package var invitedLead: String {
    language(
      "Пошлите её только этому человеку: кто откроет первым, тот и войдёт. Больше она не покажется.",
      "Send it to this person alone: whoever opens it first is in. It is shown only now."
    )
  }
  package var waiting: String { language("Ждут", "Waiting") }
  package func waitingUntil(_ day: Day) -> String {
    let said = CalendarWords(language).dayAndYear(day)
    return language("ссылка действует до \(said)", "the link works until \(said)")
  }
  package var withdraw: String { language("Отозвать ссылку", "Withdraw the link") }
  package var save: String { language("Сохранить", "Save") }
  package var remove: String { language("Убрать", "Remove") }
  package func removeWarning(_ name: String) -> String {
    language(
      "\(name) больше не войдёт. Всё, что записано, останется.",
      "\(name) will not be able to log in. What they wrote stays."
    )
  }
  package var saved: String { language("Сохранено.", "Saved.") }
  package var removed: String { language("Убрано.", "Removed.") }
  package var withdrawn: String { language("Ссылка отозвана.", "The link is withdrawn.") }
  package var endSessions: String {
    language("Закончить вход на всех устройствах", "Log out on all devices")
  }
  package var you: String { language("это вы", "this is you") }
  package var nobody: String { language("Пока никого.", "Nobody yet.") }
}
