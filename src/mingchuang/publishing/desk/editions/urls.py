"""Addresses of the pages about translations, under /desk/editions/. They are written on the items' pages."""

from django.urls import path

from mingchuang.publishing.desk.editions import acting, exchanging, views

app_name = "publishing_editions"

urlpatterns = [
    path("", views.table, name="table"),
    path("export/", views.export, name="export"),
    path("mine/", views.mine, name="mine"),
    path("people/", views.people, name="people"),
    path("start/<uuid:uid>/<slug:language>/", acting.start, name="start"),
    path("<uuid:uid>/", views.edition_page, name="edition"),
    path("<uuid:uid>/take-up/", acting.take_up, name="take-up"),
    path("<uuid:uid>/exchange/", exchanging.exchange, name="exchange"),
    path("<uuid:uid>/exchange/export/", exchanging.export, name="exchange-export"),
    path("<uuid:uid>/exchange/fill/", exchanging.fill, name="exchange-fill"),
    path("<uuid:uid>/acts/<slug:slug>/", acting.act_page, name="act"),
]
