"""The page /staff/oversikt, also prepared for print."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from api.services import Services, ServicesDep
from api.staff.access import ReaderDep
from api.staff.overview import quality, usage
from api.staff.overview.key_figures import key_figures
from api.staff.overview.links import conversations_link
from api.staff.overview.numbers import span
from api.staff.overview.periods import LENGTHS, Period, chosen_period
from api.staff.overview.view import Section, View
from api.staff.rendering import render
from api.staff.topic_titles import topic_titles

router = APIRouter()
PATH = "/oversikt"
SECTIONS = (
    usage.days_section,
    quality.outcomes_section,
    quality.relevance_section,
    usage.topics_section,
    usage.rising_section,
    quality.missing_section,
    quality.thumbs_section,
    quality.helpful_section,
    usage.standards_section,
    usage.programmes_section,
    usage.hours_section,
    quality.times_section,
)


@router.get(PATH)
def show_overview(
    request: Request,
    member: ReaderDep,
    services: ServicesDep,
    period: Annotated[Period, Depends(chosen_period)],
    utskrift: Annotated[str, Query()] = "",
) -> Response:
    """The overview of a period; `utskrift=ja` gives it without controls, for print."""
    view = _view(services, period, member.language)
    return render(
        request,
        "overview_print.html" if utskrift else "overview.html",
        member,
        period=period,
        lengths=LENGTHS,
        shown=span(period.days, member.language),
        before=span(period.days.before, member.language),
        key_figures=key_figures(view),
        sections=_sections(view),
        conversations=conversations_link(period.days),
    )


def _view(services: Services, period: Period, language: str) -> View:
    figures = services.statistics.figures
    titles = topic_titles(services.settings.knowledge_path, language)
    return View(language, period, figures(period.days), figures(period.days.before), titles, services.statistics.first_day())


def _sections(view: View) -> list[Section]:
    return [section(view) for section in SECTIONS]
