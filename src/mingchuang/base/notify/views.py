"""The messages page of the desk: one's own messages, newest first."""

from uuid import UUID

from django.contrib import messages as flash
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.notify import selectors, services
from mingchuang.base.notify.models import Message

PAGE_SIZE = 50


@desk_view(None)
@require_safe
def message_list(request: DeskRequest) -> HttpResponse:
    """All or only unread messages; `page` out of range shows the nearest page."""
    only_unread = request.GET.get("show") == "unread"
    own = selectors.messages_of(request.user)
    shown = own.filter(read_at=None) if only_unread else own
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    unread = selectors.unread_count(request.user)
    tabs = [
        {"label": _("全部"), "url": "?", "current": not only_unread, "count": own.count()},
        {"label": _("未读"), "url": "?show=unread", "current": only_unread, "count": unread},
    ]
    context = {"page_obj": page, "tabs": tabs, "unread": unread, "only_unread": only_unread}
    return render(request, "notify/message_list.html", context)


@desk_view(None)
@require_POST
def message_open(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Mark one message read and go where it leads; one without a link leads back to the list."""
    try:
        message = services.mark_read(request.user, str(uid), now=timezone.now())
    except Message.DoesNotExist:
        raise Http404 from None
    # The link was checked when the message was written: a path of this site.
    return HttpResponseRedirect(message.link) if message.link else redirect("notify_messages")


@desk_view(None)
@require_POST
def messages_read(request: DeskRequest) -> HttpResponse:
    """Mark everything read."""
    count = services.mark_all_read(request.user, now=timezone.now())
    flash.success(request, _("已将 %(count)d 条消息标为已读") % {"count": count})
    return redirect("notify_messages")
