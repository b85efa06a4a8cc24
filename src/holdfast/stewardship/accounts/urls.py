"""Addresses of signing in and of one's own account, each declared by us: no library view is routed bare."""

from django.urls import path

from holdfast.stewardship.accounts.views import links, own, passkeys, second_factor, sign_in, single_sign_on

urlpatterns = [
    path("", own.own, name="account_own"),
    path("login/", sign_in.sign_in, name="account_login"),
    path("logout/", sign_in.sign_out, name="account_logout"),
    path("code/", second_factor.second_factor, name="account_second_factor"),
    path("set-up/", second_factor.set_up, name="account_set_up"),
    path("recovery-codes/", second_factor.recovery_codes, name="account_recovery_codes"),
    path("recovery-codes/renewal/", own.renew_recovery_codes, name="account_renew_recovery_codes"),
    path("again/", own.reauthenticate, name="account_reauthenticate"),
    path("password/", own.change_password, name="account_change_password"),
    path("password/forgotten/", links.forgotten, name="account_reset_password"),
    path("password/link-sent/", links.link_sent, name="account_link_sent"),
    path("password/link/<str:secret>/", links.set_password, name="account_set_password"),
    path("app/", own.replace_app, name="account_replace_app"),
    path("passkeys/", passkeys.add_passkey, name="account_add_passkey"),
    path("passkeys/<int:key_id>/removal/", passkeys.remove_passkey, name="account_remove_passkey"),
    path("sessions/others/end/", own.end_other_sessions, name="account_end_other_sessions"),
    path("sessions/<int:session_id>/end/", own.end_session, name="account_end_session"),
    path("single/<str:provider_id>/", single_sign_on.go, name="openid_connect_login"),
    path("single/<str:provider_id>/answer/", single_sign_on.answer, name="openid_connect_callback"),
]
