"""Who has which customer, written a second time from the rules alone: nothing of the product is imported.

A question is answered by the set of ends that would be right: several, where more than one thing stands in the way and
the rules do not say which is told. Where nothing does, the little world has changed.
"""

from datetime import timedelta

from tests.customers.stateful.companies import Entry
from tests.customers.stateful.inviting import Inviting
from tests.customers.stateful.world import (
    DAYS,
    DISASSOCIATIONS,
    DONE,
    FORBIDDEN,
    LIMIT,
    MISSING,
    NOT_NOW,
    PEOPLE,
    REVIEWS_A_DAY,
    TAKEN,
    TENANTS,
    WAITS,
    Customer,
    Ends,
    three_months_before,
)


class Model(Inviting):
    # --- On the way to an association -------------------------------------------------------------------------

    def look(self, who: str, entry: Entry) -> Ends:
        return self._taken(Customer(PEOPLE[who][0], "", entry.marks, entry.reviewed)) or {DONE}

    def _taken(self, wanted: Customer) -> Ends:
        """In the own tenant it is told by whom; of all others nothing."""
        tenant, holders = TENANTS[wanted.company], self.holders(wanted)
        here = {f"taken by {key}" for key in holders if TENANTS[self.customers[key].company] == tenant}
        return here or ({TAKEN} if holders else set())

    def preregister(self, who: str, entry: Entry, *, manager: str, review: bool) -> Ends:
        company, role = PEOPLE[who]
        manager = manager if role == "administrator" else who
        made = Customer(company, manager, dict(entry.marks), entry.reviewed, entry.typed["email"])
        no = self.no_room(company)
        if manager and PEOPLE[manager] != (company, "account manager"):
            no |= {FORBIDDEN}
        ends = self._begin(made, who, no, review=review)
        if ends <= {DONE, WAITS}:
            self.customers.append(made)
            made.history += [("assigned", "", manager, who)] if manager else []
        return ends

    def again(self, who: str, key: int, *, review: bool) -> Ends:
        if not self.sees(who, key):
            return {MISSING}
        one = self.customers[key]
        no = self.in_hand(who, one) | self.no_room(one.company)
        ran_out = one.state == "preregistered" and not self.runs(one)
        if not ran_out and one.state not in {"expired", "released", "rejected"}:
            return no | {NOT_NOW}
        ends = self._begin(one, who, no, review=review)
        if ends <= {DONE, WAITS}:
            self.close_invitations(key)
        return ends

    def _begin(self, one: Customer, who: str, no: Ends, *, review: bool) -> Ends:
        taken = self._taken(one)
        contested = taken == {TAKEN} and review
        day_ago = self.now - timedelta(days=1)
        asked = [at for company, at in self.contested if company == one.company and at >= day_ago]
        if contested:
            taken = {LIMIT} if len(asked) >= REVIEWS_A_DAY else set()
        if no | taken:
            return no | taken
        one.asked = contested or one.reviewed
        one.holds = not contested
        one.state, one.ended = "pending_review" if one.asked else "preregistered", None
        one.until = None if one.asked else self.today(one.company) + timedelta(days=DAYS)
        one.log.append(("preregistration sent to review" if one.asked else "customer preregistered", who))
        self.contested += [(one.company, self.now)] if contested else []
        return {WAITS if one.asked else DONE}

    def review(self, who: str, key: int, *, approve: bool) -> Ends:
        one = self.customers[key]
        no = set() if who == "olga" else {FORBIDDEN}
        no |= set() if one.asked else {NOT_NOW}
        if no or (approve and self.holders(one)):
            return no or {TAKEN}
        one.asked = False
        if approve:
            one.state, one.holds, one.until = "preregistered", True, self.today(one.company) + timedelta(days=DAYS)
        else:
            self._end(one, "rejected")
        one.log.append((f"preregistration {'approved' if approve else 'rejected'}", who))
        return {DONE}

    def release(self, who: str, key: int) -> Ends:
        if not self.sees(who, key):
            return {MISSING}
        one = self.customers[key]
        no = self.in_hand(who, one)
        if one.state != "pending_review" and not self.runs(one):
            no |= {NOT_NOW}
        if no:
            return no
        self._end(one, "released")
        one.asked = False
        one.log.append(("customer released", who))
        return {DONE}

    def _end(self, one: Customer, state: str) -> None:
        one.state, one.holds, one.until, one.ended = state, False, None, self.today(one.company)

    # --- Afterwards -------------------------------------------------------------------------------------------

    def assign(self, who: str, key: int, *, to: str) -> Ends:
        one = self.customers[key]
        if not self.sees(who, key):
            return {MISSING}
        # Of who assigns nothing, the colleague may not even be there.
        no = set() if PEOPLE[who][1] == "administrator" else {FORBIDDEN, MISSING}
        if to and PEOPLE[to] != (one.company, "account manager"):
            no |= {FORBIDDEN, MISSING}
        if no:
            return no
        if to != one.manager:
            one.history.append(("assigned", one.manager, to, who))
            one.log.append(("customer assigned" if to else "customer withdrawn", who))
            one.manager = to
        return {DONE}

    def disassociate(self, who: str, key: int) -> Ends:
        one = self.customers[key]
        if not self.sees(who, key):
            return {MISSING}
        no = set() if PEOPLE[who] in {("north", "administrator"), ("south", "administrator")} else {FORBIDDEN}
        recent = [at for at in one.disassociated if at > three_months_before(self.now)]
        if one.state != "associated" or len(recent) >= DISASSOCIATIONS:
            no |= {NOT_NOW}
        if no:
            return no
        self._end(one, "disassociated")
        one.disassociated.append(self.now)
        one.history.append(("disassociated", "", "", who))
        one.log.append(("customer disassociated", who))
        return {DONE}

    def restore(self, key: int) -> Ends:
        """The operator associates once more what was disassociated."""
        one = self.customers[key]
        if self.holders(one):
            return {TAKEN}
        one.state, one.holds = "associated", True
        one.log.append(("customer changed", "olga"))
        return {DONE}

    def modify(self, who: str, key: int, *, email: str, mark: str) -> Ends:
        """Another address. Only who has the customer must find it free."""
        one = self.customers[key]
        if not self.sees(who, key):
            return {MISSING}
        company, role = PEOPLE[who]
        if role != "administrator" and (one.company, one.manager) != (company, who):
            return {FORBIDDEN}
        changed = Customer(one.company, "", {**one.marks, "email": mark}, reviewed=False)
        others = [other for other in self.holders(changed) if other != key]
        if self.has_it(one) and others:
            tenant = TENANTS[one.company]
            here = {f"taken by {other}" for other in others if TENANTS[self.customers[other].company] == tenant}
            return here or {TAKEN}
        if email != one.email:
            one.email, one.marks["email"] = email, mark
            one.log.append(("customer modified", who))
        return {DONE}

    def sweep(self) -> None:
        """Housekeeping writes down what time has done."""
        for one in self.customers:
            if one.state == "preregistered" and not self.runs(one):
                one.state, one.ended, one.holds, one.until = "expired", one.until, False, None
                one.log.append(("preregistration expired", ""))
        self.expire_invitations()
