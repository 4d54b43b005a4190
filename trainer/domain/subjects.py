"""What a concrete question is about, off the plain business of the account: the ward, the boss, the noise in the background."""
from __future__ import annotations

from typing import Literal, get_args

Subject = Literal[
    "work_what", "work_place", "work_since", "work_hours", "work_going", "work_people", "work_lost", "work_search", "home_where",
    "home_kind", "lives_with", "partner", "children", "parents", "relatives", "family_knows", "family_help", "health_what", "health_since",
    "health_where", "health_now", "treatment", "sleep_eat", "where_now", "doing_now", "noise_around", "meal_chat", "weather_chat", "hobby",
    "pet_car", "age_origin", "schooling", "name_chat", "phone_other", "best_time", "letters_seen", "app_online", "other_callers",
    "last_call", "card_got", "card_use", "card_where", "card_last_paid", "event_when", "event_how", "event_where", "police", "tried_what",
    "told_by", "helper", "wants_what", "next_plans", "feels_how", "why_so", "relation", "seen_last", "their_doings",
]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
