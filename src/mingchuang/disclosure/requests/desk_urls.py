"""Addresses of requests at the desk, under /desk/requests/."""

from django.urls import path

from mingchuang.disclosure.requests import (
    desk_help_views,
    desk_telling,
    desk_turning,
    giving_views,
    letter_views,
    paper_views,
    register_views,
    reply_views,
    retention_views,
    similar_views,
)

app_name = "requests_desk"

urlpatterns = [
    path("retention/", retention_views.retention, name="retention"),
    path("<uuid:uid>/similar/", similar_views.similar, name="similar"),
    path("<uuid:uid>/similar/<uuid:earlier>/", similar_views.decide, name="link"),
    path("<uuid:uid>/papers/<uuid:file>/", paper_views.paper, name="paper"),
    path("<uuid:uid>/turn/", desk_turning.turn, name="turn"),
    path("suggested/", desk_turning.suggested, name="suggested"),
    path("help-wanted/", desk_help_views.help_wanted, name="help-wanted"),
    path("<uuid:uid>/query-code/", desk_help_views.renew, name="renew"),
    path("<uuid:uid>/fee/", desk_help_views.fee, name="fee"),
    path("untold/", desk_telling.untold, name="untold"),
    path("<uuid:uid>/told/<uuid:message>/", desk_telling.again, name="tell-again"),
    path("register/", register_views.register, name="register"),
    path("letters/<uuid:uid>/redraft/", letter_views.redraft, name="redraft"),
    path("<uuid:uid>/reply/", reply_views.reply, name="reply"),
    path("<uuid:uid>/reply/items/", reply_views.items, name="items"),
    path("<uuid:uid>/reply/search/", reply_views.search, name="search"),
    path("<uuid:uid>/reply/<int:position>/", reply_views.answer, name="answer"),
    path("<uuid:uid>/reply/<int:position>/files/", giving_views.give, name="give"),
    path("<uuid:uid>/reply/files/<uuid:file>/", giving_views.file, name="given"),
    path("<uuid:uid>/reply/files/<uuid:file>/remove/", giving_views.take_back, name="take-back"),
]
