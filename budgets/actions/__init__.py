"""Everything that writes to the database: drafts from reports, and what happens to them. Nothing else writes.

Every action runs alone (`locks.one_writer`), so none of them locks anything by itself.
"""

from budgets.actions.acknowledging import NotAcknowledged, asked_of, lost_tables
from budgets.actions.bodies import RESERVED_SLUGS, check_slug_form
from budgets.actions.drafts import change_draft, create_draft, discard, explain_draft, set_dates
from budgets.actions.explanations import explain
from budgets.actions.implementers import confirm_implementer
from budgets.actions.log import OPERATOR, ActionRefused, Actor, record
from budgets.actions.publishing import (
    NONE_LIVE,
    Seen,
    cancel_schedule,
    holding_hidden,
    is_due,
    publish,
    publish_due,
    reinstate,
    reinstate_version,
    restore,
    schedule,
    withdraw,
    withdraw_version,
)
from budgets.actions.uploads import forget_progress, refused_upload, report_progress
from budgets.actions.year_before import year_before_of
