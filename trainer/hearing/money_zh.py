"""Which numerals of a Chinese line are sums of money, and what they come to."""
from __future__ import annotations

from decimal import Decimal

from trainer.hearing.found import Sum
from trainer.hearing.masked import MARK, Masked, pattern
from trainer.hearing.numbers_zh import Numeral

_CURRENCY_BEFORE = pattern(r"(?:[¥$£€]|人民币|rmb|cny|usd|美金|港币)\s?$")
_CURRENCY = (
    r"(?:块(?!(?:表|砖|肉|地(?!$)|橡皮|蛋糕|石|糖|牌|布|板|屏|玻璃|电池|饼|豆腐|木|铁|冰|儿|手表|招牌|心病))|元(?!旦|月|宵|气)|圆(?!桌|形|圈|满)|"
    r"园(?=[钱整,。]|$)|快(?=钱|[,。!?]|$)|人民币|rmb|美元|美金|美刀|刀(?!子|刃|片|口)|英镑|镑|欧元?|港币|港元|日元|大洋|dollars?|usd|bucks?|pounds?|€|¥|\$|£)"
)
_VAGUE_TAIL = r"(?:多|来|几|余|出头|上下|左右|开外)"
_AFTER = pattern(rf"\s?({_VAGUE_TAIL}?)\s?({_CURRENCY})(钱?)")
_FRACTION = pattern(r"(?:又|零)?(?:(#)[毛角](?:(#)分?)?|(#)分(?![期#])|(#))")
_JIAO_ALONE = pattern(r"#(?:[毛角](?!病|衣|巾|线|笔|色|利|孩|毯|落|度|逐|头)(?:#)?|分钱)")
_IDIOM_CENT = pattern(r"(?:[不没无]|都没|一个)[\s]?$")
_AFTER_CENT = pattern(r"钱?(?:[不没也都拿]|儿?不|拔|[^,。!?]{0,3}[都也]?[没不])")
_NOT_COUNTED_DIGIT = "个期月天周年次张笔份号日点万千百折成%"
_COUNTER = pattern(
    r"(?:多|来|几|余)?\s?(?:"
    r"%|‰|个(?!亿)|人(?!民币)|位|名(?!下)|号|天|日(?!结)|月(?![底初末中])|周(?![#末日天])|星期(?![#日天])|礼拜(?![#日天])|年(?![底前后终尾初])|岁|点|秒|"
    r"条|通(?!过)|遍|回(?![头来去家款])|种|项|家(?![里人庭])|户(?!头)|套|页|米|里(?![面头边有])|公里|斤|克|公斤|层|楼|室|栋|幢|单元|折|倍|成(?![不吗么吧交功])|度|级|"
    r"步|句|件|只(?![能有要够还是剩用])|台|辆|头(?!款)|口|本(?![金息月周来人])|班|平方|平米|平(?![时台均安])|亩|次|场|封|笔|声|分(?![期#几次批开两成多])|分钟|小时|钟头|"
    r"期|步|颗|套|站|杯|瓶|顿|趟|道|代|届|股|积分|辈子|字|毫升|版|行(?=人)|夜|强|张|份|盒|包(?![吃住括含])|袋|箱|根|双|扇|桌|席|集|章|节(?!省)|系|队|世|倒|刀[子]"
    r")"
)
_ID_BEFORE = pattern(
    r"(?:尾号|尾巴|尾数|末位|末[#三四两]位?|后[#三四两]位|工号|编号|卡号|单号|案号|流水号|账号|号码|电话|热线|手机号?|座机|验证码|密码|身份证号?|合同号?|客服|门牌|房号|短号|分机|工单|"
    r"文号|员工号|qq|微信号?|v信|号段|航班|车牌号?|邮编|版本|区号|批号|学号|工牌|坐席|代码|编码|信用分|积分|评分|得分|分数|序号|口令|暗号|房间|型号|卡尾|尾|专线|拨|拨打|转分机|请按)"
    r"(?:[是为就:\s,的您你记一下呢]|号|尾号|码){0,5}$"
)
_PART_BEFORE = pattern(r"(?:第|分之|#:|农历|初|年龄|今年|老|小学|初中|高中|大学)\s?$")
_LISTED_DAY = pattern(r"(?:[和、或到至跟~\-]|或者|还是)#(?:号|日|期|天|%|点)")
_PART_AFTER = pattern(r"(?:分之|:\d|:#|[年](?![底前后终尾初]))")
_HOTLINES = frozenset(
    [
        "12378", "12363", "12356", "12348", "12333", "12315", "12345", "12320", "12355", "12321", "12329", "12337", "12377", "12388",
        "10086", "10010", "988", "911", "999", "116123", "95588", "95533", "95599", "95566", "95555",
    ]
)
_EMERGENCY = frozenset(["110", "119", "120", "122"])
_DIAL = pattern(r"(?:打|拨|报|叫|call|去)(?:了|个|过)?$")
_FILLER = r"(?:我|你|您|他|她|先|再|个|就|了|过|到|是|为|的|得|能|只|可以|最多|最少|大概|差不多|至少|也就|才|上|出|给|有|够|还|:|,|大约|约|将近|接近|不到|超过|快|共|有个|那|这|整|去|来|#下|不|起|笔|现|\s)"
_PAY_BEFORE = pattern(
    r"(?:还|付|交|存|转|打|拿|欠|凑|收|减|免|扣|借|挣|赚|花|刷|要|差|缺|剩|报|掏|补|领|充|汇|退|降到|降|余额|本金|利息|违约金|滞纳金|手续费|年费|罚息|费用?|金额|额度|最低|还款额|工资|薪|房租|租金|"
    r"月供|底薪|收入|生活费|学费|欠款|账单|每个?月|#个月|每期|这期|本期|首付|首期|尾款|总共|#共|合计|总计|总额|拢共|统共|金|款|钱|价|给|押|涨|多|少|到手|攒|存款|余|弄|搞|整|预支|发|算|贷|煤气|燃气|物业|话费|网费|伙食|饭钱|菜钱|社保|水电|低保|退休金|奖金|提成|保险|补助|补贴|pay|transfer|send|deposit|owe|加|加上|减去|减掉|乘|等于)"
    rf"{_FILLER}{{0,5}}$"
)
_PAY_AFTER = pattern(
    r"\s?(?:以内|左右|上下|封顶|整|就行|行吗|行不行|可以吗|够不够|够吗|不够|每个?月|#个月|/月|每期|#期|打底|起步|还行|差不多|太多|太少|我?(?:出|拿|掏|还|付|凑)(?:不|得)(?:了|起|出)|(?:我|您|你)?(?:先|再)?(?:还|付|给|转|存|打)得?[了上起过出]|都没|都拿不|拿不出|拿得出|也行|也可以|的?(?:利息|本金|房租|违约金|手续费|年费|尾款|工资|余额|最低|欠款|账单))"
)
_CONNECT = pattern(r"#(?:来|多)?(?:块钱?|元)?(?:到|至|-|~|或者?|、|还是)#")
_INSULT_BEFORE = pattern(r"(?:(?<![给付还转打差欠])你(?:这|真|就|才)?是?|你?这?个|真是|傻|当我是?|猪|骂.{0,4})$")
# A bare numeral that goes on from a sum before it: 八十五我出不了，五十五还行.
_GOES_ON = pattern(r"[,、;。]\s?(?:最多|那|就|要不|顶多)?(#)(?:吧|呢|行|还行|也行|可以|都行|[,。!?]|$)")
_POINT = pattern(r"#点#")
_WINDOW = 14


