"""gunicorn's settings: `python -m gunicorn -c deploy/gunicorn.conf.py portal.wsgi`."""

import os

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"

worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or max(2, min(os.cpu_count() or 1, 8)))
threads = 4

timeout = 60
graceful_timeout = 15
keepalive = 5
# A worker starts afresh now and then, at different moments, whatever a library may leak.
max_requests = 10_000
max_requests_jitter = 1_000

limit_request_line = 8190  # a filter with Chinese words is long once it is percent-encoded
# In memory, where there is such a folder: a slow disk must not look like a dead worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
control_socket_disable = True  # else a socket in the home folder, the same one for every site of that user
accesslog = os.environ.get("ACCESS_LOG") or None  # "-" for the console
