import VerdictModel

/// How each design on slices of the table is worked out, for the appendix.
struct SliceMethods {
  let language: Language
  init(_ language: Language) { self.language = language }

  func name(_ kind: SliceDesign.Kind) -> String {
    switch kind {
    case .day: language("жребий дней", "lot of days")
    case .manager: language("перестановки менеджеров", "permutations of managers")
    case .some: language("разность разностей", "difference in differences")
    case .all: language("прерванный ряд", "interrupted series")
    case .source: language("сравнение источников", "comparison of sources")
    }
  }

  func text(_ kind: SliceDesign.Kind) -> String {
    switch kind {
    case .day:
      language(
        "Дни по жребию: проверка Фишера по всем жребиям, какие могли выпасть (при более чем 200 000 — по 20 000 из них), отрезок — сдвиги, которых она не отвергает. Один взгляд, в конце.",
        "Days by lot: Fisher's test over every lot that could have fallen (of more than 200,000, over 20,000 of them); the bar holds the shifts it does not reject. One look, at the end."
      )
    case .manager:
      language(
        "Менеджеры по жребию: перестановки менеджеров, каждый весит одинаково; проверка — интервал с поправкой на малое число групп (CR2, степени свободы по Саттертуэйту). Один взгляд, в конце.",
        "Managers by lot: permutations of managers, each counting alike; the cross-check corrects for few clusters (CR2, Satterthwaite's degrees of freedom). One look, at the end."
      )
    case .some:
      language(
        "Новое у части менеджеров: разность разностей по неделям, у каждого менеджера свой уровень. Был жребий — решают перестановки менеджеров; не было — интервал CR2, и доказать он не может. Ложные даты — та же разница, посчитанная от дней, когда ничего не начинали.",
        "The new at some managers: difference in differences by week, each manager at the own level. With a lot, permutations of managers decide; without one there is the CR2 interval, which can prove nothing. False dates: the same difference from days at which nothing began."
      )
    case .all:
      language(
        "Новое у всех: дневной ряд долей (квазибиномиальный) с трендом, днями недели и ошибками Ньюи — Уэста; разница — от продолженного прежнего тренда. Другая модель — блуждающий уровень по фильтру Калмана. Доказать такой тест не может.",
        "The new everywhere: the daily series of rates (quasi-binomial) with a trend, weekdays and Newey–West errors; the difference is from the old trend carried on. The other model is a wandering level by the Kalman filter. Such a test can prove nothing."
      )
    case .source:
      language(
        "Новый источник: отношение сумм по неделям, ошибка дельта-методом; цена шага — отношение по Филлеру. Источники различаются людьми, а не только местом, поэтому это сравнение, а не доказательство.",
        "A new source: ratio of sums by week with a delta-method error; the price of a step by Fieller's ratio. Sources differ by people, not only by place, so this is a comparison and no proof."
      )
    }
  }
}
