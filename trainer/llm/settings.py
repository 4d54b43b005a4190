"""Which endpoints may be asked, in order, for what, and up to which monthly cost."""
from __future__ import annotations

from decimal import Decimal

from pydantic import Field, SecretStr

from trainer.domain.text import Model


class Endpoint(Model):
    """One OpenAI-compatible server. Prices are per million tokens in `currency` of the settings; the key is never shown or logged."""

    name: str = Field(min_length=1, max_length=60)
    base_url: str = Field(pattern=r"^https?://\S+$", max_length=300)
    model: str = Field(min_length=1, max_length=120)
    api_key: SecretStr = SecretStr("")
    price_in: Decimal = Field(default=Decimal(0), ge=0)
    price_out: Decimal = Field(default=Decimal(0), ge=0)
    structured: bool = False


class ModelSettings(Model):
    """What the model may do. Time limits in seconds, the cap in the organisation's currency; None means no cap."""

    endpoints: tuple[Endpoint, ...] = ()
    words_replies: bool = True
    helps_hearing: bool = False
    words_coach: bool = False
    gate_rules: tuple[str, ...] = ()
    reply_limit_s: float = Field(default=4.0, gt=0, le=30)
    stall_limit_s: float = Field(default=2.0, gt=0, le=30)
    monthly_cap: Decimal | None = Field(default=None, ge=0)

    @property
    def is_on(self) -> bool:
        """Whether any endpoint is configured."""
        return bool(self.endpoints)
