"""Addresses of the writing side of the desk, under /desk/items/."""

from django.urls import path

from mingchuang.publishing.desk.items import (
    acting,
    checking,
    editing,
    history,
    listing,
    merging,
    previewing,
    record,
    submitting,
    uploads,
)

app_name = "publishing_items"

urlpatterns = [
    path("", listing.item_list, name="list"),
    path("export/", listing.export, name="export"),
    path("new/", editing.new_item, name="new"),
    path("document-number/", editing.document_number, name="document-number"),
    path("token/", editing.token, name="token"),
    path("<uuid:uid>/", record.record, name="record"),
    path("<uuid:uid>/edit/", editing.edit, name="edit"),
    path("<uuid:uid>/autosave/", editing.autosave, name="autosave"),
    path("<uuid:uid>/panel/", editing.panel, name="panel"),
    path("<uuid:uid>/images/", uploads.add_image, name="add-image"),
    path("<uuid:uid>/attachments/<uuid:attachment_uid>/", uploads.attachment, name="attachment"),
    path("<uuid:uid>/checks/", checking.check_page, name="checks"),
    path("<uuid:uid>/preview/", previewing.preview, name="preview"),
    path("<uuid:uid>/submit/", submitting.submit, name="submit"),
    path("<uuid:uid>/merge/<uuid:copy_uid>/", merging.merge, name="merge"),
    path("<uuid:uid>/revisions/", history.revisions, name="revisions"),
    path("<uuid:uid>/revisions/<int:number>/", history.revision, name="revision"),
    path("<uuid:uid>/versions/<int:number>/revert/", history.revert, name="revert"),
    path("<uuid:uid>/acts/<slug:slug>/", acting.act_page, name="act"),
]
