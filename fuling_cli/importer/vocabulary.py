"""The words that public tables use: what columns are called, marks for missing figures, flags, notes and units.

A new word is one entry here. All are compared in lower case, with single spaces, and none beside a Chinese character.
"""

from fuling_cli.core.ledger import Status

HEADINGS: dict[str, tuple[str, ...]] = {
    "metric": (
        *("metric", "metric_id", "indicator", "indicator name", "indicator_name", "series", "series name", "measure"),
        *("seriesdescription", "subject descriptor", "variable", "item", "指标", "指标名称", "指标名", "指标代码"),
        *("统计指标", "主要指标", "项目", "项目名称"),
    ),
    "name": ("name", "metric_name", "target", "名称", "目标"),
    "year": (
        *("year", "years", "time_period", "time period", "timeperiod", "time", "ref_date", "date", "observation_date"),
        *("period", "jahr", "year(s)", "fiscal year", "calendar year", "年份", "年度", "时间", "年", "年度标识"),
        *("统计年份", "统计年度", "数据年份", "日期", "时期"),
    ),
    "value": (
        *("value", "figure", "obs_value", "observation value", "data value", "values", "wert", "数值", "数据", "值"),
        *("指标值", "统计值", "数据值"),
    ),
    "low": ("low", "at least", "figure, at least", "obs_low", "下限", "数据下限"),
    "high": ("high", "at most", "figure, at most", "obs_high", "上限", "数据上限"),
    "unit": (
        *("unit", "units", "unit of measure", "unit_measure", "uom", "einheit", "单位", "计量单位", "指标单位"),
        "数据单位",
    ),
    "scale": ("unit_mult", "unit multiplier", "powercode", "powercode code", "scale", "scalar_factor", "数量级"),
    "status": (
        *("status", "obs_status", "obs_flag", "observation status", "flag", "flags", "flag codes", "性质", "数据性质"),
        "数据状态",
    ),
    "published": ("published", "公布日期", "发布日期"),
    "source": ("source", "来源", "数据来源", "资料来源"),
    "url": ("url", "address", "网址", "链接"),
    "note": ("note", "comment_obs", "说明", "备注"),
    "recorded": ("recorded", "记录时间"),
    "area": (
        *("area", "country", "country name", "country or area", "reference area", "ref_area", "geo", "geography"),
        *("geoareaname", "geographic area", "geopolitical entity (reporting)", "entity", "region", "location"),
        *("region, subregion, country or area",),
        *("territory", "地区", "区域", "省份", "省市", "城市", "区县", "行政区", "行政区划", "国家", "地区名称"),
    ),
    "frequency": ("freq", "frequency", "time frequency", "频率", "频度"),
    "code": (
        *("code", "country code", "indicator code", "series code", "geocode", "time code", "iso", "id", "seriescode"),
        *("geoareacode", "weo country code", "weo subject code", "dguid", "vector", "coordinate", "decimals", "symbol"),
        *("index", "no.", "location code"),
        *("terminated", "scalar_id", "uom_id", "structure", "structure_id", "structure_name", "action", "dataflow"),
        *("last update", "conf_status", "序号", "行政区划代码", "地区代码", "value footnotes", "footnotes"),
    ),
}
"""What each column may be called. ``name`` is for people, beside a metric; ``code`` says nothing that is needed."""

COLUMN_OF_KEYS = r"[\w,. -]+\\(?:time_period|time)"
"""The first column of Eurostat's TSV: several keys divided by commas, above the years."""

MISSING = frozenset(
    {"", ":", "..", "...", "…", "……", "-", "--", "---", "\N{EN DASH}", "\N{EM DASH}", "\N{EM DASH}\N{EM DASH}"}
    | {"n/a", "na", "n.a.", "nan", "#n/a", "null", "none", ".", "/", "x", "(na)", "(d)", "空", "无", "缺", "不详"}
)
"""Marks that stand where no figure was published: none of them is ever a zero."""

STATUS_FLAGS: dict[str, Status] = {
    **dict.fromkeys(("p", "provisional", "preliminary", "初步", "初步核算", "初步数"), "provisional"),
    **dict.fromkeys(("初步统计", "快报", "快报数"), "provisional"),
    **dict.fromkeys(("e", "f", "est", "est.", "estimate", "estimated", "forecast"), "estimated"),
    **dict.fromkeys(("预计", "预计数", "估计", "估计数", "预测"), "estimated"),
    **dict.fromkeys(("r", "revised", "修订", "修订数"), "revised"),
    **dict.fromkeys(("final", "最终", "最终核实", "最终核实数"), "final"),
}  # fmt: skip
"""Flags that say how firm a figure is; `BREAK` says that the series breaks there."""
BREAK = "b"
OTHER_FLAGS = frozenset("acdiknosuvz")
"""Flags of Eurostat, the OECD and SDMX that change no figure: they are counted and told."""

