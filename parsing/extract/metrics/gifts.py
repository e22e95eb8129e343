"""Who gives, in a sentence on a gift: the body whose a count is then, or a person, so that it is nobody's.

云谷公司向县红十字会捐赠口罩300只 is the firm's, 云谷公司职工方若兰捐款2000元 hers alone; who receives a gift or passes it on owns
nothing. Apart from the other rules for whose a count is: gifts alone have givers, receivers and go-betweens.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from parsing.expressions import any_of, searchable
from parsing.extract.metrics.asides import first_of_row
from parsing.extract.metrics.clauses import REACH, Count
from parsing.extract.metrics.given_by import by_whom, gives_to
from parsing.extract.metrics.numerals import CHINESE_CHARACTERS
from parsing.extract.metrics.wordlists import JOINTS, dimension, scope_words
from parsing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsing.record import Entity
    from parsing.spans import Span

RECEIVING = re.compile(r"(?<=[\u4e00-\u9fff”）])[向给][^，。；：]*\Z")
"""Between a giver and one who is given to: 某基金会 + 向甲、乙两地 + 红十字会捐赠."""
ITEM = re.compile(
    rf"(?:\d|[{CHINESE_CHARACTERS}])[余多]?[百千万亿]*[余多]?[\u4e00-\u9fff]{{1,2}}[\u4e00-\u9fffA-Z0-9]{{0,8}}[、和及]\Z"
)
"""Before a giver, the count of the one before it with its noun: 甲公司捐款1000元、; 甲公司捐赠50箱鸡蛋、."""
PERSON_OF_ITEM = re.compile(rf"[\d{CHINESE_CHARACTERS}][^，。；：、]{{1,10}}、[^，。；：、和及]{{0,6}}\Z")
"""The same before a person, with what he is called between: 云谷公司捐酒精2吨、村民 + 方若兰."""
ITEM_REACH = 24
"""Most characters of such an item."""
MOST = 12
"""How many names before a giver are asked whether he gives to them."""
OWN = re.compile("[，：“]我(?![们市县区镇乡村州省国校院局会司厂])[^，。；：]{0,20}捐[^，。；：\\d]{0,8}$")
"""Somebody tells of a gift of his own: “我代表全家捐款2000元."""
MEMBERS = 6
"""Most characters between a body and its member: 退休老党员, 青年志愿者."""


@cache
def _beside_giver() -> re.Pattern[str]:
    """All that may stand between a giver's name and the sum, where no verb does: 陈明夫妇：2000元."""
    return re.compile(rf"(?:{any_of(load('counts')['gifts']['beside_giver'])}|（[^）]*）|[ ：:])*")


@cache
def _pronoun() -> re.Pattern[str]:
    """他 or 她 for a person from before, at the start of a clause; or somebody known by the surname: 汪老板."""
    meanwhile, addressed = (any_of(load("counts")["gifts"][name]) for name in ("meanwhile", "addressed"))
    known = rf"[{''.join(load('surnames')['single'].split())}]{addressed}"
    return re.compile(rf"(?<![^，。；：！？”“\s])(?:{meanwhile}，?)?[他她](?!们|的|所在)|{known}")


@cache
def _gift() -> re.Pattern[str]:
    """Any word for a gift, verb or noun."""
    gifts = load("counts")["gifts"]
    return searchable([*gifts["stems"], *gifts["handed"]])


@cache
def _giving() -> re.Pattern[str]:
    """A verb of giving with its adverbs (无偿捐赠), but not where a noun of giving follows (捐赠仪式)."""
    adverbs, verbs, nouns = (any_of(load("counts")["gifts"][name]) for name in ("adverbs", "verbs", "nouns"))
    return re.compile(f"(?:{adverbs})*{verbs}(?!{nouns})")


def given_to(text: str, body: Entity, title: Span) -> bool:
    """Whether a title tells of a gift to a body or place: 县医院 in 爱心企业向县医院捐赠口罩."""
    gifts = load("counts")["gifts"]
    return (
        text.endswith(tuple(gifts["receiving"]), 0, body.start)
        and _gift().search(text, body.end, title.end) is not None
    )


