"""gunicorn's settings: `python -m gunicorn -c deploy/gunicorn.conf.py portal.wsgi`."""

import os

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"

worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or max(2, min(os.cpu_count() or 1, 8)))
threads = 4

timeout = 60
graceful_timeout = 15
keepalive = 5
# Workers restart now and then, at different times, in case a library leaks memory.
max_requests = 10_000
max_requests_jitter = 1_000

limit_request_line = 8190  # a filter with Chinese words is long once it is percent-encoded
# In memory where possible, so that a slow disk does not look like a dead worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
control_socket_disable = True  # otherwise all sites of a user would share one socket in the home folder
accesslog = os.environ.get("ACCESS_LOG") or None  # "-" for the console
