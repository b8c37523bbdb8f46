"""A body: its editions and its years side by side."""
