"""Whether two unit names are probably one name misspelt: 缑氏镇 and 猴氏镇."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

# Shorter names (一中, 二中) differ by one character as a matter of course.
_SHORTEST = 3

# One character that is meant to tell neighbours apart: numbers, directions, sizes and ages, and the commonest
# surnames, which villages and towns are named after (王庄镇, 李庄镇).
_MARKS = frozenset(
    "一二三四五六七八九十百零〇0123456789甲乙丙丁ABCDEFGabcdefg"
    "东西南北中上下前后左右内外大小新老旧高低"
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)

# What departments are for: 财政局 and 民政局 are two departments, 财政局 and 财改局 hardly.
_FUNCTION_WORDS = """
财政 民政 邮政 税务 水务 商务 政务 法务 事务 服务 水利 统计 审计 教育 体育 林业
农业 工业 商业 渔业 盐业 牧业 烟草 粮食 公安 公路 公证 司法 交通 交警 气象 气候
科技 科协 文旅 文联 文化 旅游 信访 信息 档案 医保 医院 卫健 卫生 环保 环卫 住建
城建 城管 人社 人防 人武 人大 国资 国土 资源 国税 地税 国安 地震 电力 供电 供水
团委 党委 工会 妇联 残联 侨联 工商 招商 机关 机要 党校 党史 法院 检察 监察 督察
纪委 组织 宣传 统战 政法 编办 农机 农技 扶贫 扶持 移民 移动 电信 联通 消防 物价
"""
_FUNCTIONS = frozenset(_FUNCTION_WORDS.split())


def near_names(name: str, others: Iterable[str]) -> list[str]:
    """Return those of ``others`` that ``name`` is probably a misspelling of, in their order."""
    return [other for other in others if other != name and _near(name, other)]


def near_pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of different ``names`` that are probably one name, each once, in the order of ``names``.

    Only names that agree but for one character are compared, so thousands of names cost little.
    """
    order = {name: place for place, name in enumerate(names)}
    groups: dict[str, list[str]] = defaultdict(list)
    for name in filter(_long_enough, order):
        for pattern in set(_patterns(name)):
            groups[pattern].append(name)
    found = {pair for group in groups.values() for pair in combinations(group, 2) if _near(*pair)}
    return sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))


def _patterns(name: str) -> Iterator[str]:
    """The name with each character in turn left open, and with an open place put in at each place."""
    for place in range(len(name)):
        yield f"{name[:place]}?{name[place + 1 :]}"
    for place in range(len(name) + 1):
        yield f"{name[:place]}?{name[place:]}"


def _long_enough(name: str) -> bool:
    return len(name) >= _SHORTEST


def _near(one: str, other: str) -> bool:
    """Whether the names differ by one character that nothing says is meant to differ."""
    short, long = sorted((one, other), key=len)
    if not _long_enough(short) or len(long) - len(short) > 1:
        return False
    place = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) == len(long):
        return short[place + 1 :] == long[place + 1 :] and not _meant(short, long, place)
    return short[place:] == long[place + 1 :] and long[place] not in _MARKS


def _meant(one: str, other: str, place: int) -> bool:
    """Whether two names of equal length differ at ``place`` as 城东镇 and 城西镇, or 财政局 and 民政局, do."""
    marked = one[place] in _MARKS and other[place] in _MARKS
    return marked or (_has_function(one, place) and _has_function(other, place))


def _has_function(name: str, place: int) -> bool:
    return name[max(place - 1, 0) : place + 1] in _FUNCTIONS or name[place : place + 2] in _FUNCTIONS
