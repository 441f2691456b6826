"""The choice of a member, by name."""

from django import forms

from accounts.models import User


class MemberField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Members by name: in a choice of whom to assign, a masked one would be useless."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} ({obj.username})"
