"""Make the gold of the reports here from the annotators' worksheets (``NN.rows``), so that no offset is typed by hand.

A worksheet holds a report sentence by sentence with the rows of each under it; the words quoted in a row are looked for
in that sentence, from left to right. A word that is not there, a count cut out of a longer number, or two entities on
the same characters stop the build. README.md explains the worksheet. Run it as ``python -m tests.reports.build``.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LABELS = ("PERSON", "TITLE", "ORG", "PLACE", "DATE", "DOCUMENT")
NO_VALUE = "-"
SAME_AS_ABOVE = "."
FIELDS = ("quantity", "number", "what", "scope", "as_of", "per")


class Sheet:
    """The text and the rows of one worksheet, gathered line by line."""

    def __init__(self) -> None:
        self.text = ""
        self.entities: list[dict[str, Any]] = []
        self.metrics: list[dict[str, Any]] = []
        self.measures: list[dict[str, Any]] = []
        self._sentence = 0
        self._named = 0
        self._counted = 0
        self._above: list[str] = []

    def sentence(self, words: str, *, new_paragraph: bool) -> None:
        """Add a sentence to the text; the rows that follow are looked for in it."""
        if new_paragraph and self.text:
            self.text += "\n"
        self._sentence = self._named = self._counted = len(self.text)
        self.text += words

    def entity(self, label: str, words: str) -> None:
        """Add an entity row: ``LABEL text``, for a date ``DATE text = norm``."""
        surface, _, norm = (part.strip() for part in words.partition(" = "))
        start = self._find(surface, self._named)
        self._named = start + len(surface)
        found = {"label": label, "start": start, "end": self._named, "text": surface}
        self.entities.append(found | {"norm": norm} if label == "DATE" else found)

    def metric(self, row: str) -> None:
        """Add a metric row and the QUANTITY that states it: ``quantity | value unit [bound] | what | scope | …``."""
        given = [part.strip() for part in row.split("|")]
        given += [NO_VALUE] * (len(FIELDS) - len(given))
        full = [self._above[at] if part == SAME_AS_ABOVE else part for at, part in enumerate(given)]
        self._above = full
        quantity, number, *rest = full
        value, unit, *bound = number.split()
        what, scope, as_of, per = (None if part == NO_VALUE else part for part in rest)
        start = self._find(quantity, self._counted)
        self._counted = start + len(quantity)
        self.entities.append({"label": "QUANTITY", "start": start, "end": self._counted, "text": quantity})
        self.metrics.append(
            {
                "quantity": quantity,
                "start": start,
                "end": self._counted,
                "value": None if value == "x" else float(value) if "." in value else int(value),
                "unit": unit,
                "bound": bound[0] if bound else "exact",
                "redacted": value == "x",
                "what": what,
                "as_of": as_of,
                "per": per,
                "scope": scope,
            }
        )

    def measures_of(self, status: str, categories: str) -> None:
        """Add measure rows: ``done category category …``, each for the whole sentence."""
        for category in categories.split():
            span = {"start": self._sentence, "end": len(self.text)}
            self.measures.append({**span, "category": category, "status": status})

    def gold(self) -> dict[str, Any]:
        """The rows in the order of the text, as the gold files hold them."""
        self.entities.sort(key=lambda each: each["start"])
        self.measures.sort(key=lambda each: (each["start"], each["category"], each["status"]))
        for left, right in zip(self.entities, self.entities[1:], strict=False):
            if left["end"] > right["start"]:
                message = f"{left['text']} and {right['text']} lie on the same characters"
                raise ValueError(message)
        for metric in self.metrics:
            for field in ("what", "scope"):
                if metric[field] and metric[field] not in self.text:
                    message = f"{field} of {metric['quantity']} is not worded as in the text: {metric[field]}"
                    raise ValueError(message)
        return {"entities": self.entities, "metrics": self.metrics, "measures": self.measures}

    def _find(self, words: str, after: int) -> int:
        """The first place of the words in the sentence where they do not continue a number."""
        at = self.text.find(words, after)
        while at > 0 and words[0].isdigit() and (self.text[at - 1].isdigit() or self.text[at - 1] == "."):
            at = self.text.find(words, at + 1)
        if at < 0:
            message = f"not in the rest of the sentence: {words}\n  {self.text[self._sentence :]}"
            raise ValueError(message)
        return at


def read(lines: list[str]) -> Sheet:
    """The worksheet of these lines."""
    sheet = Sheet()
    for line in lines:
        mark, _, rest = line.partition(" ")
        if mark in {">", ">>"}:
            sheet.sentence(rest, new_paragraph=mark == ">>")
        elif mark in LABELS:
            sheet.entity(mark, rest)
        elif mark == "M":
            sheet.metric(rest)
        elif mark in {"done", "required"}:
            sheet.measures_of(mark, rest)
        elif mark:
            message = f"neither a sentence nor a row: {line}"
            raise ValueError(message)
    return sheet


def meta(number: str, title: str) -> dict[str, Any]:
    """The facts of a report that do not stand in its text, in the layout of the gold of real reports."""
    facts = tomllib.loads((HERE / "reports.toml").read_text("utf-8"))[number]
    nothing = dict.fromkeys(("source", "publisher", "author", "editor", "reporter"))
    return {"title": title, **nothing, **facts, "damage": [], "boilerplate": []}


def main() -> None:
    """Write the clean text, the meta and the gold beside each worksheet."""
    for path in sorted(HERE.glob("*.rows")):
        sheet = read(path.read_text("utf-8").splitlines())
        gold = sheet.gold()
        facts = meta(path.stem, sheet.text.partition("\n")[0])
        (HERE / f"{path.stem}.clean.txt").write_text(sheet.text + "\n", "utf-8")
        for kind, content in (("meta", facts), ("gold", gold)):
            written = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
            (HERE / f"{path.stem}.{kind}.json").write_text(written, "utf-8")


if __name__ == "__main__":
    main()
