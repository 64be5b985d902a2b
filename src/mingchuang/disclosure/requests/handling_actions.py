"""The acts the page of a request offers while it is handled, in the order in which they come up."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.casework.actions import Action
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests import handling_forms as forms
from mingchuang.disclosure.requests.services import (
    answering,
    applicant,
    charging,
    consulting,
    correcting,
    disputing,
    extending,
    serving,
    signing,
)
from mingchuang.rules.requests.facts import SignOffStep
from mingchuang.rules.requests.states import RequestEvent as E


def _may_sign(person: User, _case: Case) -> bool:
    return any(signing.may_sign(person, step) for step in SignOffStep)


HANDLING: tuple[Action, ...] = (
    Action(
        "submit-for-review",
        E.SUBMITTED_FOR_REVIEW,
        _("送审"),
        _("已送审；审签期间答复期限照常计算"),
        answering.submit_for_review,
        variant="primary",
    ),
    Action("sign", E.REVIEWED, _("签署审核意见"), _("已签署"), signing.sign, forms.SignForm, may=_may_sign),
    Action(
        "send-back",
        E.RETURNED,
        _("退回修改"),
        _("已退回"),
        signing.send_back,
        forms.SendBackForm,
        may=_may_sign,
    ),
    Action(
        "decide", E.DECIDED, _("作出答复决定"), _("已作出决定，请送达"), signing.decide, variant="primary"
    ),
    Action(
        "serve",
        E.SERVED,
        _("登记送达"),
        _("已登记送达，申请办结"),
        serving.serve,
        forms.ServeForm,
        variant="primary",
    ),
    Action(
        "ask-correction",
        E.CORRECTION_ASKED,
        _("告知补正"),
        _("已告知补正，答复期限待收到补正后重新起算"),
        correcting.ask_correction,
        forms.CorrectionForm,
    ),
    Action(
        "correction-received",
        E.CORRECTION_NOTICE_RECEIVED,
        _("登记补正告知书送达"),
        _("已登记，补正期限从次日起算"),
        correcting.notice_received,
        forms.DayForm,
    ),
    Action(
        "corrected",
        E.CORRECTED,
        _("登记收到补正"),
        _("已登记，答复期限重新起算"),
        correcting.corrected,
        forms.CorrectedForm,
    ),
    Action(
        "correction-lapsed",
        E.CORRECTION_LAPSED,
        _("按逾期不补正办结"),
        _("已办结"),
        correcting.lapse,
        variant="danger",
    ),
    Action(
        "consult",
        E.CONSULTATION_SENT,
        _("征求意见"),
        _("已登记，征求意见的时间不计入答复期限"),
        consulting.consult,
        forms.ConsultForm,
    ),
    Action(
        "letter-received",
        E.CONSULTATION_RECEIVED,
        _("登记征求意见书送达"),
        _("已登记"),
        consulting.letter_received,
        forms.LetterReceivedForm,
        needs_case=True,
    ),
    Action(
        "opinion",
        E.CONSULTATION_ENDED,
        _("登记意见"),
        _("已登记"),
        consulting.record_opinion,
        forms.OpinionForm,
        needs_case=True,
    ),
    Action(
        "propose-extension",
        E.EXTENSION_PROPOSED,
        _("拟延长答复期限"),
        _("已拟延长答复期限告知书；经负责人核准、印发，在期限届满前送达后才算延长"),
        extending.propose,
        forms.ExtendForm,
    ),
    Action(
        "ask-reasons",
        E.REASON_ASKED,
        _("要求说明理由"),
        _("已告知申请人"),
        extending.ask_reasons,
        forms.AskReasonsForm,
    ),
    Action(
        "reasons-given",
        E.REASON_GIVEN,
        _("登记申请人说明的理由"),
        _("已登记"),
        extending.reasons_given,
        forms.ReasonsGivenForm,
    ),
    Action("delay", E.DELAYED, _("确定延迟答复的期限"), _("已确定并告知"), extending.delay, forms.DelayForm),
    Action("ask-fee", E.FEE_ASKED, _("发出收费通知"), _("已登记"), charging.ask_fee, forms.FeeForm),
    Action(
        "fee-received",
        E.FEE_NOTICE_RECEIVED,
        _("登记收费通知送达"),
        _("已登记"),
        charging.notice_received,
        forms.DayForm,
    ),
    Action("fee-paid", E.FEE_PAID, _("登记缴费"), _("已登记缴费"), charging.paid, forms.PaidForm),
    Action("fee-lapsed", E.FEE_LAPSED, _("按逾期不缴费办结"), _("已办结"), charging.lapse, variant="danger"),
    Action(
        "withdrawn",
        E.WITHDRAWN,
        _("登记申请人撤回"),
        _("已登记撤回，申请办结"),
        applicant.withdrawn,
        forms.WithdrawnForm,
        variant="danger",
    ),
    Action(
        "dispute",
        E.DISPUTE_FILED,
        _("登记复议或者诉讼"),
        _("已登记"),
        disputing.file_dispute,
        forms.DisputeForm,
    ),
    Action(
        "dispute-answered",
        E.DISPUTE_ANSWERED,
        _("登记提交答复或者答辩"),
        _("已登记"),
        disputing.answer_dispute,
        forms.DayForm,
    ),
    Action(
        "dispute-closed",
        E.DISPUTE_CLOSED,
        _("登记复议或者诉讼结果"),
        _("已登记"),
        disputing.close_dispute,
        forms.DisputeClosedForm,
    ),
    Action(
        "reopen-request",
        E.REOPENED,
        _("依决定或者判决重新办理"),
        _("已重新办理，期限重新起算"),
        disputing.reopen,
        forms.ReopenForm,
    ),
)
