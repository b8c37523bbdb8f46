"""Requests in, pages and files out; every read goes through queries."""
