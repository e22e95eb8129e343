"""A corpus of any size: reports put together from the sample reports, each with names, figures and dates of its own.

Sentences are drawn from all samples and shuffled; in every report the persons and places named in them get other names,
figures other digits, dates other days. Some reports come as a page with its furniture, some damaged as converters
damage them. Nothing is parsed here but the samples, for their names. Reports kept aside are not read.
"""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpora import ROOT, development, open_reports
from benchmarks.measuring import like_a_converted_page
from parsing.aligned import AlignedText
from parsing.load import Source
from parsing.report import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 1500
"""Characters of a report, on average."""
DAMAGED, PAGES = 0.03, 0.3
"""Shares of reports damaged, and with the furniture of a page."""
FOLDER = 1000
"""Files in a folder."""
SENTENCE = re.compile("[^\n。！？]{8,160}[。！？]”?")
NUMBER = re.compile(r"(?<![\d.年月日])\d+(?![\d月日时年.])")
DATE = re.compile(r"\d{1,2}月\d{1,2}日")
CHARACTERS = "青云石松柳桐溪泉湖岭峰谷林麓沙洲桥渡坪塘湾榆槐枫梧竹兰芷蘅棠梨杏桃柏杉楠樟桂荷菱芦苇荻茅葛藤萝泽浦汀渚岚霁朔望晏宁安和清平永康昌盛隆兴"
SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
KINDS = (
    "关于做好{0}疫情防控工作的通知",
    "{0}疫情防控工作情况通报",
    "{0}召开疫情防控工作会议",
    "{0}领导检查疫情防控工作",
    "{0}发布防控工作最新情况",
)
ENDS = "县市区镇乡村街道社区"
HEAD = "首页 > 新闻中心 > 本地要闻\n{title}\n发布时间：{day}　来源：{source}　浏览次数：{views}\n"
FOOT = "\n上一篇：下一篇：\n【打印本页】【关闭窗口】\n版权所有 网站地图 联系我们"


@dataclass(frozen=True, slots=True)
class Material:
    """Sentences of the samples, and the names of persons and places in them, the longest first."""

    sentences: tuple[str, ...]
    persons: tuple[str, ...]
    places: tuple[str, ...]


def corpus(count: int) -> Path:
    """A folder with that many reports, made unless it is there; the same for every run of this version."""
    own = blake2b(Path(__file__).read_bytes(), digest_size=4).hexdigest()
    place = Path(tempfile.gettempdir()) / f"yibao-corpus-{count}-{own}"
    if not (place / "complete").exists():
        shutil.rmtree(place, ignore_errors=True)
        for number, text in enumerate(reports(count)):
            path = place / "reports" / f"{number // FOLDER:04}" / f"{number:07}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        (place / "complete").touch()
    return place / "reports"


def reports(count: int) -> Iterator[str]:
    """The texts of a corpus."""
    material, chance = gathered(), random.Random(20200123)  # noqa: S311 -- the same corpus every time
    for _ in range(count):
        text = report(material, chance)
        yield like_a_converted_page([text])[0] if chance.random() < DAMAGED else text


def gathered() -> Material:
    """What the reports are made of."""
    seeds = [path.read_text("utf-8", "ignore") for path in sorted((ROOT / "seeds").glob("*.txt"))[:12]]
    texts = [*seeds, *development().values(), *open_reports().values()]
    found = [read_source(Source("", AlignedText.of(text).text, "utf-8", "")).report for text in texts]
    sentences = chain.from_iterable(SENTENCE.findall(report.text) for report in found)
    names = {(each.label, each.text) for report in found for each in report.entities if 2 <= len(each.text) <= 6}
    by_label = {
        label: sorted((t for kind, t in names if kind == label), key=lambda t: (-len(t), t))
        for label in ("PERSON", "PLACE")
    }
    return Material(tuple(dict.fromkeys(sentences)), tuple(by_label["PERSON"]), tuple(by_label["PLACE"]))


def report(material: Material, chance: random.Random) -> str:
    """One report."""
    length, parts = int(LENGTH * chance.uniform(0.5, 1.5)), []
    while sum(map(len, parts)) < length:
        parts.append("".join(chance.sample(material.sentences, chance.randint(2, 5))))
    text = _figures(_renamed("\n".join(parts), material, chance), chance)
    place = _place(chance) + chance.choice(ENDS[:3])
    title = chance.choice(KINDS).format(place)
    day = f"{chance.randint(2020, 2022)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    source = f"{place}{chance.choice(('发布', '日报', '人民政府网', '融媒体中心'))}"
    if chance.random() < PAGES:
        return HEAD.format(title=title, day=day, source=source, views=chance.randint(1, 9999)) + text + FOOT
    return f"{title}\n来源：{source}　{day}\n{text}"


def _renamed(text: str, material: Material, chance: random.Random) -> str:
    for name in material.persons:
        if name in text:
            text = text.replace(name, chance.choice(SURNAMES) + "".join(chance.sample(CHARACTERS, len(name) - 1))[:2])
    for name in material.places:
        if name in text and len(name) > 2:
            text = text.replace(name, _place(chance) + name[2:])
    return text


def _figures(text: str, chance: random.Random) -> str:
    text = DATE.sub(lambda _: f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日", text)
    return NUMBER.sub(
        lambda found: str(chance.randint(1, 9)) + "".join(chance.choices("0123456789", k=len(found[0]) - 1)), text
    )


def _place(chance: random.Random) -> str:
    return "".join(chance.sample(CHARACTERS, 2))
