"""What administrators type about members and invitations, and what somebody types who joins."""

import re
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.invitations import is_taken
from accounts.member_field import MemberField
from accounts.models import MemberInvitation, User
from accounts.permissions import can_change_standing, may_have_director
from accounts.roles import Role
from partner_center.web.fields import CleanCharField
from partner_center.web.filters import FilterForm
from partner_center.web.plain_text import PlainEmailField
from partner_center.web.search import SearchField

ACTIVE, DEACTIVATED, INVITED = "active", "deactivated", "invited"
#: In the choice of whom everything goes to: nobody. No user name holds a colon.
NOBODY = ":nobody"
#: As Django has them for user names, but beginning with a letter or a digit: they stand in addresses.
_USER_NAME = re.compile(r"[^\W_][\w.@+-]*")
TAKEN = _("Somebody has this user name already. Choose another one")


class MemberFilterForm(FilterForm):
    q = SearchField(label=_("Search by user name, name or e-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("All")), *Role.choices], required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), (ACTIVE, _("Active")), (INVITED, _("Invited")), (DEACTIVATED, _("Deactivated"))],
        required=False,
    )

    def narrow(self, members: "QuerySet[User]") -> "QuerySet[User]":
        """The members whom the good values ask for."""
        members = members.named_like(self.text())  # type: ignore[attr-defined]
        if role := self.good.get("role"):
            members = members.filter(role=role)
        if state := self.good.get("state"):
            members = members.filter(is_active=state == ACTIVE)
        return members


class StandingForm(forms.Form):
    """Who somebody is in the company."""

    use_required_attribute = False

    name = CleanCharField(subject=_("Name"), enter=_("Enter the name"), longest=80)
    email = PlainEmailField(
        label=_("Email"),
        max_length=254,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter the e-mail address"),
            "invalid": _("Enter an e-mail address in the correct format, like name@example.com"),
        },
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select a role")),
    )
    director = MemberField(
        User.objects.none(),
        label=_("Director"),
        required=False,
        empty_label=_("No director"),
        to_field_name="username",
        help_text=_("For account managers only: an Account Manager Director who sees what they work on."),
        error_messages={"invalid_choice": _("Select a director from the list")},
    )

    def __init__(self, *args: Any, by: User, member: User | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.colleagues = User.objects.visible_to(by).of_company(by).exclude(pk=member.pk if member else 0)
        directors = self.colleagues.who_can_direct().order_by("name", "username")
        self.fields["director"].queryset = directors  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if email and self.colleagues.filter(email__iexact=email).exists():
            raise ValidationError(_("A member of your company has this e-mail address"))
        return email

    def clean(self) -> dict[str, Any]:
        """Whoever has another role has no director, whatever was chosen before the role was."""
        said = super().clean() or self.cleaned_data
        if not may_have_director(said.get("role", "")):
            said["director"] = None
        return said


class InviteForm(StandingForm):
    field_order = ("email", "name", "role", "director")

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, by=by, **options)
        self.waiting = MemberInvitation.objects.visible_to(by).waiting()

    def clean_email(self) -> str:
        email = super().clean_email()
        if self.waiting.filter(email__iexact=email).exists():
            raise ValidationError(_("This e-mail address is invited already. Send that invitation again instead"))
        return email


class ModifyMemberForm(StandingForm):
    """`version` is the state that the person saw. The own role is not one's own to change."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    #: That the person has read what follows from another role.
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, member: User, by: User, typed: Any = None) -> None:
        now = {
            "name": member.name,
            "email": member.email,
            "role": member.role,
            "director": member.director.username if member.director else "",
            "version": member.version,
        }
        super().__init__(data, initial={**now, **(typed or {}), "version": member.version}, by=by, member=member)
        self.member = member
        self.fields["email"].required = False
        self.standing = can_change_standing(by, member)
        if not self.standing:
            del self.fields["role"], self.fields["director"]

    def clean(self) -> dict[str, Any]:
        if "role" in self.fields:
            return super().clean()
        return {**self.cleaned_data, "role": self.member.role, "director": self.member.director}

    def said(self) -> dict[str, Any]:
        """The words of the verb."""
        good = self.cleaned_data
        return {key: good[key] for key in ("name", "email", "role", "director")} | {
            "seen_version": good["version"] or 0
        }


class HandOverForm(forms.Form):
    """To whom everything goes that a member has. It is asked only where there is something."""

    use_required_attribute = False

    to = forms.ChoiceField(
        label=_("Give everything to"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Select who takes over, or that it stays unassigned")
        ),
    )

    def __init__(self, data: Any = None, *, member: User, by: User, asked: bool) -> None:
        super().__init__(data)
        if not asked:
            del self.fields["to"]
            return
        colleagues = User.objects.visible_to(by).of_company(by).account_managers().exclude(pk=member.pk)
        self.receivers = {row.username: row for row in colleagues.filter(is_active=True).order_by("name", "username")}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", ""),
            *((username, f"{row.name} ({username})") for username, row in self.receivers.items()),
            (NOBODY, _("Nobody: leave it unassigned")),
        ]

    def successor(self) -> User | None:
        """Whoever was chosen; None for nobody."""
        chosen = self.cleaned_data.get("to", NOBODY)
        return None if chosen == NOBODY else self.receivers[chosen]


class JoinForm(forms.Form):
    """A user name and a password of one's own. Company, role and e-mail address are those of the invitation."""

    use_required_attribute = False

    username = CleanCharField(
        subject=_("User name"),
        enter=_("Enter a user name"),
        shortest=2,
        longest=60,
        help_text=_("You sign in with it, and others see it. Letters, digits and . @ + - _"),
    )
    name = CleanCharField(subject=_("Name"), enter=_("Enter your name"), longest=80)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("15 characters or more. A few unrelated words are easy to remember and hard to guess."),
        error_messages={"required": _("Enter a password")},
    )
    again = forms.CharField(
        label=_("Password again"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter the password again")},
    )

    def __init__(self, data: Any = None, *, invitation: MemberInvitation) -> None:
        super().__init__(data, initial={"name": invitation.name})
        self.invitation = invitation
        self.fields["username"].widget.attrs["autocomplete"] = "username"
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean_username(self) -> str:
        username = str(User.normalize_username(self.cleaned_data["username"]))
        if not _USER_NAME.fullmatch(username):
            raise ValidationError(_("Begin with a letter or a digit, and use letters, digits and . @ + - _ only"))
        if is_taken(username):
            raise ValidationError(TAKEN)
        return username

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("password") and said.get("again") and said["password"] != said["again"]:
            self.add_error("again", _("The two passwords are not the same"))
        if said.get("password"):
            member = User(username=said.get("username", ""), name=said.get("name", ""), email=self.invitation.email)
            try:
                validate_password(said["password"], member)
            except ValidationError as error:
                self.add_error("password", error)
        return said
