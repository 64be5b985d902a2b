"""Addresses of the whole platform; each chapter brings its own."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from mingchuang.base.jobs.views import healthz
from mingchuang.publishing.desk.items.uploads import image as desk_image

handler400 = "mingchuang.web.public.views.bad_request"
handler404 = "mingchuang.web.public.views.not_found"
handler500 = "mingchuang.web.public.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mingchuang.base.design.urls")),
    path("", include("mingchuang.publishing.file_urls")),
    path("", include("mingchuang.web.public.machine_urls")),
    path("desk/admin/", include("mingchuang.disclosure.desk_urls")),
    path("account/", include("mingchuang.base.accounts.urls")),
    path("desk/admin/", include("mingchuang.base.accounts.desk_urls")),
    path("desk/admin/", include("mingchuang.base.identity.urls")),
    path("desk/admin/", include("mingchuang.base.calendars.urls")),
    path("desk/", include("mingchuang.base.audit.urls")),
    path("desk/annual-reports/", include("mingchuang.disclosure.annual_report.urls")),
    path("desk/cases/letters/", include("mingchuang.casework.letters.urls")),
    path("desk/cases/", include("mingchuang.casework.urls")),
    path("desk/requests/", include("mingchuang.disclosure.requests.desk_urls")),
    path("desk/record-corrections/", include("mingchuang.disclosure.record_corrections.desk_urls")),
    path("desk/items/", include("mingchuang.publishing.desk.items.urls")),
    path("desk/files/<uuid:uid>/", desk_image, name="desk-image"),
    path("desk/terms/", include("mingchuang.publishing.desk.terms.urls")),
    path("desk/editions/", include("mingchuang.publishing.desk.editions.urls")),
    path("desk/reviews/", include("mingchuang.publishing.desk.reviewing.urls")),
    path("desk/admin/", include("mingchuang.publishing.desk.settings.urls")),
    path("desk/register/", include("mingchuang.publishing.desk.register.urls")),
    path("desk/rereading/", include("mingchuang.publishing.desk.rereading.urls")),
    path("desk/baking/", include("mingchuang.publishing.desk.baking.urls")),
    path("desk/imports/", include("mingchuang.publishing.desk.importing.urls")),
    path("desk/releases/", include("mingchuang.publishing.desk.releasing.urls")),
    path("desk/messages/", include("mingchuang.base.notify.urls")),
    path("desk/archives/", include("mingchuang.web.archiving.urls")),
    path("desk/search/", include("mingchuang.web.search.urls")),
    path("desk/", include("mingchuang.base.jobs.urls")),
    path("desk/", include("mingchuang.base.search.urls")),
    path("desk/", include("mingchuang.web.desk.urls")),
    path("desk/help/", include("mingchuang.web.help.urls")),
    path("api/v1/", include("mingchuang.web.api.urls")),
    path("healthz", healthz, name="healthz"),
    # What readers open in their own language: zh has no prefix, the others begin with theirs.
    *i18n_patterns(
        path("", include("mingchuang.publishing.urls")),
        path("", include("mingchuang.web.public.urls")),
        path("disclosure/", include("mingchuang.disclosure.urls")),
        path("disclosure/request/", include("mingchuang.disclosure.requests.urls")),
        path("disclosure/record-correction/", include("mingchuang.disclosure.record_corrections.urls")),
        path("report-error/", include("mingchuang.casework.site_errors.urls")),
        prefix_default_language=False,
    ),
]
