"""Addresses under /account/: signing in and one's own account.

Only the pages we want of the sign-in library are routed: no sign-up, no e-mail, no reset by e-mail.
Its names are kept, because it looks its own pages up by them.
"""

from allauth.account import views as allauth_views
from django.urls import include, path

from mingchuang.base.accounts.views import own

urlpatterns = [
    path("", own.own_account, name="account_own"),
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/", allauth_views.password_change, name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
]
