"""Gives every request an id, a line in the log, and the language its address names."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.crypto import get_random_string

from mingchuang.base.design.languages import language_of
from mingchuang.config.logs import request_id

logger = logging.getLogger("mingchuang.requests")
HEADER = "X-Request-Id"


class RequestId:
    """Sets the request's id for all log lines it causes, and returns it as X-Request-Id.

    The id is always our own: one from outside could forge another request's lines. The line names the
    path without its query, which may hold what a visitor searched or typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(get_random_string(16))
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response[HEADER] = request_id.get()
            logger.info(
                "request",
                extra={
                    "method": request.method,
                    "path": request.path,
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                },
            )
            return response
        finally:
            request_id.reset(token)


class AddressLanguage:
    """Speaks the language that the address begins with, Chinese where it names none.

    Never the browser's wish: one address is one page in one language, so that it can be baked, cached
    and sent to somebody else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            return self.get_response(request)