@cache
def sent_to() -> re.Pattern[str]:
    """Before a place: things were sent there, and are not its own (捐往, 运到)."""
    return re.compile(f"{any_of(load('counts')['gifts']['sent'])}[赠送]?[到至往]$")


@cache
def _goes_on() -> tuple[str, ...]:
    """What opens a clause whose subject stands in the clause before: 当即, 将, 并捐."""
    return tuple(load("counts")["gifts"]["goes_on"])


def gives(text: str, names: Sequence[Entity], at: int) -> bool:
    """Whether the name at ``at`` gives, whatever stands before it: 江州市侨资企业云谷公司捐赠口罩.

    So does a body for which its people give (副会长陈明代表云谷商会…捐款), and one behind 由 (由云谷商会捐赠的). Not the last of a row of
    receivers, or of partners.
    """
    if (
        names[at].label == "ORG"
        and text.endswith("代表", 0, names[at].start)
        and _giving().search(text, names[at].end, names[at].end + REACH)
    ):
        return True
    if by_whom(text, names[at]):
        return True
    end = _past_date(text, names, at)
    if not (names[at].label == "ORG" and _giving().match(text, end)) and not gives_to().match(text, end):
        return False
    if any(
        name.label == "ORG" and RECEIVING.search(text, name.end, names[at].start)
        for name in names[max(0, at - MOST) : at]
    ):
        return False
    first = first_of_row(text, names, at)
    listed = () if ITEM.search(text, max(0, names[first].start - ITEM_REACH), names[first].start) else JOINTS
    if first and any(word in text[names[first - 1].end : names[first].start] for word in scope_words("partners")):
        return False
    return not text.endswith((*scope_words("through"), *scope_words("sites"), *listed), 0, names[first].start)


def _past_date(text: str, names: Sequence[Entity], at: int) -> int:
    """Where a name ends, with a date behind it: 某公司于1月31日 + 捐赠."""
    end, following = names[at].end, names[at + 1] if at + 1 < len(names) else None
    dated = following is not None and following.label == "DATE" and text[end : following.start] in {"", "于", "在"}
    return following.end if following is not None and dated else end


@cache
def _not_alone() -> re.Pattern[str]:
    """Behind a person: others go along (一行), or the person only tells (介绍，)."""
    return searchable(load("counts")["gifts"]["not_alone"])


def by_person(text: str, count: Count, sentence: Span) -> bool:
    """Whether a count is of a person's own gift: …，退休教师方若兰捐款2000元; 她还捐款2000元; “我捐款2000元."""
    if OWN.search(text, max(sentence.start, count.start - REACH), count.start):
        return True
    near = max(sentence.start, count.start - REACH)
    told = _pronoun().match(text, *sentence) or _pronoun().search(text, near, count.start)
    if told and _gift().search(text, *sentence):
        return not (
            _not_alone().search(text, sentence.start, count.start)
            or _body_gives(text, _names_for_gift(text, count, sentence))
        )
    return any(name.label == "PERSON" for name in count.names) and _person_gives(text, count, sentence)


def _person_gives(text: str, count: Count, sentence: Span) -> bool:
    """Whether a person named since the last comma gives, and no body that is named there too."""
    names = _names_for_gift(text, count, sentence)
    persons = [at for at, name in enumerate(names) if name.label == "PERSON"]
    if (
        persons
        and dimension(count.quantity.unit) == "money"
        and _beside_giver().fullmatch(text, names[persons[-1]].end, count.start)
    ):
        return True
    if not persons or _body_gives(text, names) or not _gift().search(text, *sentence):
        return False
    if _not_alone().search(text, names[persons[-1]].end, count.start):
        return False
    return (
        dimension(count.quantity.unit) == "money"
        or _gift().search(text, names[persons[-1]].end, count.start) is not None
    )


def tells_of_gift(text: str, stretch: Span) -> bool:
    """Whether a stretch has any word for a gift."""
    return _gift().search(text, *stretch) is not None


def acts_alone(text: str, person: Entity, count: Count) -> bool:
    """Whether a person does himself what is told up to a count: nobody goes along, and he does not only tell of it."""
    return _not_alone().search(text, person.end, count.start) is None


