/// Pages for when something did not work: what happened, what is safe, what to do.
package struct ErrorWords: Sendable, Hashable {
  package let title: String
  package let text: String
  /// What to do next.
  package let remedy: String

  /// The words for an HTTP status.
  package init(status: Int, language: Language) {
    switch status {
    case 400:
      title = language("Форма не прочиталась", "The form could not be read")
      text = language(
        "Браузер прислал её не целиком или в непонятном виде. Ничего не записано.",
        "The browser sent it incomplete or in an unknown shape. Nothing was written."
      )
      remedy = language("Вернитесь назад и отправьте ещё раз.", "Go back and send it again.")
    case 401:
      title = language("Нужно войти", "Please log in")
      text = language("Эта страница открывается после входа.", "This page opens after a login.")
      remedy = language("Войдите и повторите.", "Log in and try again.")
    case 403:
      title = language("Сюда нельзя", "Not for you")
      text = language(
        "Эта страница не для вашей роли, или запрос пришёл с чужого сайта. Ничего не записано.",
        "This page is not for your role, or the request came from another site. Nothing was written."
      )
      remedy = language(
        "Если страница нужна вам по работе, попросите руководителя.",
        "If you need it for your work, ask the head."
      )
    case 404:
      title = language("Такой страницы нет", "There is no such page")
      text = language(
        "Адрес набран с ошибкой, или того, что здесь было, больше нет.",
        "The address is mistyped, or what was here is gone."
      )
      remedy = language("Начните с главной страницы.", "Start from the first page.")
    case 405:
      title = language("Так эту страницу не открывают", "This page is not opened that way")
      text = language(
        "По этому адресу такой запрос не принимают.",
        "This address does not take such a request."
      )
      remedy = language("Начните с главной страницы.", "Start from the first page.")
    case 409:
      title = language("Кто-то успел раньше", "Somebody was faster")
      text = language(
        "Пока вы набирали, это изменил кто-то другой. Ваше не записано поверх.",
        "While you were typing, somebody else changed this. Yours was not written over it."
      )
      remedy = language(
        "Вернитесь, посмотрите, что теперь там, и решите.",
        "Go back, see what is there now, and decide."
      )
    case 413:
      title = language("Слишком большой файл или форма", "The file or form is too large")
      text = language(
        "Столько за раз не принимается. Ничего не записано.",
        "That much is not taken at once. Nothing was written."
      )
      remedy = language(
        "Разделите выгрузку по месяцам или загрузите её командой verdict import.",
        "Split the export by month, or load it with verdict import."
      )
    case 429:
      title = language("Слишком часто", "Too often")
      text = language(
        "Столько попыток подряд не принимается.",
        "That many attempts in a row are not taken."
      )
      remedy = language("Подождите минуту и повторите.", "Wait a minute and try again.")
    case 503:
      title = language("Хранилище сейчас занято", "The store is busy")
      text = language(
        "Кто-то пишет большой файл. Ничего не записано и не потеряно.",
        "Somebody is writing a large file. Nothing was written and nothing is lost."
      )
      remedy = language(
        "Подождите несколько секунд и отправьте ту же форму ещё раз: дважды она не запишется.",
        "Wait a few seconds and send the same form again: it is not written twice."
      )
    case 507:
      title = language("На диске нет места", "The disk is full")
      text = language(
        "Записать некуда. Прежнее цело, наполовину ничего не записано.",
        "There is nowhere to write. What was there is whole, nothing is half written."
      )
      remedy = language(
        "Освободите место на компьютере с Verdict и отправьте ту же форму ещё раз.",
        "Free some space on the computer that runs Verdict and send the same form again."
      )
    default:
      title = language("Что-то сломалось у нас", "Something broke on our side")
      text = language(
        "Эта страница не собралась. Записанное раньше цело.",
        "This page could not be made. What was written before is whole."
      )
      remedy = language(
        "Повторите; если не поможет, пошлите руководителю номер запроса.",
        "Try again; if that does not help, send the head the number of the request."
      )
    }
  }

  /// A request for a name this server does not answer to.
  package static func foreignHost(_ language: Language) -> String {
    language(
      "Под этим именем сервер не отвечает. Откройте ссылку, которую напечатал verdict serve; другое имя разрешает --host.",
      "This server does not answer to that name. Open the link that verdict serve printed; --host allows another name."
    )
  }

  package static func back(_ language: Language) -> String {
    language("На главную", "To the first page")
  }

  package static func request(_ id: String, _ language: Language) -> String {
    language("Номер запроса: \(id)", "Request number: \(id)")
  }
}
