"""Patterns around masked numerals by which days of a Chinese line are found; `#` stands for a numeral."""
from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from trainer.hearing import calendar_days as days
from trainer.hearing.masked import MARK, pattern

MONTH_WORD = r"(下下个?月|下个?月|次月|这个?月|本月|当月|上个?月|上上个?月|每个?月|月月|按月|明年|今年|去年|后年)"
GAP = rf"(?:[^{MARK}月周,。!?;号天]{{0,5}})"
DAY_MARK = r"(?:号(?!楼|院|线|窗|门|店|文|柜|台|桌|厅|机|房|仓|库|码|令|客|坐|员|公馆|城|苑|病|床|选|人(?!家)|链|外|段)|日(?![息利租薪均后内结用记志常语本出期子光]|之[内后]))"
PLAIN_DATE = pattern(r"(?:(#)年|(去年|今年|明年|后年))?的?(#)月份?(?:的)?(?:(#)(?:号|日|(?![号日期天个年月万千百块元点:分号]))|(底|末|初|中旬|中|最后#天))")
ISO_DATE = pattern(r"(#)([-/.])(#)\2(#)")
SLASH_DATE = pattern(rf"(?<![{MARK}/.\-])(#)/(#)(?![/{MARK}])(号?)")
DOT_DATE = re.compile(r"^(\d{1,2})\.(\d{1,2})$")
MONTH_DAY = pattern(rf"{MONTH_WORD}(?:份)?{GAP}(#){DAY_MARK}|(?<!每)(下个?月|这个?月|本月)(#)(?=还|付|交|之前|以前|前|给|转|存|那|#笔|[,。!?]|$)")
MONTH_EDGE = pattern(
    r"(下下个?|下个?|次|这个?|本|当|上上个?|上个?|每个?)?月份?(?:的)?(?:月)?(底|末|初|中(?!旬?间|心|国|介|秋)旬?|最后#天|(?:之|以)?内(?!容|部|心))"
)
BARE_DAY = pattern(rf"(#)({DAY_MARK})")
LISTED = pattern(r"(#)(?:[、,和或跟]|或者|还是|到|至|-|~)(#)[号日]")
NOT_DAY_BEFORE = pattern(r"(?:第|工|编|尾|序|账|卡|单|手机|电话|代|门牌|房|楼|代码|座|栋|幢|尾数|型|大|小|学|考|车|病床|床|桌|百|几|路|线|院|巷|弄|口令|暗|证|批|股|分之|(?:工|编|卡|单|尾|账|证|房|学)号码?[是为:]?|尾[巴数]|生日[^,。]{0,4}|出生[^,。]{0,4}|生于[^,。]{0,4}|身份证[^,。]{0,6})$")
BIRTH = pattern(r"(?:生日|出生|生于|生辰|诞辰|身份证)[^,。!?]{0,6}$")
BIRTH_AFTER = pattern(r"[^,。!?]{0,3}(?:生日|出生|生的|生人)")
WEEK = pattern(
    r"(下下个?|下个?|这个?|本|上上个?|上个?|每个?|每逢|逢|当)?(?:周|星期|礼拜)([#日天末](?:[、和跟到至或]?[#日](?![号期天]))*)"
)
WITHIN_WEEK = pattern(r"(下下个?|下个?|这个?|本|个)(?:周|星期|礼拜)(?:之内|以内|内(?!容))")
RELATIVE = pattern(r"大后[天日儿]|(?<![以今之然往此背先前])后(?:天(?![天性])|日(?=[还付交前之,。!?]|$)|儿个?(?=[还付交前,。!?]))|明(?:天|日(?![之]?星)|儿个?|早|晚)|大前天|前天|昨(?:天|日|晚|儿个?|夜)")
RELATIVE_DAYS = (("大后", 3), ("后", 2), ("明", 1), ("大前", -3), ("前", -2), ("昨", -1))
TODAY = pattern(r"今(?:天|日|晚|儿个?|夜|早|明)|当天(?=[还付交结])|现在就(?=还|付|交|转)|马上就(?=还|付|交|转)")
TODAY_ACTS = pattern(
    r"(?:还(?!是|没|在|有|剩|差|欠|挺|真|好)|付(?!出)|交(?!流|通|代)|存|转(?!告|达|接)|打(?:款|钱|过去|进)|入账|到账|汇|缴|划|结(?!果|婚|束|论|局)|全款|全额|走哪|哪张卡|清(?:掉|了|账)|处理(?:掉|好|完)?|凑|给(?:我)?(?:个)?(?:准数|#|答复|结果)|搞定|弄(?:好|完|来)|之?前|以前|之内|以内|内|截止|到期|最后|下班|打(?:回|给我)|再(?:打|联系|聊)|回(?:电|复|话)|扣)"
)
TODAY_TALK = pattern(r"(?:打(?:电话|给您|给你|来|扰)|给(?:您|你)(?:打|来)|来电|联系(?:您|你)|找(?:您|你)|致电|天气|上班|心情|不谈|不聊|不提|不说|不催|不要钱|怎么样|好吗|忙|辛苦|第|已经|拨)")
SPAN = (
    r"(#|半)(多)?\s?(?:(个)?(工作日|工作天|交易日)|(个)?(小时|钟头)|(天|日)(?!利|息|薪|报|租|均)|(个?半?)(月)(?!份|底|初|末|供|薪|租)|(个)?(周|星期|礼拜)(?![#日天末])|(年)(?!级|纪|薪|龄|费|化|轻))(半)?"
)
AFTER_SPAN = r"(之内|以内|内(?!容|部|存|心)|里头|里面(?=还|付)|之后(?!又)|以后|过后|后(?![面来悔果续台备])|之前|以前|前(?![台面任夫妻]|#)|时间|期限)"
PERIOD = pattern(rf"{SPAN}{AFTER_SPAN}")
PERIOD_LEAD = pattern(rf"(?:最迟|最晚|最多|顶多|不超过|再过|过(?!了)|给我|给你|给您|(?<![宽期年时权有])限(?:您|你)?)\s?{SPAN}")
PAST_CUES = pattern(r"(?:以来|就(?:该|应|到期)|那[笔期次天]|逾期|到期的|欠到|拖到|应还|没扣|没还|刷的|消费|发生|签的|开的|办的|借的|答应|说过|已经|上次|上回|当时|之前说|当初|至今|到现在)")
PAST_OR_PLAN = pattern(r"起|开始|说好")  # since that day, or from that day on
PLAN = pattern(r"每个?月|每期|每周|每星期|分.{0,4}期|期数|首期|第.期|往后|以后|各还|先还|再还|还清|还上|还#|付#|行[吗不]|可以[吗吧不]|好[吗吧不]")
FESTIVALS: tuple[tuple[re.Pattern[str], Callable[[date], date | None]], ...] = (
    (pattern(r"元旦"), lambda today: days.next_month_day(today, 1, 1)),
    (pattern(r"国庆(?:节)?(?!路|街)"), lambda today: days.next_month_day(today, 10, 1)),
    (pattern(r"圣诞(?:节)?(?!老人|树|歌)"), lambda today: days.next_month_day(today, 12, 25)),
    (pattern(r"平安夜"), lambda today: days.next_month_day(today, 12, 24)),
    (pattern(r"双十一|双#(?=[之前以后]|$)"), lambda today: days.next_month_day(today, 11, 11)),
    (pattern(r"春节|大年初#"), lambda today: days.next_feast(today, days.SPRING_FESTIVAL)),
    (pattern(r"除夕|大年#|年三十"), lambda today: days.next_feast(today, days.SPRING_FESTIVAL, -1)),
    (pattern(r"元宵"), lambda today: days.next_feast(today, days.SPRING_FESTIVAL, 14)),
    (pattern(r"中秋"), lambda today: days.next_feast(today, days.MID_AUTUMN)),
    (pattern(r"端午"), lambda today: days.next_feast(today, days.DRAGON_BOAT)),
)
YEAR_END = pattern(r"(明年|今年|本年|去年)?(?<!\ue000月)年(?:底|末|终(?!奖|于))")
MONTH_SHIFT = {"下下": 2, "下": 1, "次": 1, "这": 0, "本": 0, "当": 0, "上上": -2, "上": -1}
YEAR_SHIFT = {"明年": 1, "今年": 0, "去年": -1, "后年": 2, "本年": 0}
NTH_WEEKDAY = pattern(r"(下下个?月|下个?月|这个?月|本月|当月|每个?月)的?(最后#个|第(#)个)(?:周|星期|礼拜)(?:(#)|[日天])")
SHARES = frozenset({(1, 2), (1, 3), (1, 4), (1, 5), (2, 3), (3, 4), (1, 10)})
# A weekday beside a day of the month says the same day (12月4号周五).
DAY_BESIDE = pattern(r"#[号日][,\s(]?(?:是|那天)?$")
DAY_FOLLOWS = pattern(r"[,\s(]?(?:也就是|就是)?(?:#月)?#[号日]")
JOINED_DAY = pattern(rf"(?:[、,和或跟与]|或者|还是|到|至|-|~)(?:是)?(#){DAY_MARK}")
LIST_BEFORE = pattern(r"#(?:[、和或跟到至\-~]|或者|还是)$")
MAY_DAY = pattern(r"(?:劳动|节|假期|之前|前|以前|过后|后|期间|那天)")
TODAY_LATE = pattern(r"(?:最迟|最晚|限|截止|截至|必须|务必|赶在|就|到期日?是?|等到?)\s?$")
GRANTS = pattern(r"(?:给(?:我|你|您)?|再|还有|剩|只有|等(?:我)?|留)\s?$")
LONG_AGO = pattern(r"(?:当时|那次|结果|逾期|欠了?)$")
