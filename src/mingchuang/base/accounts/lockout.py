"""Guessing passwords: how attempts are counted and what the guesser is told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mingchuang.base.accounts.clients import client_ip
from mingchuang.rules.people import normal_username


def attempted_username(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The name attempts are counted under: spelling variants of one name count together."""
    typed = (credentials or {}).get("username") or request.POST.get("login") or ""
    return normal_username(str(typed))[:255]


def locked_response(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page that says when to try again. Says the same whether the name exists or not."""
    del response
    until = locked_until(attempted_username(request, credentials), client_ip(request))
    answer = render(
        request,
        "accounts/locked.html",
        {"until": until, "limit": settings.AXES_FAILURE_LIMIT},
        status=429,
    )
    wait = (until - timezone.now()).total_seconds()
    answer["Retry-After"] = str(max(1, round(wait)))
    return answer


def locked_until(username: str, address: str) -> datetime:
    """When the next attempt is allowed."""
    last = (
        AccessAttempt.objects.filter(username=username, ip_address=address or None)
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    return (last or timezone.now()) + settings.AXES_COOLOFF_TIME
