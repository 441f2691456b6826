"""The mail that tells a reseller's administrators how the cooperation stands: without the reason, which is internal."""

from django.utils.translation import gettext as _

from accounts.invitation_mail import Mail
from accounts.mail import in_language_of, send_later
from accounts.models import Partner, User


def tell_standing(reseller: Partner) -> None:
    """Write to each of them in their own language, in the transaction of the change."""
    for member in User.objects.administering(reseller.pk):
        with in_language_of(member):
            mail = _standing_mail(reseller)
        send_later(to=member, subject=mail.subject, text=mail.text)


def _standing_mail(reseller: Partner) -> Mail:
    words = {"distributor": reseller.root.name, "company": reseller.name}
    subject, text = {
        Partner.Status.COOPERATING: (
            _("The cooperation with %(distributor)s goes on"),
            _("%(distributor)s has resumed the cooperation with %(company)s. Your members can work again."),
        ),
        Partner.Status.SUSPENDED: (
            _("The cooperation with %(distributor)s is suspended"),
            _(
                "%(distributor)s has suspended the cooperation with %(company)s. Your members can sign in and view"
                " everything, but change nothing."
            ),
        ),
        Partner.Status.TERMINATED: (
            _("The cooperation with %(distributor)s has ended"),
            _(
                "%(distributor)s has ended the cooperation with %(company)s. Your members cannot sign in to Partner"
                " Center any more."
            ),
        ),
    }[Partner.Status(reseller.status)]
    end = _("If you have questions, ask %(distributor)s.")
    return Mail(subject % words, f"{text % words}\n\n{end % words}\n")
