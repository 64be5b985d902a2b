"""Addresses under /desk/admin/: people, roles, divisions."""

from django.urls import path

from mingchuang.base.accounts.views import office, people

app_name = "people"

urlpatterns = [
    path("people/", people.people_list, name="list"),
    path("people/new/", people.person_new, name="new"),
    path("people/<uuid:uid>/", people.person_detail, name="person"),
    path("people/<uuid:uid>/edit/", people.person_edit, name="edit"),
    path("people/<uuid:uid>/roles/", people.role_grant, name="grant"),
    path("people/<uuid:uid>/roles/<int:assignment_id>/revoke/", people.role_revoke, name="revoke"),
    path("people/<uuid:uid>/<slug:act>/", people.person_act, name="act"),
    path("roles/", office.roles, name="roles"),
    path("divisions/", office.divisions, name="divisions"),
    path("divisions/new/", office.division_new, name="division-new"),
    path("divisions/<uuid:uid>/", office.division_edit, name="division"),
    path("divisions/<uuid:uid>/state/", office.division_state, name="division-state"),
]
