"""The versions of an edition, and the feed of what was published, corrected and withdrawn."""
