"""Mutants that no test can notice, each with its reason. One that is noticed after all does not belong here."""

# ruff: noqa: E501 - a mutant is named by one text.

SURVIVORS: dict[str, str] = {
    "accounts/access.py Row: 'Row' -> 'RowXX'": "the name of a type variable, which type checkers read",
    "accounts/access.py EXEMPT: 'nobody has signed in yet' -> 'nobody has signed in yetXX'": "words for whoever reads the list of exemptions",
    "accounts/access.py EXEMPT: 'whoever has signed in may sign out' -> 'whoever has signed in may sign outXX'": "words for whoever reads the list of exemptions",
    "accounts/access.py EXEMPT: 'the page behind sign-in, for operators too' -> 'the page behind sign-in, for operators tooXX'": "words for whoever reads the list of exemptions",
    "accounts/access.py EXEMPT: 'whoever reads the sign-in page chooses a language before anybody knows who it is' -> 'whoever reads the sign-in page chooses a language before anybody knows who it isXX'": "words for whoever reads the list of exemptions",
    "accounts/access.py EXEMPT: 'health for the machine room; says nothing about anybody' -> 'health for the machine room; says nothing about anybodyXX'": "words for whoever reads the list of exemptions",
    "partner_center/tenancy.py NOBODY: '' -> 'XX' (3)": "the policies know only 'on': any other word is nobody",
    "partner_center/tenancy.py in_tenant: '' -> 'XX' (2)": "the policies know only 'on': any other word is nobody",
    "opportunities/models/queryset.py OpportunityQuerySet._shared_with_reseller: not user.partner or not user.partner.share_opportunities -> not user.partner.share_opportunities": "whoever gets here belongs to a company; the type can't say so",
    "opportunities/models/queryset.py OpportunityQuerySet._shared_with_reseller: return self.none() -> return self.all() (2)": "no reach is left for a reseller's member; the case is for the type checker",
    "opportunities/models/draft.py DraftQuerySet.visible_to: self.filter(tenant_id=user.tenant_id, author=user, saved_at__gt=timezone.now() - KEPT) -> self.filter(author=user, saved_at__gt=timezone.now() - KEPT)": "an author's rows are all of the author's tenant: the condition is for the index that begins with it",
    "opportunities/models/kept_progress.py KeptProgressQuerySet.visible_to: self.filter(tenant_id=user.tenant_id, author=user, saved_at__gt=timezone.now() - KEPT) -> self.filter(author=user, saved_at__gt=timezone.now() - KEPT)": "an author's rows are all of the author's tenant: the condition is for the index that begins with it",
}
