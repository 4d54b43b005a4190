"""Numbers of payments named in a Chinese line."""
from __future__ import annotations

from trainer.hearing.found import Count
from trainer.hearing.masked import MARK, Masked, pattern

_MOST = 480
_PERIODS_ZH = pattern(r"(#)(?:个)?期(?!间|货|望|待|限|房|末|刊|盼)")
_OVERDUE_BEFORE = pattern(r"(?:逾期了?|欠了?|拖欠?了?|断了?|连续|落下了?|晚了?|缺了?|差了?|第|前|头|漏了?|连着|积了?|已经|都|攒了)(?:有|是)?(?:整整|快|好几)?$")
_OVERDUE_AFTER = pattern(r"(?:都|的|账|款|就|又|也|了)?(?:没|未|逾期|欠|断|拖|违约|漏|不还)")
_PLAN_NEAR = pattern(r"(?:分|做|改|办|批|申请|还剩|剩|方案)$")
_SPLIT = pattern(
    r"(?:分|拆|摊|切|掰)(?:成|作|开|到|在|摊|着|个|为|做|期)?(?:还|付|给|成|做|交)?(?:您|你|我)?\s?(?:#年)?(#|半)\s?(个月|月(?!底|初|末|供)|期|次|笔|份|批|回|档|年(?!级|龄)|周|个?星期|个?礼拜)?(半)?"
)
_SPLIT_NOT = pattern(r"(?:部|百|十|万|千|得|积|评|满|充|区|十|缘|过|平|学|考|几|点|比|身|养|水|成)$")
_CLEAR_IN = pattern(r"(#|半)\s?(个月|年|期|次|笔)(半)?(?:左右|时间|以后)?(?:内)?(?:慢慢|陆续|分开|一点一点|#点#点)?(?:就|才|能|可以)?(?:给|把.{0,5})?(?:还清|结清|还完|付清|还掉|清完|缴清|还得?[完清])")
_SLOWLY = pattern(r"(#)\s?(年|个月)(?:之?内|时间)?(?:慢慢|陆续|分开|分期)(?:地|来)?(?:还|付|给)")
_TIMES = pattern(r"(#)\s?(?:次|笔)(?:还|付|给|交|结|转|打)(?:清|完|掉|款)?")
_MONTHS_EACH = pattern(r"(#)个月(?:,|、|\s)?(?:的话)?(?:每个?月|#个?月|每期|月供|月付|慢慢还|分期|的分期|方案|的方案|免息分期|期限的?)")
_CHOSEN_MONTHS = pattern(r"(?:要|选|做|办|按|走|用|分)(#)个月(?:的|那)|(#)个月(?:那个|这个|那种|的那个|的方案)")
_TOTAL_MONTHS = pattern(r"(?:每个?月|月付|每期)[^,。!?]{0,8}(?:[,、\s]?(?:[总#]共|连着|连续|合计|还|付|交)|[,、\s])(#)个月(?![前后内没的]|以|之)")
_SECOND = pattern(r"(?:最多|要不|或者|还是|那|改成|不如|顶多|至少|起码|就)(#)(?:吧|呢|行|可以|也|[,。!?]|$)")
_SHORT_PLAN = pattern(r"(?:分期|期数)(?:是|为|做|成|按|就|:|\s)?(#)(?![万千百块元号点分月天日年周.%,期]|个(?!月)|折|成|[\d])")
_FOR_MONTHS = pattern(r"(?:连续|连着|接连)?(?:还|付|交|供|打|转)(?:够|满|上|个|了|它)?(#|半)(个月|年)(?!前|后|以前|之前|以后|之后|内|之内|以内)")


def _months(count: float, unit: str | None, half: bool) -> int:
    """Payments in a span: months count as they are, a year as twelve."""
    if unit is not None and unit.startswith("年"):
        return int(count * 12 + (6 if half else 0))
    return int(count)


