"""What a template is given."""

from typing import Any

Context = dict[str, Any]  # names and values of any kind: only the template looks at them