def _window(masked: Masked, position: int) -> str:
    return masked.text[max(0, position - _WINDOW) : position]


def _single_digit(masked: Masked, position: int) -> bool:
    numeral = masked.numerals[position]
    return len(numeral.tokens) <= 2 and numeral.end - numeral.start <= 2 and 0 <= numeral.value < 10


def _fraction_after(masked: Masked, at: int) -> tuple[Decimal, int]:
    """What follows 块 as 毛 and 分, and where it ends; (0, at) when nothing does."""
    match = _FRACTION.match(masked.text, at)
    if match is None:
        return Decimal(0), at
    jiao, cents, cents_only, lone = (match.start(i) if match.group(i) else -1 for i in (1, 2, 3, 4))
    if lone >= 0:
        following = masked.text[lone + 1 : lone + 2]
        if masked.folded[masked.numerals[lone].start] in "零〇" and 10 <= masked.numerals[lone].value < 1000:
            return masked.numerals[lone].value, match.end()
        if not _single_digit(masked, lone) or masked.numerals[lone].written or (following and following in _NOT_COUNTED_DIGIT):
            return Decimal(0), at
        return masked.numerals[lone].value / 10, match.end()
    first = jiao if jiao >= 0 else cents_only
    if masked.numerals[first].value >= (10 if jiao >= 0 else 100):
        return Decimal(0), at
    if jiao < 0:
        return masked.numerals[first].value / 100, match.end()
    total = masked.numerals[jiao].value / 10
    if cents < 0:
        return total, match.end()
    following = masked.text[cents + 1 : cents + 2]
    if not _single_digit(masked, cents) or (following and following in _NOT_COUNTED_DIGIT):
        return total, cents
    return total + masked.numerals[cents].value / 100, match.end()


