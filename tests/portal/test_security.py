import os
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/admin/login/", "/no-such-page/", "/nul%00/"])
def test_every_answer_carries_the_strict_policy(client, address):
    policy = client.get(address)["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.django_db
def test_other_headers_that_guard_the_reader(client):
    response = client.get("/no-such-page/")
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def manage(*arguments, folder, **variables):
    """Run manage.py with these variables and an own data folder; gives the finished process."""
    environment = os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": ""} | variables
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the browser tests set it for their own worker
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=TOP, env=environment, capture_output=True, text=True)


def test_deployment_check_has_no_warning_with_https(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", folder=tmp_path, HTTPS="1")
    assert done.returncode == 0, done.stderr


def test_cookies_are_secure_with_https_only(tmp_path):
    code = "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    plain = manage("shell", "--no-imports", "-c", code, folder=tmp_path)
    https = manage("shell", "--no-imports", "-c", code, folder=tmp_path, HTTPS="1")
    assert (plain.stdout.strip(), https.stdout.strip()) == ("False False", "True True")
