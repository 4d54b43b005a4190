"""Language models of an organisation: settings by an admin, use counted, a monthly cap, and a client only where one is configured."""
from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal

from pydantic import SecretStr

from trainer.domain.call import CallRecord
from trainer.domain.context import Jurisdiction
from trainer.domain.errors import InputError
from trainer.domain.judgement import RulePack
from trainer.domain.people import Person, Role
from trainer.domain.stored import StoredCall
from trainer.domain.text import Language, Model
from trainer.llm.client import Answer, ModelClient, ModelUnavailableError
from trainer.llm.coach import phrase
from trainer.llm.settings import Endpoint, ModelSettings
from trainer.llm.wording import Shown, Wording
from trainer.service.access import require
from trainer.service.live_call import LiveCall, Scored
from trainer.service.model_wording import ModelWording
from trainer.service.ports import Outside
from trainer.service.second_ears import ask_opinions, hear_with
from trainer.storage.models import CallUse, Opinion, SqliteModels, UseRow
from trainer.storage.protocols import PeopleStore

TOKENS_PRICED = Decimal(1_000_000)
HELLO = ({"role": "user", "content": "Answer with the one word: ready"},)
TEST_LIMIT_S = 8.0
CALLS_SHOWN = 50
_charged: ContextVar[tuple[str, str]] = ContextVar("charged", default=("", ""))


class EndpointView(Model):
    """An endpoint as the admin page may show it: whether there is a key, never the key."""

    name: str
    base_url: str
    model: str
    price_in: Decimal
    price_out: Decimal
    structured: bool
    has_key: bool


class ModelView(Model):
    """The settings as the admin page may show them."""

    endpoints: tuple[EndpointView, ...]
    words_replies: bool
    helps_hearing: bool
    words_coach: bool
    gate_rules: tuple[str, ...]
    reply_limit_s: float
    monthly_cap: Decimal | None
    spent_this_month: Decimal
    use: tuple[UseRow, ...]
    calls: tuple[CallUse, ...] = ()


def endpoint_from(environment: Mapping[str, str]) -> Endpoint | None:
    """The endpoint that three settings name: DUILIAN_MODEL_URL, DUILIAN_MODEL_NAME and DUILIAN_MODEL_KEY; None where there is no address.

    Raises:
        InputError: an address that is none, or no model named.
    """
    address = environment.get("DUILIAN_MODEL_URL", "").strip()
    if not address:
        return None
    model = environment.get("DUILIAN_MODEL_NAME", "").strip()
    if not address.startswith(("http://", "https://")):
        raise InputError("DUILIAN_MODEL_URL", repr(address), "an address that begins with http:// or https://")
    if not model:
        raise InputError("DUILIAN_MODEL_NAME", "nothing", "the name of a model at that address")
    return Endpoint(name="environment", base_url=address, model=model, api_key=SecretStr(environment.get("DUILIAN_MODEL_KEY", "")))


