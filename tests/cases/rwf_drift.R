# What R's forecast::rwf makes of made-up series: Rscript rwf_drift.R > rwf_drift.json
suppressMessages(library(forecast))

cases <- list(
  growing = list(
    start = 2013, goal = 2100, sign = 1,
    series = c(812.4, 868.0, 951.37, 1002.5, 1098.6, 1151.9, 1190.23, 1281, 1402.74)
  ),
  falling = list(
    start = 2015, goal = 7.25, sign = -1,
    series = c(14.5, 12.9, 11.9, 11.2, 10.3, 6.4, 7.4, 9.9, 10.2)
  ),
  noisy = list(
    start = 2017, goal = 150, sign = 1,
    series = c(40, 95.5, 31.2, 120, 66.6, 210.9, 58.4, 133.0)
  ),
  five = list(
    start = 2018, goal = 150, sign = 1,
    series = c(100, 108, 110, 121, 126)
  ),
  twelve = list(
    start = 2010, goal = 100, sign = 1,
    series = c(52.1, 50.7, 54.9, 57.3, 56.8, 60.2, 63.9, 62.5, 66.0, 71.4, 70.3, 74.8)
  ),
  steady = list(
    start = 2016, goal = 1628.9, sign = 1,
    series = c(1000, 1050, 1102.5, 1157.625, 1215.50626, 1276.281563, 1340.0956)
  )
)
h <- 9
level <- 80

number <- function(x, digits = 17) trimws(formatC(x, digits = digits, format = "g"))
numbers <- function(x, digits = 17) paste0("[", paste(number(x, digits), collapse = ", "), "]")

made <- function(name) {
  case <- cases[[name]]
  fit <- rwf(ts(case$series, start = case$start), h = h, drift = TRUE, lambda = 0, level = level)
  # The probability of the goal, from nothing but the centre and the interval that the package gives.
  centre <- log(as.numeric(fit$mean))
  error <- (log(as.numeric(fit$upper)) - centre) / qnorm(0.5 + level / 200)
  chance <- pnorm(case$sign * (centre - log(case$goal)) / error)
  paste0(
    '    "', name, '": {\n',
    '      "start": ', case$start, ',\n',
    '      "series": ', numbers(case$series, 15), ',\n',
    '      "goal": ', number(case$goal, 15), ',\n',
    '      "sign": ', case$sign, ',\n',
    '      "mean": ', numbers(as.numeric(fit$mean)), ',\n',
    '      "lower": ', numbers(as.numeric(fit$lower)), ',\n',
    '      "upper": ', numbers(as.numeric(fit$upper)), ',\n',
    '      "chance": ', numbers(chance), '\n    }'
  )
}

cat(
  '{\n  "made_with": {"R": "', as.character(getRversion()),
  '", "forecast": "', as.character(packageVersion("forecast")),
  '", "script": "rwf_drift.R"},\n  "call": "rwf(series, h = ', h, ', drift = TRUE, lambda = 0, level = ', level,
  ')",\n  "cases": {\n', paste(vapply(names(cases), made, ""), collapse = ",\n"), '\n  }\n}\n',
  sep = ""
)
