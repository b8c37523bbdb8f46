"""The nine official tables."""