class CountReader:
    """Collects the numbers of payments of one masked Chinese line."""

    def __init__(self, masked: Masked) -> None:
        self.masked = masked
        self.found: list[Count] = []
        self.taken: set[int] = set()

    def add(self, position: int, start: int, end: int, value: int, second: int | None = None) -> None:
        """Keep a count unless its numeral is taken or it is no plan (a single payment is none)."""
        if position in self.taken or not 2 <= value <= _MOST:
            return
        self.taken.add(position)
        first, last = self.masked.place(start, end)
        self.found.append(Count(value, first, last))
        if second is not None:
            self.found.append(Count(second, first, last))

    def numbers_at(self, position: int) -> tuple[int, ...]:
        """The whole numbers that the numeral at this position may mean; none where it is no count."""
        numeral = self.masked.numerals.get(position)
        if numeral is None or numeral.read_out or numeral.value != numeral.value.to_integral_value() or numeral.value > _MOST:
            return ()
        return tuple(int(value) for value in numeral.values)

    def _before(self, at: int, length: int = 8) -> str:
        return self.masked.text[max(0, at - length) : at]

    def spans(self) -> None:
        """分六期, 分半年还, 拆成三笔."""
        for match in _SPLIT.finditer(self.masked.text):
            if _SPLIT_NOT.search(self._before(match.start(), 2)):
                continue
            unit, half = match.group(2), bool(match.group(3))
            if match.group(1) == "半":
                if unit is not None and unit.startswith("年"):
                    self.add(match.start(1), match.start(1), match.end(), 6)
                continue
            numbers = self.numbers_at(match.start(1))
            numeral = self.masked.numerals[match.start(1)]
            follow = self.masked.text[match.end(1) : match.end(1) + 1]
            if not numbers or (unit is None and (numeral.structured or follow in ("点", "块", "元", "钟", "个", "之", "%", "毛", "成", "天", "号", "类", "种", "分", "人", "家", "头", "."))):
                continue
            values = [_months(number, unit, half) for number in numbers]
            self.add(match.start(1), match.start(1), match.end(), values[0], values[1] if len(values) > 1 else None)

    def periods(self) -> None:
        """六期, 二十四期, 三五期; not the ones in arrears and not an ordinal."""
        for match in _PERIODS_ZH.finditer(self.masked.text):
            numbers = self.numbers_at(match.start(1))
            before = self._before(match.start())
            late = _OVERDUE_BEFORE.search(before) or _OVERDUE_AFTER.match(self.masked.text, match.end())
            if not numbers or (late and not _PLAN_NEAR.search(before)):
                continue
            self.add(match.start(1), match.start(), match.end(), numbers[0], numbers[1] if len(numbers) > 1 else None)
            self._inherit(match.start())

    def _inherit(self, at: int) -> None:
        """The first bound of a range of periods (六到十二期)."""
        for joint in ("到", "至", "-", "~", "或", "或者", "还是", "、"):
            position = at - len(joint) - 1
            if position >= 0 and self.masked.text[position] == MARK and self.masked.text[position + 1 : at] == joint:
                numbers = self.numbers_at(position)
                if numbers and not self.masked.numerals[position].structured:
                    self.add(position, position, position + 1, numbers[0])

    def cleared(self) -> None:
        """三个月还清, 一年还完, 还十二个月, 十二个月每月五百."""
        for match in _SLOWLY.finditer(self.masked.text):
            for number in self.numbers_at(match.start(1))[:1]:
                self.add(match.start(1), match.start(1), match.end(), _months(number, match.group(2), False))
        for words in (_CLEAR_IN, _FOR_MONTHS):
            for match in words.finditer(self.masked.text):
                unit, half = match.group(2), words is _CLEAR_IN and bool(match.group(3))
                if "内" in match.group() and words is _CLEAR_IN and "内" in match.group()[: match.group().find("还") + 1 or None]:
                    continue
                if words is _FOR_MONTHS and not _OPEN_AFTER_SPAN.match(self.masked.text, match.end()):
                    continue
                if match.group(1) == "半":
                    if unit == "年":
                        self.add(match.start(1), match.start(1), match.end(), 6)
                    continue
                for number in self.numbers_at(match.start(1))[:1]:
                    self.add(match.start(1), match.start(1), match.end(), _months(number, unit, half))
        for match in _CHOSEN_MONTHS.finditer(self.masked.text):
            place = match.start(1) if match.group(1) else match.start(2)
            for number in self.numbers_at(place)[:1]:
                self.add(place, place, match.end(), number)
        for words in (_TIMES, _MONTHS_EACH, _TOTAL_MONTHS, _SHORT_PLAN):
            for match in words.finditer(self.masked.text):
                before = self._before(match.start(), 3)
                if words is _TIMES and before.endswith(("第", "过", "了", "打", "我", "好", "那")):
                    continue
                for number in self.numbers_at(match.start(1))[:1]:
                    self.add(match.start(1), match.start(1), match.end(), number)


_OPEN_AFTER_SPAN = pattern(r"(?:的|吧|[,。!?]|行|可以|就|呢|好|$|,|也|,)")


def _second_counts(reader: CountReader) -> None:
    """A further count without its counter (二十四期不行，最多十八)."""
    if not reader.found:
        return
    after = max(count.end for count in reader.found)
    for match in _SECOND.finditer(reader.masked.text):
        numeral = reader.masked.numerals[match.start(1)]
        if numeral.start >= after and not numeral.structured and numeral.value <= 60:
            for number in reader.numbers_at(match.start(1))[:1]:
                reader.add(match.start(1), match.start(1), match.end(1), number)


def counts_zh(masked: Masked) -> list[Count]:
    """Every number of payments of a masked Chinese line, in the order of the words."""
    reader = CountReader(masked)
    reader.spans()
    reader.periods()
    reader.cleared()
    _second_counts(reader)
    return sorted(reader.found, key=lambda count: (count.start, count.value))
