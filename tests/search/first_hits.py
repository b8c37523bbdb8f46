"""What people ask, and the hit that must come first: typed from the documents before any ranking existed.

Each row: what is asked; the page that the first hit leads to, without the edition's own part; the words that are
its title or stand in its text; and for an amount the digits as printed, else "". NOTHING is for what is nowhere.
"""

STC = "/shanghai-stc/2025/"
WANLI = "/wanli/{year}/"
EXPENDITURE = "tables/expenditure/"
BASIC = "tables/basic-expenditure/"
CELL = "source/"
NOTHING = "nothing"

FirstHit = tuple[str, str, str, str]

# Over the bundled edition alone (上海市科学技术委员会 2025).
BUNDLED: list[FirstHit] = [
    # One and two characters
    ("馆", "projects/科技馆建筑体大修/", "科技馆建筑体大修", ""),
    ("脑", "projects/脑智发育平台/", "脑智发育平台", ""),
    ("税", NOTHING, "", ""),
    ("大修", "projects/科技馆建筑体大修/", "科技馆建筑体大修", ""),
    ("奖金", BASIC, "奖金", ""),
    ("水费", BASIC, "水费", ""),
    ("电费", BASIC, "电费", ""),
    ("车辆", "notes/", "车辆", ""),
    ("教育", EXPENDITURE, "教育支出", ""),
    # Words and names, without spaces
    ("培训费", BASIC, "培训费", ""),
    ("办公费", BASIC, "办公费", ""),
    ("差旅费", BASIC, "差旅费", ""),
    ("物业管理费", BASIC, "物业管理费", ""),
    ("住房公积金", EXPENDITURE, "住房公积金", ""),
    ("科普活动", EXPENDITURE, "科普活动", ""),
    ("教育支出", EXPENDITURE, "教育支出", ""),
    ("专项基础科研", EXPENDITURE, "专项基础科研", ""),
    ("因公出国（境）费", "tables/three-public/", "因公出国（境）费", ""),
    ("因公出国(境)费", "tables/three-public/", "因公出国（境）费", ""),
    ("公务接待费", "tables/three-public/", "公务接待费", ""),
    ("机关运行经费", "tables/three-public/", "机关运行经费", ""),
    ("事业收入", "tables/revenue-expenditure/", "事业收入", ""),
    ("能源保障", "projects/能源保障/", "能源保障", ""),
    ("脑图谱", "projects/脑图谱大数据平台/", "脑图谱大数据平台", ""),
    ("长三角高分", "projects/保障长三角高分遥感数据中心运行维护及对外服务能力/", "长三角高分遥感", ""),
    ("创新创业大赛", "projects/创-在上海-国际创新创业大赛/", "“创·在上海”国际创新创业大赛", ""),
    ("创·在上海", "projects/创-在上海-国际创新创业大赛/", "“创·在上海”国际创新创业大赛", ""),
    ("上海科技馆", "notes/", "上海科技馆", ""),
    ("上海科学院", "notes/", "上海科学院", ""),
    ("沪杏科技图书馆", "notes/", "沪杏科技图书馆", ""),
    ("基本支出预算", "notes/", "基本支出预算", ""),
    ("“三公”经费", "notes/", "“三公”经费", ""),
    ("三公经费", "notes/", "“三公”经费", ""),
    ("上海市科学技术委员会", "", "上海市科学技术委员会", ""),
    ("不存在的日期", "checks/", "“技术市场统计分析”写了不存在的日期", ""),
    ("没有前书名号", "checks/", "有后书名号，没有前书名号", ""),
    # Codes, with and without separators
    ("2060702", EXPENDITURE, "科普活动", ""),
    ("206 07 02", EXPENDITURE, "科普活动", ""),
    ("206-07-02", EXPENDITURE, "科普活动", ""),
    ("206.07.02", EXPENDITURE, "科普活动", ""),
    ("20607", EXPENDITURE, "科学技术普及", ""),
    ("206 07", EXPENDITURE, "科学技术普及", ""),
    ("206", EXPENDITURE, "科学技术支出", ""),
    ("30216", BASIC, "培训费", ""),
    ("302-16", BASIC, "培训费", ""),
    ("２０６０７０２", EXPENDITURE, "科普活动", ""),
    # Amounts in any unit
    ("1188.26", CELL, "合计", "1,188.26"),
    ("1,188.26", CELL, "合计", "1,188.26"),
    ("11882600", CELL, "合计", "1,188.26"),
    ("1,188.26万元", CELL, "合计", "1,188.26"),
    ("1188.26 万元", CELL, "合计", "1,188.26"),
    ("￥1,188.26万元", CELL, "合计", "1,188.26"),
    ("约1188.26万元", CELL, "合计", "1,188.26"),
    ("71.82亿", CELL, "合计", "7,181,860,500"),
    ("71.82亿元", CELL, "合计", "7,181,860,500"),
    ("7181860500", CELL, "合计", "7,181,860,500"),
    ("7,181,860,500元", CELL, "合计", "7,181,860,500"),
    ("94880000", CELL, "科普活动", "94,880,000"),
    ("9488万", CELL, "科普活动", "94,880,000"),
    ("530.88", CELL, "因公出国（境）费", "530.88"),
    ("5308800元", CELL, "因公出国（境）费", "530.88"),
    ("1701.03万元", CELL, "机关运行经费", "1,701.03"),
    ("113567700", "projects/科技馆建筑体大修/", "科技馆建筑体大修", ""),
    ("58426.29万元", "notes/", "58,426.29万元", ""),
    # Several words, all of which must be there
    ("科技馆 大修", "projects/科技馆建筑体大修/", "科技馆建筑体大修", ""),
    ("大修 科技馆", "projects/科技馆建筑体大修/", "科技馆建筑体大修", ""),
    ("科普活动 94880000", CELL, "科普活动", "94,880,000"),
    ("培训费 2025", BASIC, "培训费", ""),
    ("科技委 培训费", NOTHING, "", ""),  # a short name that the document never prints: nothing
    ("科学技术委员会 培训费", BASIC, "培训费", ""),
    ("政府采购 货物 工程", "notes/", "58,426.29万元", ""),
    ("脑科学 绩效目标", "projects/脑智发育平台/", "脑智发育平台", ""),
    ("表9 公务接待费", "tables/three-public/", "公务接待费", ""),
    ("表8 合计 人员经费", BASIC, "合计", ""),
    # A phrase in quotation marks of either kind
    ('"机构改革相关职能转入"', "notes/", "因公出国（境）费530.88万元", ""),
    ("“机构改革相关职能转入”", "notes/", "因公出国（境）费530.88万元", ""),
    ('"2025年部门预算编制说明"', "notes/", "收入预算718,186万元", ""),
    ('"展示 运行"', "projects/展示运行/", "展示运行", ""),
    ('"政府采购" "工程"', "notes/", "58,426.29万元", ""),
]

