"""The public pages: one folder for each subject; the modules beside the folders are shared by all subjects."""

from typing import Any

Context = dict[str, Any]  # names and values of any kind: only the template looks at them
