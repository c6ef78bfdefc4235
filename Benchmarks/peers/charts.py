"""Charts as SVG, written by hand: the report needs no library, and the files can be compared as text."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from html import escape

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 74, 190, 40, 54
# Ours is black; the peers' colours are told apart by people who do not see red and green as well.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#8c6d31", "#7b3294", "#999999",
           "#4d9221", "#b2182b", "#2166ac")
DASHES = ("", "6 3", "2 3", "8 3 2 3")


@dataclass
class Axis:
    """How a quantity becomes a place: plainly, by its logarithm, or recall by that of what is missing."""

    label: str
    scale: str = "linear"  # linear, log or recall
    low: float = 0.0
    high: float = 1.0

    def value(self, number: float) -> float:
        if self.scale == "log":
            return math.log10(number)
        if self.scale == "recall":
            return -math.log10(max(1 - number, 5e-4))
        return number

    def fit(self, numbers: list[float]) -> None:
        values = [self.value(number) for number in numbers]
        self.low, self.high = min(values), max(values)
        if self.scale == "linear":
            self.low = min(0.0, self.low)
        margin = (self.high - self.low) * 0.04 or 0.5
        if self.scale != "linear":
            self.low -= margin
        self.high += margin

    def share(self, number: float) -> float:
        return (self.value(number) - self.low) / (self.high - self.low)

    def ticks(self) -> list[tuple[float, str]]:
        if self.scale == "recall":
            marks = [0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999]
        elif self.scale == "log":
            steps = (1, 2, 5) if self.high - self.low < 2.5 else (1,)
            marks = [step * 10.0**power for power in range(math.floor(self.low), math.ceil(self.high) + 1)
                     for step in steps]
        else:
            raw = (self.high - self.low) / 6
            power = 10.0 ** math.floor(math.log10(raw)) if raw > 0 else 1.0
            step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999)
            marks = [step * number for number in range(math.ceil(self.low / step), math.floor(self.high / step) + 1)]
        return [(mark, plain(mark)) for mark in marks if self.low <= self.value(mark) <= self.high]


def plain(number: float) -> str:
    if number and abs(number) >= 1e6:
        return f"{number / 1e6:g}M"
    if number and abs(number) >= 1e4:
        return f"{number / 1e3:g}k"
    return f"{number:g}"


@dataclass
class Chart:
    """Lines over two axes."""

    title: str
    x: Axis
    y: Axis
    series: list[tuple[str, list[tuple[float, float]]]] = field(default_factory=list)

    def add(self, name: str, points: list[tuple[float, float]]) -> None:
        ready = [(x, y) for x, y in points
                 if (self.x.scale != "log" or x > 0) and (self.y.scale != "log" or y > 0)]
        if ready:
            self.series.append((name, ready))

    def svg(self) -> str | None:
        points = [point for _, line in self.series for point in line]
        if not points:
            return None
        self.x.fit([x for x, _ in points])
        self.y.fit([y for _, y in points])
        parts = [head(self.title), self._grid()]
        for number, (name, line) in enumerate(self.series):
            colour, dash = style(name, number)
            places = [(self._x(x), self._y(y)) for x, y in line]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
            parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"'
                         f' stroke-dasharray="{dash}"/>')
            parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
            at = TOP + 8 + 17 * number
            left = WIDTH - RIGHT + 14
            parts.append(f'<line x1="{left}" y1="{at}" x2="{left + 22}" y2="{at}" stroke="{colour}" stroke-width="2"'
                         f' stroke-dasharray="{dash}"/>')
            parts.append(text(left + 28, at + 4, name))
        return "\n".join(parts + ["</svg>\n"])

    def _x(self, number: float) -> float:
        return LEFT + self.x.share(number) * (WIDTH - LEFT - RIGHT)

    def _y(self, number: float) -> float:
        return HEIGHT - BOTTOM - self.y.share(number) * (HEIGHT - TOP - BOTTOM)

    def _grid(self) -> str:
        parts = []
        for mark, label in self.x.ticks():
            at = self._x(mark)
            parts.append(rule(at, TOP, at, HEIGHT - BOTTOM) + text(at, HEIGHT - BOTTOM + 16, label, "middle"))
        for mark, label in self.y.ticks():
            at = self._y(mark)
            parts.append(rule(LEFT, at, WIDTH - RIGHT, at) + text(LEFT - 6, at + 4, label, "end"))
        parts.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, self.x.label, "middle"))
        middle = (TOP + HEIGHT - BOTTOM) / 2
        parts.append(f'<g transform="translate(16 {middle:.0f}) rotate(-90)">{text(0, 0, self.y.label, "middle")}</g>')
        return "\n".join(parts)


def bars(title: str, label: str, values: list[tuple[str, float]]) -> str | None:
    """Horizontal bars, as given."""
    values = [(name, value) for name, value in values if value is not None and math.isfinite(value)]
    if not values:
        return None
    height = TOP + 26 * len(values) + 40
    most = max(value for _, value in values) or 1
    left, room = 170, WIDTH - 170 - 90
    parts = [head(title, height)]
    for number, (name, value) in enumerate(values):
        top = TOP + 26 * number
        colour = "#000000" if name.startswith("vecdb") else COLOURS[0]
        parts.append(text(left - 8, top + 15, name, "end"))
        parts.append(f'<rect x="{left}" y="{top + 3}" width="{max(1, room * value / most):.1f}" height="18"'
                     f' fill="{colour}"/>')
        parts.append(text(left + room * value / most + 6, top + 16, f"{value:,.4g}"))
    parts.append(text(left, height - 14, label))
    return "\n".join(parts + ["</svg>\n"])


def style(name: str, number: int) -> tuple[str, str]:
    if name.startswith("vecdb"):
        return "#000000", DASHES[number % len(DASHES)]
    return COLOURS[number % len(COLOURS)], ""


def head(title: str, height: int = HEIGHT) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' font-family="system-ui, sans-serif" font-size="12">\n<rect width="100%" height="100%" fill="#ffffff"/>\n'
        f'<text x="{LEFT}" y="22" font-size="15" font-weight="600">{escape(title)}</text>')


def text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="#222222">{escape(words)}</text>'


def rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#dddddd"/>'
