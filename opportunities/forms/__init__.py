"""What a person types about opportunities. Forms validate and never save.

The three forms of an opportunity's information serve twice: as steps of the wizard and as tabs of Modify.
"""

from opportunities.forms.base import FormContext, InformationForm
from opportunities.forms.basic import AddBasicForm, ModifyBasicForm
from opportunities.forms.other import OtherForm
from opportunities.forms.revenue import RevenueForm

__all__ = ["AddBasicForm", "FormContext", "InformationForm", "ModifyBasicForm", "OtherForm", "RevenueForm"]
