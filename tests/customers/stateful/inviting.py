"""The rules of invitations: who may invite, what a link is good for, and when it leads nowhere any more."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.customers.stateful.world import DONE, MISSING, NOT_NOW, TENANTS, ZONES, Ends, Invitation, World

DAYS_OF_A_LINK, MAILS_A_DAY = 15, 3


class Inviting(World):
    def _ends(self, key: int) -> datetime:
        """With the preregistration, at the latest after fifteen days."""
        one = self.customers[key]
        assert one.until
        zone = ZoneInfo(ZONES[TENANTS[one.company]])
        over = datetime.combine(one.until + timedelta(days=1), time(), zone)
        return min(over, self.now + timedelta(days=DAYS_OF_A_LINK))

    def waits(self, invitation: Invitation) -> bool:
        return invitation.state == "sent" and invitation.until > self.now

    def invite(self, who: str, key: int, channel: str) -> Ends:
        """A new one of a channel takes the place of the one before."""
        if not self.sees(who, key):
            return {MISSING}
        one = self.customers[key]
        no = self.in_hand(who, one)
        day_ago = self.now - timedelta(days=1)
        mails = [sent for sent in self.invitations if (sent.key, sent.channel) == (key, "mail") and sent.sent > day_ago]
        if not self.runs(one) or (channel == "mail" and (not one.email or len(mails) >= MAILS_A_DAY)):
            no |= {NOT_NOW}
        if no:
            return no
        self.close_invitations(key, channel)
        self.invitations.append(Invitation(key, who, channel, self.now, self._ends(key)))
        one.log.append(("customer invited", who))
        return {DONE}

    def withdraw(self, who: str, invited: int) -> Ends:
        invitation = self.invitations[invited]
        if not self.sees(who, invitation.key):
            return {MISSING}
        one = self.customers[invitation.key]
        no = self.in_hand(who, one) | (set() if self.waits(invitation) else {NOT_NOW})
        if no:
            return no
        invitation.state = "withdrawn"
        one.log.append(("customer invitation withdrawn", who))
        return {DONE}

    def accept(self, invited: int) -> Ends:
        """Whoever has the link. One that came too late says so once, and is not told apart from none afterwards."""
        invitation = self.invitations[invited]
        if not self.waits(invitation):
            return {MISSING}
        one = self.customers[invitation.key]
        if not self.runs(one):
            invitation.state = "failed"
            one.log.append(("customer invitation failed", ""))
            return {NOT_NOW}
        one.state, invitation.state = "associated", "accepted"
        one.log += [("customer associated", ""), ("customer invitation accepted", "")]
        self.close_invitations(invitation.key)
        return {DONE}

    def close_invitations(self, key: int, channel: str = "") -> None:
        for sent in self.invitations:
            if sent.key == key and sent.state == "sent" and channel in {"", sent.channel}:
                sent.state = "withdrawn" if self.waits(sent) else "expired"

    def expire_invitations(self) -> None:
        for sent in self.invitations:
            if sent.state == "sent" and not self.waits(sent):
                sent.state = "expired"
                self.customers[sent.key].log.append(("customer invitation expired", ""))
