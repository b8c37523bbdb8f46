"""The glossary: every term that a live edition defines."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from budgets.form.everyday import everyday_words
from budgets.pages.notes.prose import glossary as defined_terms


def glossary(request: HttpRequest) -> HttpResponse:
    """Every term that a live edition defines, in the official words; and everyday words with the official codes."""
    context = {"terms": defined_terms(), "everyday": everyday_words()}
    return render(request, "notes/glossary.html", context)
