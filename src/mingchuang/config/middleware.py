"""Gives every request an id and leaves one line about it in the log."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

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
