"""The address of the first screen."""

from django.urls import path

from mingchuang.web.desk import views

app_name = "desk"
urlpatterns = [path("", views.front, name="front")]
