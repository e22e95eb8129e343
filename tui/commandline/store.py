"""``yibao store``: looking after the file of annotations, and putting those of several people together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui import settings
from tui.commandline.output import complain, write_line
from tui.data import paths
from tui.data.merge import merge
from tui.data.salvage import health, salvage
from tui.data.store import Store, StoreError
from tui.harmless import one_line

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable, Mapping, Sequence

    from tui.data.agreement import Views


def arguments(parser: ArgumentParser) -> None:
    """Declare what can be done, each with its files."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = _action(actions, "check", "look for damage; save what can be read of a damaged store into a new one")
    check.add_argument("store", metavar="STORE", nargs="?", help="default: where the reader keeps marks")
    check.add_argument(
        "--into", metavar="FILE", help="where to save what can be read of a damaged store; default: STORE.salvaged"
    )
    backup = _action(actions, "backup", "copy the store as it is now, also while a reader writes to it")
    backup.add_argument("copy", metavar="FILE", help="a file that is not there yet")
    backup.add_argument("--store", metavar="STORE", help="default: where the reader keeps marks")
    together = _action(actions, "merge", "take all of the other stores into the first, or of one into the reader's own")
    together.add_argument(
        "stores",
        metavar="STORE",
        nargs="+",
        help="the store to write to, then the others; one alone is taken into the reader's own",
    )
    together.add_argument("--create", action="store_true", help="make the store to write to, if it is not there")
    for name, told in (
        ("agreement", "say how far annotators agree: F1 of spans, Cohen's kappa, Krippendorff's alpha"),
        ("disagreements", "list the places where annotators say different things"),
    ):
        action = _action(actions, name, told)
        action.add_argument(
            "stores", metavar="STORE", nargs="+", help="one for each annotator, or one with marks of several"
        )
        action.add_argument("--json", action="store_true", help="write JSON instead of a table")


def _action(actions: _SubParsersAction[ArgumentParser], name: str, told: str) -> ArgumentParser:
    return actions.add_parser(name, help=told, description=told)


def run(options: Namespace) -> int:
    """Do what is asked; 1 where a store cannot be used or is damaged."""
    actions: Mapping[str, Callable[[Namespace], int]] = {
        "check": _check,
        "backup": _backup,
        "merge": _merge,
        "agreement": _agreement,
        "disagreements": _disagreements,
    }
    try:
        return actions[options.action](options)
    except StoreError as error:
        complain(str(error))
        return 1
    except ImportError as error:
        complain(f"{options.action} needs {error.name}: pip install 'yibao[agreement]'")
        return 1


def usual() -> Path:
    """The store that the reader uses where none is named: that of the settings, or the one in the data folder."""
    return settings.store(settings.load(paths.config_dir())[0], paths.config_dir()) or paths.marks_file()


def _named(name: str | None, cause: str = "no such file") -> Path:
    path = Path(name) if name else usual()
    if not path.exists():
        raise StoreError(path, cause)
    return path


def _say(text: str) -> None:
    write_line(one_line(text).encode())


def _check(options: Namespace) -> int:
    path = _named(options.store)
    found = health(path)
    _say(f"{path}: version {found.version}, {found.marks} marks, {found.events} events")
    for fault in found.faults:
        complain(f"{path}: {fault}")
    if not found.faults:
        return 0
    new = Path(options.into) if options.into else path.with_name(f"{path.name}.salvaged")
    _say(f"{new}: {salvage(path, new)} marks saved")
    return 1


def _backup(options: Namespace) -> int:
    path = _named(options.store)
    with Store.for_reading(path) as store:
        store.backup(Path(options.copy))
        _say(f"{options.copy}: {sum(store.counts().values())} marks")
    return 0


def _merge(options: Namespace) -> int:
    first, *others = map(Path, options.stores)
    if not others:
        first, others = usual(), [first]
    if not options.create and first != usual():
        _named(str(first), "no such file; --create makes it")
    for other in others:
        _named(str(other))
    with Store(first) as store:
        before = sum(store.counts().values())
        for other in others:
            done = merge(store, other)
            gone = f"; {done.gone} of its marks taken away here" if done.gone else ""
            _say(f"{first}: {done.new} new events from {other}; {done.marks} marks, {before} before{gone}")
            before = done.marks
    return 0


def _views(names: Sequence[str]) -> Views:
    """What annotators say: of several stores each is one's, in a single one the authors are told apart."""
    from tui.data.agreement import Views  # noqa: PLC0415 -- of no use to the other actions

    annotators: dict[str, list[tuple[str, object]]] = {}
    for name in names:
        with Store.for_reading(_named(name)) as store:
            for report, mark in store.all():
                annotators.setdefault(name if len(names) > 1 else mark.author or "?", []).append((report, mark))
        if len(names) > 1:
            annotators.setdefault(name, [])
    return Views(annotators)  # type: ignore[arg-type]


def _agreement(options: Namespace) -> int:
    views = _views(options.stores)
    figures, alpha = views.figures(), views.alpha()
    if options.json:
        import msgspec  # noqa: PLC0415 -- see above

        pairs = [{"between": pair, **found._asdict()} for pair, found in figures.items()]
        write_line(msgspec.json.encode({"pairs": pairs, "alpha": alpha}))
        return 0
    _say(f"{'spans':>7} {'F1':>6} {'partial':>8} {'items':>7} {'kappa':>6}  between")
    for (one, other), found in figures.items():
        _say(f"{found.spans:7} {_figure(found.strict):>6} {_figure(found.partial):>8} {found.items:7}"
             f" {_figure(found.kappa):>6}  {one}, {other}")  # fmt: skip
    _say(f"Krippendorff's alpha of all: {_figure(alpha)}")
    return 0


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _disagreements(options: Namespace) -> int:
    views = _views(options.stores)
    rows = views.disagreements()
    if options.json:
        import msgspec  # noqa: PLC0415 -- see above

        for row in rows:
            write_line(msgspec.json.encode({**row._asdict(), "said": dict(zip(views.names, row.said, strict=True))}))
        return 0
    _say("\t".join(["report", "place", "text", *views.names]).replace("\t", " | "))
    for row in rows:
        _say(" | ".join([row.report[:8], str(row.start), row.quoted[:30], *row.said]))
    return 0
