"""Lists of amounts with bars, as templates/_components/amount_bars.html shows them."""

from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Rect:
    """One part of a bar: how wide it is in per cent, and its colour."""

    width: str
    css: str


@dataclass(frozen=True)
class BarLine:
    """One amount of a list: its name, the amount as it is said, its bar in per cent, and what stands below."""

    name: SafeString
    amount: SafeString
    width: str
    below: SafeString
    colour: int = 1
    track: bool = False  # whether the whole is shown behind the bar

    @property
    def rects(self) -> list[Rect]:
        """The bar, with what stands behind it first; [] where nothing is drawn."""
        whole = [Rect("100%", "f-track")] if self.track else []
        return [*whole, Rect(self.width, f"f{self.colour}")] if self.width else whole
