"""Addresses of the demonstration."""

from django.urls import path

from holdfast.demo.views import mailbox, sign_in

app_name = "demo"
urlpatterns = [
    path("demo/", sign_in.sign_in, name="sign-in"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/outside/", mailbox.outside, name="outside"),
    path("mailbox/<int:number>/", mailbox.letter, name="letter"),
]
