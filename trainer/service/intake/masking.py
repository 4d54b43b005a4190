"""Masks phone, card and identity numbers, e-mail addresses and names before a real transcript is stored anywhere."""
from __future__ import annotations

import re

from trainer.domain.text import Language

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵汪祁毛禹狄米贝明臧计成戴谈宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯卢莫房缪丁邓郁单洪包诸左石崔吉龚程邢裴陆荣翁荀甄曲封储靳段焦谷车侯"
    "蓬全班仰仲伊宫宁仇栾甘厉武符刘景詹龙叶司韶黎薄印白怀蒲从鄂索赖卓屠池乔阴胥苍双闻党翟谭贡劳姬申扶冉雍桑桂牛寿通边扈燕冀温庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖终居衡步都耿满弘匡国文寇广禄东欧沃利蔚越隆师巩聂晁"
)
_DIGIT_GAP = r"[ \-]?"
_EMAIL = re.compile(r"(?<![\w.])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.ASCII)
_CN_ID = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")
_CARD = re.compile(rf"(?<!\d)(?:\d{{4}}{_DIGIT_GAP}){{3}}\d{{1,7}}(?!\d)")
_CN_PHONE = re.compile(rf"(?<!\d)(?:\+?86{_DIGIT_GAP})?1[3-9]\d{_DIGIT_GAP}\d{{4}}{_DIGIT_GAP}\d{{4}}(?!\d)|(?<!\d)0\d{{2,3}}-\d{{7,8}}(?!\d)")
_SSN = re.compile(r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)")
_US_PHONE = re.compile(r"(?<!\d)(?:\+?1[ .\-]?)?\(?\d{3}\)?[ .\-]\d{3}[ .\-]\d{4}(?!\d)")
_UK_PHONE = re.compile(r"(?<!\d)(?:\+44 ?|0)\d{3,4} ?\d{3} ?\d{3,4}(?!\d)")
_UK_NINO = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.IGNORECASE)
_ZH_TITLED = re.compile(rf"[{_SURNAMES}][一-鿿]{{0,2}}(?=先生|女士|小姐|阿姨|大哥|大姐|老师)")
_ZH_ASKED = re.compile(rf"(?<=是)[{_SURNAMES}][一-鿿]{{1,2}}(?=本人|吗|吧|么)|(?<=我叫)[{_SURNAMES}][一-鿿]{{1,2}}")
_EN_TITLED = re.compile(r"\b(Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][a-zA-Z'’-]+(?: [A-Z][a-zA-Z'’-]+)?")
_EN_ASKED = re.compile(r"\b((?:speak|speaking|talk) (?:with|to)|(?:my|the|your) name(?:'s| is)|[Tt]his is|[Ii]s this|I'm looking for)( [A-Z][a-zA-Z'’-]+){1,3}")

_WORDS = {
    Language.ZH: {"email": "[邮箱]", "id": "[证件号]", "card": "[卡号]", "phone": "[电话]", "name": "[姓名]"},
    Language.EN: {"email": "[e-mail]", "id": "[ID number]", "card": "[card number]", "phone": "[phone]", "name": "[name]"},
}
_NUMBERS = ((_EMAIL, "email"), (_CN_ID, "id"), (_CARD, "card"), (_SSN, "id"), (_UK_NINO, "id"), (_CN_PHONE, "phone"), (_US_PHONE, "phone"), (_UK_PHONE, "phone"))


def mask(text: str, language: Language) -> str:
    """The line with personal data replaced by a word that says what stood there; card tails, sums and days stay.

    Names are masked where the form of the line shows that a name stands there (titles, "is this ...", "my name is ..."); a bare name in
    running talk cannot be told from other words and stays, which the intake screen says.
    """
    words = _WORDS[language]
    for pattern, kind in _NUMBERS:
        text = pattern.sub(words[kind], text)
    if language is Language.ZH:
        text = _ZH_TITLED.sub(words["name"], text)
        return _ZH_ASKED.sub(words["name"], text)
    text = _EN_TITLED.sub(lambda found: f"{found[1]} {words['name']}", text)
    return _EN_ASKED.sub(lambda found: f"{found[1]} {words['name']}", text)
