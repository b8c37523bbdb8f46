"""The progress of reading an upload; nothing of the document itself."""

from django.db import models


class ReadingProgress(models.Model):
    """Pages done and pages in all, under a random token that only the uploading page knows.

    It is in the database because one process may read and another answer the page.
    """

    token = models.CharField(max_length=43, primary_key=True)
    done = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.done}/{self.pages}"
