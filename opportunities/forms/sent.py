"""What the pages' forms send, as the routes declare it: the fields of the forms, and the hidden inputs around them."""

from opportunities.entries import CAUTIONS
from opportunities.forms.basic import AddBasicForm, ModifyBasicForm
from opportunities.forms.conflict import CHOICE, LINES, SHOWN
from opportunities.forms.echo import EchoForm
from opportunities.forms.list_preferences import ListPreferencesForm
from opportunities.forms.note import NoteForm
from opportunities.forms.other import OtherForm
from opportunities.forms.progress import ProgressForm
from opportunities.forms.revenue import LineForm, RevenueForm
from opportunities.forms.steer import ReasonForm, TransferForm
from partner_center.web.sent import names_of

_PRODUCT_LINES = names_of(LineForm, prefix="line-#-")
_TABS = (ModifyBasicForm, OtherForm, RevenueForm)

CUSTOMER = frozenset({"customer", "chosen"})
#: Step 1 also begins a draft from a marketing task, beside one that there is already.
NEW = CUSTOMER | {"target", "another"}
STEPS = {
    "basic": names_of(AddBasicForm),
    "detailed": names_of(OtherForm),
    "revenue": names_of(RevenueForm) | _PRODUCT_LINES,
}
ANY_STEP = frozenset[str]().union(*STEPS.values())
MODIFY = names_of(*_TABS) | _PRODUCT_LINES | {"version", "then"}
MODIFY |= {f"{kind}{name}" for kind in (SHOWN, CHOICE) for name in (*names_of(*_TABS), LINES)}
ECHO = names_of(EchoForm) | STEPS["revenue"] | MODIFY | {"revision"}
PROGRESS = names_of(ProgressForm) | {"seen_entry", "submission_id", *CAUTIONS}
LIST_PREFERENCES = names_of(ListPreferencesForm) | {"column", "place", "show", "next"}
NOTE = names_of(NoteForm) | {"submission_id"}
REASON = names_of(ReasonForm)
TRANSFER = names_of(TransferForm)
