"""The words of ``organisations.toml`` in the forms in which the rules on the names of bodies ask for them.

A set answers "is this word one of them", a tuple goes to ``str.startswith`` and ``str.endswith``, a vocabulary finds
the longest of its words at a place. What each list is for is told in the lexicon.
"""

from __future__ import annotations

from functools import cache

from parsing.extract.vocabulary import Vocabulary
from parsing.lexicon import load

ORGANISATIONS = load("organisations")
LEVELS = Vocabulary.of(ORGANISATIONS["levels"])
"""Levels of government that a name may begin with: 区 + 卫健委."""
OF_ANY, JOINTLY = tuple(ORGANISATIONS["of_any"]), tuple(ORGANISATIONS["jointly"])
"""Heads of which 一 tells of any one (一学校); what several bodies form together (联合 + 检查组)."""
GENERIC, SUCH_KINDS = tuple(ORGANISATIONS["generic"]), tuple(ORGANISATIONS["such_kinds"])
"""Words that tell of any such body (各, 有关); of several places by their level (各省、自治区、直辖市 + 教育厅)."""
SEVERAL = tuple(ORGANISATIONS["several"])
"""Words for bodies of several kinds, which end in a head: 中小学."""
ANY_SUCH, OWN_SUCH = frozenset(ORGANISATIONS["any_such"]), frozenset(ORGANISATIONS["own_such"])
"""Characters before a level: any such place (各区); of these, one's own or all of it (我市, 全区)."""
SOME_SUCH = ANY_SUCH | {"个"}
NEVER = frozenset(load("places")["never"] + ORGANISATIONS["never"])
"""Characters that no word of a body's name ends with."""
BEFORE, WEAK = frozenset(ORGANISATIONS["before"]), frozenset(ORGANISATIONS["weak_tasks"])
"""Single words before a body that no name has (经 + 指挥部); words of task that with a head alone name none."""
OWN_PARTS = tuple(ORGANISATIONS["own_parts"])
"""Heads that a body's own name may directly precede: 恒源公司 + 党支部."""
BRANCHES = tuple(ORGANISATIONS["branches"])
"""Heads of branches and the like: before their place may stand the body they belong to (某某公司 + 江州 + 分公司)."""
AID, ZONES, TEAMS = tuple(ORGANISATIONS["aid"]), frozenset(ORGANISATIONS["zones"]), tuple(ORGANISATIONS["teams"])
"""Verbs before the place that a team was sent to (支援); levels that a town has several of (新区); heads of such teams."""
SENT_TO, ATTACHED = frozenset(ORGANISATIONS["sent_to"]), ORGANISATIONS["attached"]
"""Of the verbs those that a team is called by whoever sends it; between a university and its hospital: 附属."""
FIRMS = tuple(word for word in ORGANISATIONS["named"].split() if word.endswith(tuple(ORGANISATIONS["firm_heads"])))
"""Heads of firms, whose names hold what they do."""
QUOTING, INSPECTING = tuple(ORGANISATIONS["quoting"]), frozenset(ORGANISATIONS["inspecting"])
"""Words of task before a disease in quotation marks; what is done to a firm, right before its name."""


@cache
def tasks() -> Vocabulary:
    """Words of task."""
    return Vocabulary.of(ORGANISATIONS["tasks"].split())


@cache
def deeds() -> frozenset[str]:
    """Verbs with an object, which end a name where a body stands before them: 县市场监管局 + 检查 + 药店."""
    return frozenset(load("counts")["what"]["verbs"])


@cache
def trades_of_firms() -> frozenset[str]:
    """What firms do: such words belong to a firm's name, and alone make none."""
    return frozenset((*ORGANISATIONS["making"].split(), *ORGANISATIONS["trades"]))


@cache
def posts() -> frozenset[str]:
    """Posts, which end the name of a body that stands behind them."""
    return frozenset(load("titles")["posts"].split())


@cache
def edges() -> frozenset[str]:
    """Words that end a name."""
    return frozenset(ORGANISATIONS["edges"].split())