def _names_for_gift(text: str, count: Count, sentence: Span) -> list[Entity]:
    """The names that may be the giver of a count: those of its clause, else of the clauses before that it goes on with.

    In 会长方若兰带头，捐出2000元 the clause before has them. Clauses with counts of their own are stepped over, another only where
    it tells of a gift: 方若兰捐口罩20箱，价值2万元. In a list a person may give one item: 云谷公司捐酒精2吨、村民方若兰捐大米1吨.
    """
    last = next((n for n in reversed(count.names) if n.label in {"ORG", "PERSON"} and not _given_to(text, n)), None)
    if (
        last is not None
        and last.label == "PERSON"
        and PERSON_OF_ITEM.search(text, max(0, last.start - ITEM_REACH), last.start)
    ):
        return [last]
    stop = count.start
    stepped = False
    while True:
        end = stop
        stop = max(sentence.start, *(text.rfind(mark, sentence.start, stop) + 1 for mark in "；，："))
        names = [
            name for name in count.names if name.start >= stop and name.label != "DATE" and not _given_to(text, name)
        ]
        if names or stop == sentence.start or text[stop - 1] != "，":
            return names
        if text[stop:end] in scope_words("openers"):
            stop -= 1
            continue
        if (
            not text.startswith(_goes_on(), stop)
            and not stop <= count.floor < end
            and (stepped or not _gift().search(text, stop, end))
        ):
            return names
        stepped = True
        stop -= 1


def _given_to(text: str, name: Entity) -> bool:
    """Whether a body receives a gift, passes it on, or is where it was brought: 镇政府 in 方若兰来到镇政府，把3000元…."""
    return (
        name.label == "ORG"
        and text.endswith((*scope_words("through"), *scope_words("sites")), 0, name.start)
        and not by_whom(text, name)
    )


def _body_gives(text: str, names: Sequence[Entity]) -> bool:
    """Whether one of the names is a body that gives itself, and not only the person of its head: 某公司 + 法人 + 张某捐."""
    heads = {name.start for name in names if name.label == "TITLE"}
    return any(
        name.label in {"ORG", "PLACE"}
        and (gives_by_people(text, name) if name.end in heads else name.label == "ORG")
        and not text.startswith(_seats(), name.end)
        and not _lends(text, name, names)
        for name in names
    )


def _lends(text: str, body: Entity, names: Sequence[Entity]) -> bool:
    """Whether a body only says whose member gives, or through whom: 江州学院 and 红十字会 in 江州学院校友方若兰通过红十字会捐赠."""
    if text.endswith(scope_words("through"), 0, body.start) and not by_whom(text, body):
        return any(name.label == "PERSON" and name.end < body.start for name in names)
    person = next((name for name in names if name.start > body.end and name.label == "PERSON"), None)
    return (
        person is not None and person.start - body.end <= MEMBERS and text[body.end : person.start].endswith(_groups())
    )


@cache
def _seats() -> tuple[str, ...]:
    """Behind a body: one who only sits in it, and gives for himself: 县政协 + 委员、会长方若兰."""
    return tuple(load("counts")["gifts"]["seats"])


@cache
def _groups() -> tuple[str, ...]:
    """Nouns of members of a body, before their names: 校友, 党员."""
    return tuple(load("titles")["context"]["groups"])


def gives_by_people(text: str, body: Entity) -> bool:
    """Whether a body gives through its people: 某商会 in 某商会会长张某一行捐赠, or where they visit whom they give to."""
    return (
        _on_behalf().match(text, body.end) is not None and _gift().search(text, body.end, body.end + REACH) is not None
    )


@cache
def _on_behalf() -> re.Pattern[str]:
    """Behind a body and its people: they come as a group or for it (一行, 代表公司), or visit (慰问)."""
    gifts = load("counts")["gifts"]
    return re.compile(
        rf"[^。；：\n]{{2,26}}?(?:{any_of(gifts['delegation'])}|代表{any_of(load('counts')['scope']['represented'])})"
        rf"|[^，。；：\n\d]{{2,26}}?{any_of(gifts['visiting'])}"
    )
