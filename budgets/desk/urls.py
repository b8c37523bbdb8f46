"""Addresses of the desk, under /admin/ before Django's own."""

from django.urls import path

from budgets.desk import check, drafts, editions, home, implementers, reading, second_factor, sheet, upload

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("manual/", home.manual, name="manual"),
    path("second-factor/", second_factor.second_factor, name="second-factor"),
    path("check/", check.check, name="check"),
    path("upload/", upload.upload, name="upload"),
    path("progress/<str:token>/", reading.progress, name="progress"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/<int:pk>/dates/", drafts.dates, name="dates"),
    path("drafts/<int:pk>/explain/", drafts.explain, name="explain"),
    path("drafts/<int:pk>/publish/", drafts.publish, name="publish"),
    path("drafts/<int:pk>/unschedule/", drafts.unschedule, name="unschedule"),
    path("drafts/<int:pk>/discard/", drafts.discard, name="discard"),
    path("drafts/<int:pk>/sheet/", sheet.sheet, name="sheet"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("editions/<int:pk>/dates/", editions.dates, name="edition-dates"),
    path("editions/<int:pk>/implementers/", implementers.confirm, name="implementers"),
    path("editions/<int:pk>/withdraw/", editions.withdraw, name="withdraw"),
    path("editions/<int:pk>/reinstate/", editions.reinstate, name="reinstate"),
    path("editions/<int:pk>/v<int:number>/restore/", editions.restore, name="restore"),
    path("editions/<int:pk>/v<int:number>/withdraw/", editions.withdraw_version, name="withdraw-version"),
    path("editions/<int:pk>/v<int:number>/reinstate/", editions.reinstate_version, name="reinstate-version"),
]
