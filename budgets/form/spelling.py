"""Brings printed words to one spelling before they are compared."""


def squeeze(text: str) -> str:
    """The text without white space: layout puts it anywhere between Chinese letters."""
    return "".join(text.split())


def one_line(text: str) -> str:
    """The text on one line, each run of white space replaced by one blank."""
    return " ".join(text.split())


def same_brackets(text: str) -> str:
    """The text without white space and with full-width brackets: documents print either kind."""
    return squeeze(text).replace("(", "（").replace(")", "）")
