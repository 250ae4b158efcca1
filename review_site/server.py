"""How the production server runs (docs/decisions/0001-gunicorn.md says why it is this one)."""

import os
from pathlib import Path

from review_site.environment import Environment

env = Environment()

bind = env.words("BIND", ["127.0.0.1:8000"])
workers = env.whole_number("WEB_CONCURRENCY", len(os.sched_getaffinity(0)))
worker_class = "gthread"
threads = env.whole_number("WEB_THREADS", 8)
# Longer than proxies keep their connections, so that it is never us who closes one in use.
keepalive = 75
graceful_timeout = 30
control_socket_disable = True
# Workers show that they live by touching a file: in memory, where a slow disk cannot fail them.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
