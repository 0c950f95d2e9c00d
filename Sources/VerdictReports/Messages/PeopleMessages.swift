/// Who may enter, and forms sent by a browser.
let peopleMessages: [String: MessageText] = [
  "people.nameTaken": MessageText(
    "Имя «{name}» уже занято. Возьмите другое, например с фамилией.",
    "The name “{name}” is taken. Use another, for example with the surname."
  ),
  "people.nameMissing": MessageText("Напишите имя.", "Write a name."),
  "people.nameTooLong": MessageText(
    "Имя длиннее {limit} знаков. Сократите его.",
    "The name is longer than {limit} characters. Shorten it."
  ),
  "people.accountUnknown": MessageText(
    "Такого человека здесь нет: «{name}». Возможно, его уже убрали.",
    "There is no such person here: “{name}”. They may have been removed."
  ),
  "people.invitationInvalid": MessageText(
    "Эта ссылка больше не действует: ею уже воспользовались, прошла неделя или её отозвали. Попросите руководителя прислать новую.",
    "This link no longer works: it was used, a week has passed, or it was withdrawn. Ask the head for a new one."
  ),
  "people.wrongPassword": MessageText(
    "Имя или пароль не подходят. Проверьте раскладку и повторите.",
    "The name or the password is not right. Check the keyboard layout and try again."
  ),
  "people.tooManyAttempts": MessageText(
    "Слишком много попыток подряд. Подождите {seconds} с и повторите.",
    "Too many attempts in a row. Wait {seconds} s and try again."
  ),
  "people.passwordTooShort": MessageText(
    "Пароль короткий: нужно не меньше {minimum} знаков. Подойдут несколько слов подряд.",
    "The password is short: at least {minimum} characters are needed. A few words in a row will do."
  ),
  "people.passwordTooLong": MessageText(
    "Пароль длиннее {maximum} байт. Возьмите короче.",
    "The password is longer than {maximum} bytes. Take a shorter one."
  ),
  "people.passwordTooCommon": MessageText(
    "Такой пароль угадают сразу. Возьмите несколько слов, которые знаете только вы.",
    "Such a password is guessed at once. Take a few words that only you know."
  ),
  "people.passwordsDiffer": MessageText(
    "Пароли не совпали. Наберите второй ещё раз.",
    "The passwords differ. Type the second one again."
  ),
  "people.lastHead": MessageText(
    "{name} — единственный руководитель здесь. Сначала дайте эту роль кому-то ещё.",
    "{name} is the only head here. Give somebody else that role first."
  ),
  "people.managerMissing": MessageText(
    "Скажите, чьи строки в таблице считать строками этого менеджера.",
    "Say whose rows of the table are this manager's own."
  ),
  "people.submissionForeign": MessageText(
    "Эту форму уже отправил другой человек. Откройте страницу заново.",
    "This form was already sent by somebody else. Open the page again."
  ),
  "people.submissionInvalid": MessageText(
    "Форма пришла без своего номера. Откройте страницу заново и повторите.",
    "The form came without its number. Open the page again and repeat."
  ),
  "people.headNeeded": MessageText(
    "Первым здесь входит руководитель: verdict user add ИМЯ --role head. Потом остальные.",
    "The head comes first here: verdict user add NAME --role head. Then the others."
  ),
  "serve.portTaken": MessageText(
    "Порт {port} на {address} занят. Закройте другую программу или возьмите другой: --port.",
    "Port {port} on {address} is taken. Close the other program or take another port: --port."
  ),
  "serve.certificate": MessageText(
    "Сертификат или ключ не подходят: {path}[: {detail}]. Нужны файлы PEM.",
    "The certificate or the key cannot be used: {path}[: {detail}]. PEM files are needed."
  ),
  "serve.hostName": MessageText(
    "«{value}» не имя узла. Пример: --host verdict.local или --host verdict.local:8484.",
    "“{value}” is not a host name. For example: --host verdict.local or --host verdict.local:8484."
  ),
  "serve.noAddress": MessageText(
    "У этой машины нет адреса в сети. Подключите её или уберите --lan.",
    "This machine has no address in the network. Connect it, or leave --lan out."
  ),
]
