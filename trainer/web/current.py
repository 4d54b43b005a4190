"""What holds for this run of a screen: the services, the person, the language, the words."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

import streamlit as st

from trainer.bootstrap import Services
from trainer.domain.people import Person
from trainer.domain.text import Language, Localised
from trainer.i18n.catalogues import Translate, translator
from trainer.web.routes import COOKIE
from trainer.web.services import services

LANGUAGE_KEY = "frame.language"
PERSON_KEY = "frame.person_id"
VISIT_KEY = "frame.visit"
TICKET_KEY = "frame.ticket"
_checked: ContextVar[Person | None] = ContextVar("checked", default=None)


@dataclass(frozen=True)
class Current:
    """Who looks at this screen, and in which language."""

    services: Services
    person: Person
    language: Language
    t: Translate

    def text(self, content: Localised) -> str:
        """A content string in the language of the screen."""
        return content.in_(self.language)

    def today(self) -> date:
        """The day at the server, for forms."""
        return self.services.outside.now().date()

    def names(self) -> dict[str, str]:
        """Names of the people this person may look at, by id."""
        return {person.id: person.name for person in self.services.organisation.people(self.person)}

    def scenario_title(self, scenario_id: str) -> str:
        """The title of a scenario, or its id where it is gone."""
        found = self.services.catalogue.find(self.person.organisation_id, scenario_id)
        return self.text(found.title) if found else scenario_id

    def item_title(self, kind: str, item: str) -> str:
        """The title of a judged item."""
        if kind == "finding":
            return self.rule_title(item)
        return self.text(self.services.rulebook.criterion_title(item)) if kind == "criterion" else self.t("debrief.overall")

    def rule_title(self, code: str) -> str:
        """The title of a rule in the language of the screen."""
        return self.text(self.services.rulebook.rule_title(code))


def device_token() -> str:
    """The device cookie as the browser sent it when it connected; empty when there is none."""
    value = st.context.cookies.get(COOKIE)
    return value if isinstance(value, str) else ""


def signed_in() -> Person | None:
    """Who is signed in: by the device cookie, or by a sign-in of this very visit; checked against the store on every run, once where the frame holds the answer."""
    return _checked.get() or _by_the_store()


@contextmanager
def holding(person: Person | None) -> Iterator[None]:
    """For the rest of this run of the frame: the person whom it has just checked."""
    token = _checked.set(person)
    try:
        yield
    finally:
        _checked.reset(token)


def _by_the_store() -> Person | None:
    by_cookie = services().accounts.person_on(device_token())
    if by_cookie is not None:
        return by_cookie
    visit = st.session_state.get(VISIT_KEY)
    if isinstance(visit, str):
        return services().accounts.person_on(visit)
    return services().accounts.active_person(st.session_state.get(PERSON_KEY))


def chosen_language(person: Person | None) -> Language:
    """The language of this visit: chosen, else the person's, else the browser's."""
    chosen = st.session_state.get(LANGUAGE_KEY)
    if chosen in tuple(Language):
        return Language(chosen)
    if person is not None:
        return person.language
    locale = st.context.locale
    return Language.ZH if isinstance(locale, str) and locale.lower().startswith("zh") else Language.EN


def current() -> Current:
    """Everything that a screen needs; to be called after the guard."""
    person = signed_in()
    if person is None:
        st.stop()
    language = chosen_language(person)
    return Current(services=services(), person=person, language=language, t=translator(language))