# Over the bundled edition and the three of 上海市普陀区人民政府万里街道办事处 (2023, 2024, 2025).
WITH_WANLI: list[FirstHit] = [
    ("城管执法", WANLI.format(year=2025) + EXPENDITURE, "城管执法", ""),
    ("2120104", WANLI.format(year=2025) + EXPENDITURE, "城管执法", ""),
    ("212 01 04", WANLI.format(year=2025) + EXPENDITURE, "城管执法", ""),
    ("城管执法 2024", WANLI.format(year=2024) + EXPENDITURE, "城管执法", ""),
    ("城管执法 2023年", WANLI.format(year=2023) + EXPENDITURE, "城管执法", ""),
    ("万里街道 培训费", WANLI.format(year=2025) + BASIC, "培训费", ""),
    ("万里 2024 培训费", WANLI.format(year=2024) + BASIC, "培训费", ""),
    ("万里 电费", WANLI.format(year=2025) + BASIC, "电费", ""),
    ("37.91万元", WANLI.format(year=2025) + CELL, "合计", "37.91"),
    ("379100", WANLI.format(year=2025) + CELL, "合计", "37.91"),
    ("47.91", WANLI.format(year=2024) + CELL, "合计", "47.91"),
    ("22.91万", WANLI.format(year=2023) + CELL, "合计", "22.91"),
    ("1.90亿元", STC + CELL, "其他技术与开发支出", "189,959,234"),
    ("万里 1.90亿元", WANLI.format(year=2025) + CELL, "合计", "189,767,551"),
    ("189767551", WANLI.format(year=2025) + CELL, "合计", "189,767,551"),
    ("6,522,681", WANLI.format(year=2025) + CELL, "城管执法", "6,522,681"),
    ("群众体育", WANLI.format(year=2025) + EXPENDITURE, "群众体育", ""),
    ("万里街道社区党群服务中心", WANLI.format(year=2025) + "notes/", "万里街道社区党群服务中心", ""),
    ("维护社区平安", WANLI.format(year=2025) + "notes/", "八、维护社区平安", ""),
    ("上海市普陀区人民政府万里街道办事处", WANLI.format(year=2025), "万里街道办事处", ""),
    ("万里街道 2023", WANLI.format(year=2023), "万里街道办事处", ""),
    ("培训费", STC + BASIC, "培训费", ""),
    ("4821.20万元", WANLI.format(year=2025) + "notes/", "4821.20万元", ""),
    ("专项普查活动", WANLI.format(year=2025) + EXPENDITURE, "专项普查活动", ""),
    ("公益性岗位补贴", WANLI.format(year=2025) + EXPENDITURE, "公益性岗位补贴", ""),
]
