"""Everything that writes: drafts from reports, and what happens to them. Nothing else in the portal writes."""

from budgets.actions.bodies import RESERVED_SLUGS, check_slug_form, rename_body
from budgets.actions.drafts import create_draft, discard, set_dates
from budgets.actions.explanations import explain
from budgets.actions.log import OPERATOR, ActionRefused, Actor, record
from budgets.actions.publishing import (
    NONE_LIVE,
    cancel_schedule,
    is_due,
    publish,
    publish_due,
    reinstate,
    restore,
    schedule,
    withdraw,
    withdraw_version,
)
from budgets.actions.uploads import forget_progress, refused_upload, report_progress

__all__ = [
    "NONE_LIVE",
    "OPERATOR",
    "RESERVED_SLUGS",
    "ActionRefused",
    "Actor",
    "cancel_schedule",
    "check_slug_form",
    "create_draft",
    "discard",
    "explain",
    "forget_progress",
    "is_due",
    "publish",
    "publish_due",
    "record",
    "refused_upload",
    "reinstate",
    "rename_body",
    "report_progress",
    "restore",
    "schedule",
    "set_dates",
    "withdraw",
    "withdraw_version",
]