def _is_number_of_something(masked: Masked, position: int) -> bool:
    """Whether this is a card tail, a count, a time, a share or the like."""
    before = _window(masked, position)
    if _PART_BEFORE.search(before) or _ID_BEFORE.search(before):
        return True
    if _PART_AFTER.match(masked.text, position + 1) or _COUNTER.match(masked.text, position + 1):
        return True
    if masked.numerals[position].value <= 60 and _LISTED_DAY.match(masked.text, position + 1):
        return True
    surface = masked.surface(position)
    if surface in _HOTLINES or (surface in _EMERGENCY and _DIAL.search(before)):
        return True
    numeral = masked.numerals[position]
    if surface == "二百五" and _INSULT_BEFORE.search(before):
        return True
    if before[-1:] in ("点", "月", "/") and _single_or_tens(numeral) and MARK in before[-2:]:
        return True
    return masked.text[position + 1 : position + 2] in ("/",) and MARK in masked.text[position + 2 : position + 3]


def _single_or_tens(numeral: Numeral) -> bool:
    return not numeral.structured and numeral.value < 60


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _is_word_part(masked: Masked, position: int) -> bool:
    """Whether Arabic digits hang on Latin letters or a long number (22-CV-0417, WX-3003)."""
    numeral = masked.numerals[position]
    before = masked.folded[max(0, numeral.start - 1) : numeral.start]
    after = masked.folded[numeral.end : numeral.end + 1]
    return _is_latin(before) or before in ("_", "#") or (_is_latin(after) and numeral.written)


def _spoken_money(masked: Masked, position: int) -> bool:
    """Whether a numeral without a currency is a sum, from its form and the words around it."""
    numeral = masked.numerals[position]
    if numeral.read_out or _is_number_of_something(masked, position) or _is_word_part(masked, position):
        return False
    if numeral.structured:
        return numeral.value >= 100
    surface = masked.surface(position)
    if numeral.written and ("," in surface or (len(surface) > 3 and surface[-3] == "." and numeral.value >= 1)):
        return True
    if numeral.value < 10 or numeral.value >= 10_000_000:
        return False
    year_like = numeral.written and len(surface) == 4 and surface[:2] in ("19", "20")
    before = _window(masked, position)
    if _PAY_BEFORE.search(before):
        return True
    return bool(_PAY_AFTER.match(masked.text, position + 1)) and not year_like and not before.endswith(("我", "楼"))


def _with_currency(masked: Masked, position: int) -> tuple[int, Decimal, bool] | None:
    """End of the sum in the masked text, value of its fraction and vagueness, when a currency stands by the numeral."""
    numeral = masked.numerals[position]
    if _PART_BEFORE.search(_window(masked, position)) and not _window(masked, position).endswith(("今年", "大学", "小", "初")):
        return None
    match = _AFTER.match(masked.text, position + 1)
    if match is not None:
        if match.group(2) == "块" and not match.group(3) and numeral.value == 1 and not _one_yuan(masked, position, match.end()):
            return None
        fraction, end = _fraction_after(masked, match.end()) if not match.group(3) else (Decimal(0), match.end())
        return end, fraction, bool(match.group(1))
    if _CURRENCY_BEFORE.search(_window(masked, position)):
        return position + 1, Decimal(0), False
    return None


def _one_yuan(masked: Masked, position: int, end: int) -> bool:
    """Whether 一块 is one yuan and not "together" or one piece."""
    if masked.surface(position) in ("1", "1.0", "1.00") or _fraction_after(masked, end)[0]:
        return True
    closes = masked.text[end : end + 1] in ("", ",", "。", "!", "?", "的", "都", "也", "、")
    return closes and bool(_PAY_BEFORE.search(_window(masked, position)))


