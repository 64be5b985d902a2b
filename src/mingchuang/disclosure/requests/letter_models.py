"""What ties a letter to the event of a request that made it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import CaseEvent


class RequestLetter(models.Model):
    """Which event of a request made a letter, and what it put in it: a voided one is drafted anew from it.

    `basis` is empty where the kind has its own. What is personal here is emptied with the letter.
    """

    letter = models.OneToOneField(
        Letter, models.PROTECT, primary_key=True, related_name="of_request", verbose_name=_("文书")
    )
    request = models.ForeignKey(
        "requests.InformationRequest", models.PROTECT, related_name="letters_made", verbose_name=_("申请")
    )
    event = models.ForeignKey(CaseEvent, models.PROTECT, related_name="+", verbose_name=_("办理环节"))
    consultation = models.ForeignKey(
        "requests.Consultation", models.PROTECT, null=True, related_name="letters", verbose_name=_("征求意见")
    )
    addressee = models.CharField(_("主送"), max_length=200, blank=True)
    values = models.JSONField(_("填入的内容"), default=dict)
    basis = models.CharField(_("依据"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("办理中产生的文书")
        verbose_name_plural = _("办理中产生的文书")
        ordering = ["letter_id"]

    def __str__(self) -> str:
        return f"letter {self.letter_id} of {self.request_id}"
