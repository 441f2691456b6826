"""The exceptions to the habits of the house that tests/test_conventions.py checks, each with its reason."""

#: Files beside the actions that may write, and why.
WRITERS = {
    "accounts/audit.py": "the audit line is part of every verb",
    "accounts/models/members.py": "createsuperuser asks the manager for the first operator",
    "accounts/mail.py": "a mail is part of the verb that tells it; a worker notes that it was sent",
    "accounts/notifications.py": "a notification is part of the verb that it tells of",
    "accounts/housekeeping.py": "sessions that are over belong to nobody",
    "accounts/admin_base.py": "Django admin hands over the form; what it stores goes through the verbs",
    "marketing/admin.py": "a formset is asked for its rows without storing them (commit=False)",
    "opportunities/management/commands/load_reference_lists.py": "a command that fills empty lists",
}
#: Folders that may write, and why.
WRITING_FOLDERS = {"opportunities/demo/": "the demo world is written once into an empty database"}
#: Functions that import inside, and why.
DEFERRED_IMPORTS: dict[str, str] = {}
#: Where a role may be named.
ROLE_FILES = {
    "accounts/roles.py": "the law",
    "accounts/models/members.py": "the database repeats the law: constraints, and words like account_managers()",
    "accounts/models/invitation.py": "the database repeats the law: a constraint",
    "opportunities/demo/parties.py": "says which role each demo account has",
    "opportunities/demo/bulk.py": "says which role each account of the bulk world has",
}
#: Views and forms that read without the scope, and why.
UNSCOPED: dict[str, str] = {}
#: Functions longer than 45 lines, and why.
LONG: dict[str, str] = {}
#: Where text becomes HTML without escaping, and why.
SAFE_TEXT = {"partner_center/web/templatetags/ui.py": "the icons' own drawings"}
#: Routes whose view file has another name, and why.
VIEW_FILES = {
    "account_home": ("accounts", "home", "the app is in the name: there is one home more"),
    "account_login": (None, "login", "django-allauth's"),
    "account_logout": (None, "logout", "django-allauth's"),
    "account_language": ("accounts", "preferences", "one of the preferences, with a button on every page"),
    "account_join": ("accounts", "join", "the app is in the name; strangers come here"),
    "accounts:reactivate": ("accounts", "deactivate", "the way back, a button"),
    "accounts:resend": ("accounts", "invitations", "a button of each"),
    "accounts:withdraw": ("accounts", "invitations", "a button of each"),
    "accounts:notification": ("accounts", "notifications", "opens one of the list"),
    "accounts:own_reveals": ("accounts", "reveals", "the same list, of oneself"),
    "opportunities:sales": ("opportunities", "home", "a signpost beside home"),
    "opportunities:start": ("opportunities", "list", "leads to the list"),
    "opportunities:customer": ("opportunities", "new", "step 1 of the wizard is the page that begins it"),
    "opportunities:basic": ("opportunities", "add", "one view for the three steps"),
    "opportunities:detailed": ("opportunities", "add", "one view for the three steps"),
    "opportunities:revenue": ("opportunities", "add", "one view for the three steps"),
    "opportunities:restore": ("opportunities", "drafts", "a button of Drafts"),
    "opportunities:resume": ("opportunities", "drafts", "where Continue leads"),
    "opportunities:keep": ("opportunities", "kept", "two small requests of Specify Progress"),
    "opportunities:clear": ("opportunities", "kept", "two small requests of Specify Progress"),
    "opportunities:void": ("opportunities", "steer", "three alike: void, reopen, transfer"),
    "opportunities:reopen": ("opportunities", "steer", "three alike"),
    "opportunities:transfer": ("opportunities", "steer", "three alike"),
    "customer_accept": ("customers", "accept", "the app is in the name; strangers come here"),
    "customers:withdraw_invitation": ("customers", "invitations", "a button of each"),
    "customers:start": ("customers", "list", "leads to the list"),
    "customers:assign_many": ("customers", "assign", "the same for the ticked rows of a list"),
    "customers:reseller_assign_many": ("customers", "reseller_assign", "the same for the ticked rows"),
    **{
        f"customers:{act}": ("customers", "steer_reseller", "four alike: suspend, resume, terminate, share")
        for act in ("suspend", "resume", "terminate", "sharing")
    },
    "marketing:edit": ("marketing", "new", "the same form"),
}
#: Routes that draw no template of their name, and why.
NO_TEMPLATE = {
    *("ready", "account_language", "opportunities:start", "customers:start", "accounts:session"),
    *("opportunities:autosave", "opportunities:restore", "opportunities:keep", "opportunities:clear"),
    *("opportunities:echo", "opportunities:resume", "accounts:notification"),
    *("accounts:reactivate", "accounts:resend", "accounts:withdraw", "customers:withdraw_invitation"),
}
TEMPLATE_NAMES = {
    "account_home": "accounts/home.html",
    "account_login": "account/login.html",
    "account_join": "accounts/join.html",
    "account_logout": "account/logout.html",
    "customer_accept": "customers/accept.html",
    "accounts:own_reveals": "accounts/reveals.html",
    "opportunities:customer": "opportunities/new.html",
    "customers:assign_many": "customers/assign.html",
    "customers:reseller_assign_many": "customers/reseller_assign.html",
    **dict.fromkeys(
        (f"customers:{act}" for act in ("suspend", "resume", "terminate", "sharing")), "customers/steer_reseller.html"
    ),
    "marketing:edit": "marketing/new.html",
    **dict.fromkeys(
        ("opportunities:basic", "opportunities:detailed", "opportunities:revenue"), "opportunities/step.html"
    ),
}
#: Templates that packages ask for by name: django-allauth, crispy-bootstrap5.
ASKED_BY_PACKAGES = {
    "account/login.html",
    "account/logout.html",
    "bootstrap5/errors.html",
    "bootstrap5/field.html",
}
#: Files and folders whose sentences are in one language, and why.
UNTRANSLATED = {
    "opportunities/demo/": "the demo world is written once, in the languages of its people",
    "opportunities/reference_lists.py": "both names of an entry stand side by side",
    "management/commands/": "for whoever runs the machine, like its log",
    "partner_center/checks.py": "for whoever runs the machine, like its log",
    "partner_center/postgres/": "for whoever runs the machine, like its log",
    "accounts/samples.py": "what is looked at is the component, in whatever words",
    "accounts/access_document.py": "writes a page of docs/, which is in English",
}
