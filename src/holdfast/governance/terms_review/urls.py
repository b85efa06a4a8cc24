"""Addresses of reviews of the terms."""

from django.urls import path

from holdfast.governance.terms_review.views import amending, commenting, proposing, reviewing

app_name = "terms_review"
_GROUP = "groups/<uuid:group_id>/terms-reviews/"
_ONE = "terms-reviews/<uuid:review_id>/"
_COMMENT = "terms-comments/<uuid:comment_id>/"
_DRAFT = f"{_ONE}amendments/"
urlpatterns = [
    path(_GROUP, reviewing.reviews, name="list"),
    path(f"{_GROUP}new/", reviewing.opening, name="open"),
    path(_ONE, reviewing.review, name="review"),
    path(f"{_ONE}ending/", reviewing.ending, name="end"),
    path(f"{_ONE}file/<str:kind>", reviewing.file, name="file"),
    path(f"{_ONE}comments/", commenting.comments, name="comments"),
    path(f"{_ONE}comments/new/", commenting.comment, name="comment"),
    path(f"{_ONE}comments/others/new/", commenting.other, name="record-comment"),
    path(f"{_ONE}comments/closing/", commenting.closing, name="close-comments"),
    path(f"{_ONE}comments/nothing/", commenting.nothing, name="nothing-to-add"),
    path(f"{_COMMENT}answers/new/", commenting.answer, name="answer"),
    path(f"{_COMMENT}settlement/", commenting.settlement, name="settle"),
    path(_DRAFT, amending.amendments, name="amendments"),
    path(f"{_DRAFT}clause/", amending.clause, name="clause"),
    path(f"{_DRAFT}clause/new/", amending.new_clause, name="new-clause"),
    path(f"{_DRAFT}clause/removal/", amending.removal, name="remove-clause"),
    path(f"{_DRAFT}clause/restoration/", amending.restoration, name="restore-clause"),
    path(f"{_DRAFT}text/", amending.whole_text, name="whole-text"),
    path(f"{_DRAFT}check/", amending.check, name="check"),
    path(f"{_ONE}proposal/", proposing.proposal, name="propose"),
    path(f"{_ONE}proposal/withdrawal/", proposing.withdrawal, name="take-back"),
    path(f"{_ONE}carries/", proposing.carries, name="carries"),
]
