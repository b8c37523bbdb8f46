"""The WSGI application that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

django_application = get_wsgi_application()

from budgets.kept.serving import KeptAnswering  # noqa: E402  (needs the settings)

application = KeptAnswering(django_application)
