"""Functional and economic classification codes, each with its name and how sure we are of it."""

from budgets.classification.codes import Code, Standing, code_of, economic, functional, name_of, standing

__all__ = ["Code", "Standing", "code_of", "economic", "functional", "name_of", "standing"]
