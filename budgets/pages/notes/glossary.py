"""The glossary: every term that a live edition defines."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from budgets.form.everyday import everyday_words
from budgets.pages.notes.prose import glossary as defined_terms


def glossary(request: HttpRequest) -> HttpResponse:
    """The page of every term that a live edition defines, and of everyday words with their official codes."""
    context = {"terms": defined_terms(), "everyday": everyday_words()}
    return render(request, "notes/glossary.html", context)
