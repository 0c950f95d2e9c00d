/// Calculations by name: what was wrong with an input, the value, what is allowed.
let calculationMessages: [String: MessageText] = [
  "calc.negative": MessageText(
    "{field}: {given} меньше нуля. Нужно 0 или больше.",
    "{field}: {given} is below zero. Give 0 or more."
  ),
  "calc.successesAboveTrials": MessageText(
    "{field}: успехов {given}, а попыток {allowed}. Проверьте пару «успехи/всего».",
    "{field}: {given} successes of {allowed} trials. Check the pair successes/trials."
  ),
  "calc.notFinite": MessageText(
    "{field}: «{given}» — не число.",
    "{field}: “{given}” is not a number."
  ),
  "calc.outsideRange": MessageText(
    "{field}: {given} не подходит, можно: {allowed}.",
    "{field}: {given} does not fit; allowed: {allowed}."
  ),
  "calc.missing": MessageText(
    "Не хватает: --{field}.",
    "Missing: --{field}."
  ),
  "calc.unknown": MessageText(
    "{field}: «{given}» не знаю. Можно: {allowed}.",
    "{field}: “{given}” is unknown. Allowed: {allowed}."
  ),
  "calc.wrongType": MessageText(
    "{field}: нужен другой вид значения: {given}.",
    "{field}: another kind of value is needed: {given}."
  ),
  "calc.unequalLengths": MessageText(
    "{field}: значений {given}, а нужно {allowed}.",
    "{field}: {given} values where {allowed} are needed."
  ),
  "calc.notIncreasing": MessageText(
    "{field}: значения должны расти, а после {given} идёт {allowed}.",
    "{field}: the values must increase, and {allowed} follows {given}."
  ),
  "calc.conflictingInputs": MessageText(
    "{field}: из этих значений задайте столько: {given}.",
    "{field}: of these inputs give so many: {given}."
  ),
  "calc.tooLarge": MessageText(
    "{field}: {given} слишком много, предел {allowed}.",
    "{field}: {given} is too large, the limit is {allowed}."
  ),
  "calc.tooFew": MessageText(
    "{field}: {given} слишком мало, нужно {allowed}.",
    "{field}: {given} is too few, {allowed} are needed."
  ),
  "calc.numerical": MessageText(
    "Счёт не сошёлся: {values}. Пришлите нам вызов.",
    "The computation failed: {values}. Please send us the call."
  ),
  "calc.syntax": MessageText(
    "Строка {line}, знак {column}: это не JSON. Нужен один объект в строке.",
    "Line {line}, byte {column}: not JSON. One object a line is needed."
  ),
  "calc.lineTooLong": MessageText(
    "Строка {line}: длиннее {limit} байт.",
    "Line {line}: longer than {limit} bytes."
  ),
]