class ModelService:
    """Settings and clients; every method that changes or shows settings asks for an admin."""

    def __init__(
        self, store: SqliteModels, people: PeopleStore, packs: Mapping[Jurisdiction, RulePack], outside: Outside, given: Endpoint | None, monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._people = people
        self._packs = packs
        self._outside = outside
        self._given = given
        self._monotonic = monotonic
        self._clients: dict[str, tuple[str, ModelClient]] = {}

    def _settings(self, organisation_id: str) -> ModelSettings:
        body = self._store.settings(organisation_id)
        stored = ModelSettings.model_validate_json(body) if body else ModelSettings()
        keys = self._store.keys(organisation_id) if stored.endpoints else {}
        endpoints = tuple(item.model_copy(update={"api_key": SecretStr(keys.get(item.name, ""))}) for item in stored.endpoints)
        return stored.model_copy(update={"endpoints": (*endpoints, self._given) if self._given else endpoints})

    def view(self, admin: Person) -> ModelView:
        """The settings and this month's use."""
        require(admin.has(Role.ADMIN))
        settings = self._settings(admin.organisation_id)
        use = tuple(self._store.used(admin.organisation_id, self._month()))
        return ModelView(
            endpoints=tuple(
                EndpointView(
                    name=item.name, base_url=item.base_url, model=item.model, price_in=item.price_in, price_out=item.price_out, structured=item.structured,
                    has_key=bool(item.api_key.get_secret_value()),
                )
                for item in settings.endpoints
            ),
            words_replies=settings.words_replies,
            helps_hearing=settings.helps_hearing,
            words_coach=settings.words_coach,
            gate_rules=settings.gate_rules,
            reply_limit_s=settings.reply_limit_s,
            monthly_cap=settings.monthly_cap,
            spent_this_month=sum((row.cost for row in use), Decimal(0)),
            use=use,
            calls=tuple(self._store.used_by_calls(admin.organisation_id, self._month(), CALLS_SHOWN)),
        )

    def save(self, admin: Person, settings: ModelSettings, keys: Mapping[str, str]) -> None:
        """Replace the settings; a key that is not given again stays, those of removed endpoints are forgotten, and what leads allowed stays as it is."""
        require(admin.has(Role.ADMIN))
        allowed = self._settings(admin.organisation_id).gate_rules
        plain = settings.model_copy(update={"gate_rules": allowed, "endpoints": tuple(item.model_copy(update={"api_key": SecretStr("")}) for item in settings.endpoints if item.name != "environment")})
        names = [item.name for item in plain.endpoints]
        if len(set(names)) != len(names):
            raise InputError("endpoints", "a name twice", "a name of its own for each endpoint")
        self._store.save_settings(admin.organisation_id, plain.model_dump_json())
        for name, secret in keys.items():
            if name in names and secret:
                self._store.save_key(admin.organisation_id, name, secret)
        for name in self._store.keys(admin.organisation_id):
            if name not in names:
                self._store.forget_key(admin.organisation_id, name)
        self._clients.pop(admin.organisation_id, None)

    def test(self, admin: Person, name: str) -> str:
        """Ask one endpoint for one word; "ok", or the reason why not."""
        require(admin.has(Role.ADMIN))
        settings = self._settings(admin.organisation_id)
        chosen = tuple(item for item in settings.endpoints if item.name == name)
        client = ModelClient(settings.model_copy(update={"endpoints": chosen}), monotonic=self._monotonic, sleep=time.sleep, used=lambda endpoint, answer: None)
        try:
            client.ask(HELLO, max_tokens=10, limit_s=TEST_LIMIT_S)
        except ModelUnavailableError as error:
            return error.reason
        return "ok"

    def _month(self) -> str:
        return f"{self._outside.now():%Y-%m}"

    def client(self, organisation_id: str) -> ModelClient | None:
        """The organisation's client; None where no endpoint is configured or the month's cap is reached."""
        settings = self._settings(organisation_id)
        if not settings.is_on or self._capped(organisation_id, settings):
            return None
        body = settings.model_dump_json() + "".join(item.api_key.get_secret_value() for item in settings.endpoints)
        kept = self._clients.get(organisation_id)
        if kept is None or kept[0] != body:

            def used(endpoint: Endpoint, answer: Answer) -> None:
                self._count(organisation_id, endpoint, answer)

            kept = (body, ModelClient(settings, monotonic=self._monotonic, sleep=time.sleep, used=used))
            self._clients[organisation_id] = kept
        return kept[1]

    def _capped(self, organisation_id: str, settings: ModelSettings) -> bool:
        if settings.monthly_cap is None:
            return False
        return sum((row.cost for row in self._store.used(organisation_id, self._month())), Decimal(0)) >= settings.monthly_cap

    def _count(self, organisation_id: str, endpoint: Endpoint, answer: Answer) -> None:
        team_id, call_id = _charged.get()
        cost = (endpoint.price_in * answer.tokens_in + endpoint.price_out * answer.tokens_out) / TOKENS_PRICED
        self._store.add_use(organisation_id, self._month(), team_id, call_id, endpoint.name, answer.tokens_in, answer.tokens_out, cost)

    def second(self, call: StoredCall, live: LiveCall, scored: Scored, record: CallRecord | None) -> Scored:
        """Ask for second opinions on a call that was just judged and keep them; the score changes only by rules that a lead has allowed."""
        settings = self._settings(call.organisation_id)
        client = self.client(call.organisation_id) if settings.helps_hearing else None
        if client is None:
            return scored
        with self._charging(call):
            opinions = ask_opinions(client, live, scored.scorecard, self._packs[live.scenario.jurisdiction], call.id, self._outside.now())
        for opinion in opinions:
            self._store.add_opinion(opinion)
        if not settings.gate_rules or not opinions:
            return scored
        texts = {turn.index: turn.text for turn in live.plain}
        return live.score(call.id, call.mode, record, hear=hear_with(opinions, texts, frozenset(settings.gate_rules)))

    def opinions(self, call_id: str) -> list[Opinion]:
        """The second opinions on a call, for those who already read it."""
        return self._store.opinions(call_id)

    def allowed_rules(self, person: Person) -> tuple[str, ...]:
        """The rules for which the model's hearing counts in this person's organisation."""
        return self._settings(person.organisation_id).gate_rules

    def set_allowed_rules(self, organisation_id: str, rules: Sequence[str]) -> None:
        """Keep which rules the model's hearing counts for; to be asked by the service that measures agreement."""
        stored = self._store.settings(organisation_id)
        settings = ModelSettings.model_validate_json(stored) if stored else ModelSettings()
        self._store.save_settings(organisation_id, settings.model_copy(update={"gate_rules": tuple(sorted(set(rules)))}).model_dump_json())

    def coach(self, person: Person, findings: Sequence[str], strengths: Sequence[str], language: Language) -> str | None:
        """The debrief in a model's words, None where it is off, out of reach, or adds anything; the plain one is always there."""
        settings = self._settings(person.organisation_id)
        client = self.client(person.organisation_id) if settings.words_coach else None
        return phrase(client, findings, strengths, language) if client is not None else None

    @contextmanager
    def _charging(self, call: StoredCall) -> Iterator[None]:
        person = self._people.person(call.person_id)
        token = _charged.set((person.team_id or "" if person else "", call.id))
        try:
            yield
        finally:
            _charged.reset(token)

    def word(self, call: StoredCall, live: LiveCall, shown: Shown | None = None) -> tuple[str, str]:
        """Words and source for the last turn of a call; the built-in line where no model may or can word it."""
        plain = live.plain[-1]
        client = self.client(call.organisation_id)
        if client is None or not self._settings(call.organisation_id).words_replies:
            return plain.text, plain.source
        with self._charging(call):
            return ModelWording(Wording(client))(live, shown)
