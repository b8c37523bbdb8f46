"""The public pages: one folder a subject, and beside them what all subjects share."""
