"""The repairs in words for the editor: sure ones, those to look at, and what was left though in doubt."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.repair.restoration import Repair, RepairedText

LOOK_AT_BELOW = 0.9


def report_lines(repaired: RepairedText) -> Iterator[str]:
    """Lines in Norwegian; the uncertain repairs come first."""
    if not repaired.damaged:
        yield "Teksten har æ, ø og å som den skal. Ingenting er rettet."
        return
    unsure = [one for one in repaired.repairs if one.confidence < LOOK_AT_BELOW]
    sure = [one for one in repaired.repairs if one.confidence >= LOOK_AT_BELOW]
    yield f"{len(repaired.repairs)} ord er rettet. {len(unsure)} av dem er usikre, og {len(repaired.doubts)} ord er latt stå under tvil."
    for heading, ones in (("Se på disse rettelsene:", unsure), ("Latt stå, men se på dem:", repaired.doubts), ("Sikre rettelser:", sure)):
        if ones:
            yield ""
            yield heading
            yield from (_line(one) for one in ones)


def _line(one: Repair) -> str:
    change = f"«{one.before}» → «{one.after}»" if one.before != one.after else f"«{one.before}»"
    others = ", ".join(f"«{word}» {_percent(share)}" for word, share in one.alternatives if share >= 0.01)
    return f"linje {one.line}: {change} ({_percent(one.confidence)})" + (f"; ellers {others}" if others else "")


def _percent(share: float) -> str:
    return f"{min(share, 0.999):.1%}".replace(".", ",").replace("%", " %")