def _coins(masked: Masked) -> list[Sum]:
    """Sums of 毛 or 分 alone."""
    found = []
    for match in _JIAO_ALONE.finditer(masked.text):
        position = match.start()
        numeral = masked.numerals[position]
        before = _window(masked, position)
        cents = "分" in match.group()
        idiom = numeral.value == 1 and (_IDIOM_CENT.search(before) or _AFTER_CENT.match(masked.text, match.end()))
        if idiom or numeral.value >= 10 or before[-1:] in ("块", "元", "第", "十"):
            continue
        value = numeral.value / (100 if cents else 10)
        tail = match.end() - 1
        if not cents and tail in masked.numerals and tail != position:
            following = masked.text[tail + 1 : tail + 2]
            if masked.numerals[tail].value < 10 and not (following and following in _NOT_COUNTED_DIGIT):
                value += masked.numerals[tail].value / 100
        start, end = masked.place(position, match.end())
        found.append(Sum(value, start, end))
    return found


def _decimal_points(masked: Masked) -> dict[int, Decimal]:
    """Values of spoken decimals (一点二万), by the position of their first numeral."""
    found: dict[int, Decimal] = {}
    for match in _POINT.finditer(masked.text):
        left, right = masked.numerals[match.start()], masked.numerals[match.end() - 1]
        unit = right.end - right.start == 2 and masked.folded[right.end - 1] in "万千亿wk"
        if unit and left.value < 100 and not left.structured:
            scale = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000, "亿": 100_000_000}[masked.folded[right.end - 1]]
            found[match.start()] = (left.value + right.value / scale / 10) * scale
    return found


def _inherited(masked: Masked, money: dict[int, Sum]) -> list[Sum]:
    """First bounds that take their unit or their currency from the second (五到八百, 50-80块)."""
    found = []
    for match in _CONNECT.finditer(masked.text):
        left, right = match.start(), match.end() - 1
        if right not in money or left in money:
            continue
        low, high = masked.numerals[left], masked.numerals[right]
        if _PART_BEFORE.search(_window(masked, left)) or low.read_out or low.structured:
            continue
        value = low.value
        if high.structured and len(high.tokens) >= 2 and low.value < 10 <= high.value:
            scale = {"百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000, "万": 10_000, "w": 10_000}.get(masked.folded[high.tokens[1]])
            value = low.value * (scale or 1)
        if value < high.value and (value >= 10 or not high.structured):
            start, end = masked.place(left, left + 1)
            found.append(Sum(value, start, end))
    return found


def _go_on(masked: Masked, money: dict[int, Sum]) -> None:
    """Add bare numerals that go on from a sum shortly before them."""
    for match in _GOES_ON.finditer(masked.text):
        place = match.start(1)
        numeral = masked.numerals[place]
        close = any(0 < place - one < _WINDOW for one in money)
        if place not in money and close and 10 <= numeral.value < 100_000 and not numeral.read_out and not _is_number_of_something(masked, place):
            money[place] = Sum(numeral.value, numeral.start, numeral.end, numeral.approximate)


def sums_zh(masked: Masked) -> list[Sum]:
    """Every sum of money named in a masked Chinese line, in the order of the words, repeats included."""
    money: dict[int, Sum] = {}
    extra: list[Sum] = []
    decimals = _decimal_points(masked)
    skip: set[int] = set()
    for position, numeral in masked.numerals.items():
        if position in skip:
            continue
        if position in decimals:
            skip.add(position + 2)
            start, end = masked.place(position, position + 3)
            money[position] = Sum(decimals[position], start, end)
            continue
        priced = _with_currency(masked, position)
        if priced is None:
            if _spoken_money(masked, position):
                tail = numeral.end + (1 if masked.folded[numeral.end : numeral.end + 1] in ("多", "来", "余") else 0)
                vague = numeral.approximate or tail > numeral.end
                money[position] = Sum(numeral.value, numeral.start, tail, vague)
                extra.extend(Sum(value, numeral.start, tail, True) for value in numeral.values[1:])
            continue
        end_mark, fraction, vague = priced
        skip.update(range(position + 1, end_mark))
        start, end = masked.place(position, end_mark)
        start -= len(match.group().rstrip()) if (match := _CURRENCY_BEFORE.search(_window(masked, position))) else 0
        money[position] = Sum(numeral.value + fraction, start, end, vague or numeral.approximate)
        extra.extend(Sum(value + fraction, start, end, True) for value in numeral.values[1:])
    coins = [coin for coin in _coins(masked) if not any(s.start <= coin.start < s.end for s in money.values())]
    _go_on(masked, money)
    return sorted([*money.values(), *extra, *_inherited(masked, money), *coins], key=lambda found: (found.start, found.value))
