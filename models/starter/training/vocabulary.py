"""The words that scenes and captions are made of, with the colours that some of them stand for."""

import json
from pathlib import Path

RGB = tuple[float, float, float]

STYLES = ["3d", "flat", "cartoon", "sticker"]

STYLE_PHRASES = {
    "3d": ["3d style", "3d render"],
    "flat": ["flat style"],
    "cartoon": ["cartoon style"],
    "sticker": ["sticker style"],
}

TINTS: dict[str, RGB] = {
    "red": (0.92, 0.16, 0.18),
    "orange": (1.0, 0.55, 0.1),
    "yellow": (1.0, 0.87, 0.15),
    "green": (0.22, 0.75, 0.28),
    "blue": (0.18, 0.45, 0.95),
    "purple": (0.58, 0.27, 0.86),
    "pink": (1.0, 0.5, 0.75),
    "white": (0.97, 0.97, 0.97),
    "black": (0.2, 0.2, 0.22),
    "gold": (0.93, 0.73, 0.25),
    "teal": (0.1, 0.72, 0.7),
}

BACKGROUND_COLORS: dict[str, RGB] = {
    "red": (0.86, 0.22, 0.22),
    "orange": (0.98, 0.62, 0.27),
    "yellow": (0.99, 0.88, 0.45),
    "green": (0.5, 0.8, 0.45),
    "blue": (0.38, 0.62, 0.95),
    "purple": (0.62, 0.45, 0.85),
    "pink": (1.0, 0.72, 0.84),
    "white": (0.97, 0.97, 0.98),
    "gray": (0.6, 0.62, 0.65),
    "black": (0.1, 0.1, 0.12),
    "teal": (0.3, 0.75, 0.75),
}

PLACE_PHRASES = {
    "meadow": "in a meadow",
    "beach": "on a beach",
    "night": "at night",
    "snow": "in the snow",
    "desert": "in the desert",
    "sunset": "at sunset",
    "sea": "under the sea",
    "room": "in a room",
}

CLASSES_FILE = Path(__file__).with_name("classes.json")


def read_class_names() -> list[str]:
    """The names of the drawable objects, in the order of `classes.json`."""
    return list(json.loads(CLASSES_FILE.read_text(encoding="utf-8")))


def with_article(noun_phrase: str) -> str:
    """`robot` becomes `a robot`, `owl` becomes `an owl`."""
    article = "an" if noun_phrase[0] in "aeiou" else "a"
    return f"{article} {noun_phrase}"


def sprite_file_name(name: str, style: str) -> str:
    """The file that `render-sprites.mjs` writes for an object in a style."""
    return f"{name.replace(' ', '_')}.{style}.webp"