NORMAL_STATUS = frozenset({"a", "normal", "normal value", ""})

YEARLY = frozenset({"a", "annual", "annually", "yearly", "a: annual", "年", "年度", "p1y"})

END_OF_TABLE = (
    r"(?:注|註|备注|说明|资料来源|数据来源|来源|source|sources|note|notes|footnotes?|quelle|anmerkung(?:en)?)"
    r"(?:\s*(?:[\d①-⑳]+\s*)?[:：.．、)]|\s*[\d①-⑳]*\s*$)"
    r"|(?:注|註)\s*[①-⑳\d]|©|\(c\)\s|__{2,}|--{3,}|\*\s*注|data from database|last updated?\b"
)
"""How the first cell below a table begins."""

UNIT_ABOVE = r"[(（\[]?\s*(?:计量单位|单位|units?|einheit|unit of measure)\s*[:：]\s*(?P<unit>.+?)\s*[)）\]]?"
UNIT_BELOW = r"(?:单位|\bunits?|einheit)\s*[:：]\s*(?P<unit>[^，。；;,.\n)）]+)"
"""How it stands in a note below the table."""
UNIT_BEFORE = "preunit"
UNIT_KEYS = frozenset({UNIT_BEFORE, "单位", "计量单位", "unit", "units", "unit of measure", "einheit"})
"""How the unit of a whole table stands above it: 单位：亿元 in one cell, or a word and the unit beside it."""

WORDS_OF_UNITS: dict[str, tuple[str, ...]] = {
    "元": ("cny", "rmb", "yuan", "renminbi"),
    "美元": ("us$", "usd", "us dollars", "us dollar", "u.s. dollars", "dollars", "us-$"),
    "欧元": ("eur", "euro", "euros", "€"),
    "英镑": ("gbp", "£", "pounds", "pound sterling"),
    "%": ("%", "percent", "per cent", "percentage", "pct", "pc", "percentages"),
    "‰": ("‰", "per mille", "per thousand", "permille", "per 1,000 people", "per 1,000 population"),
    "人": ("persons", "person", "people", "number", "inhabitants", "population"),
}
"""Words that mean the noun of a unit wherever they stand in a description of it: current US$, CLV20_EUR_HAB."""
COUNTING = frozenset({"number", "numbers", "count", "unit", "units", "个", "个数", "anzahl"})
"""Descriptions that only say that something is counted: the unit of a metric that counts is its own."""

SCALES: dict[str, int] = {
    **dict.fromkeys(("units", "unit", "ones", "none", "0"), 0),
    **dict.fromkeys(("thousands", "thousand", "3"), 3),
    **dict.fromkeys(("millions", "million", "6"), 6),
    **dict.fromkeys(("billions", "billion", "9"), 9),
    **dict.fromkeys(("trillions", "trillion", "12"), 12),
    **{str(power): power for power in (1, 2, 4, 5, 7, 8, 10, 11)},
}
"""The power of ten that a column of scales names, in words or, as SDMX has it, as the power itself."""
SCALED = (
    r"(?i)million|billion|trillion|thousand|hundred|\bmio|\bbn\b|\bmn\b|\btn\b|ths|meur|'000|\b000|1[,. ]?000"
    r"|\bm\b|\bk\b|[十百千万亿]"
)
"""A scale somewhere in a description: what cannot be read exactly is then out by powers of ten."""

AMOUNTS = frozenset(
    {
        "绝对值",
        "绝对量",
        "绝对数",
        "总量",
        "数值",
        "数量",
        "合计",
        "总计",
        "全年",
        "累计",
        "本年",
        "当年",
        "value",
        "total",
        "amount",
        "level",
    }
)
"""Second headings that add nothing to the name of the first."""

TOTALS = ("", "total", "all", "合计", "总计", "全部", "全国", "全市", "全区")
"""Values of a column that stand for the whole: the first choice to suggest where one must be chosen."""

DERIVED = (
    r"人均|每|占|同比|环比|比上年|增[长速幅加减]|指数|比重|构成|结构|弹性|贡献|拉动|平均"
    r"|\bper\b|index|growth|share|change|ratio|contribution|average|increase"
)
"""Words beside a metric's name that make another one of it."""
