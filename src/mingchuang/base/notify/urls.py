"""Addresses below /desk/messages/."""

from django.urls import path

from mingchuang.base.notify import views

urlpatterns = [
    path("", views.message_list, name="notify_messages"),
    path("read/", views.messages_read, name="notify_messages_read"),
    path("<uuid:uid>/", views.message_open, name="notify_message_open"),
]
