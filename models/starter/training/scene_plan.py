"""Draws what a scene holds: one to three objects, where they are, how large, in front of what, and the caption.

Every draw comes from one `random.Random`, in a fixed order: the same seed gives the same scenes.
"""

import math
import random
from dataclasses import dataclass

from vocabulary import BACKGROUND_COLORS, PLACE_PHRASES, STYLE_PHRASES, STYLES, TINTS, with_article

OWN_LOOK = "own"
"""The look of a concept's character, which exists in one version instead of the four styles."""

ARRANGED_SHARE = 0.72
"""How many scenes of two or three objects stand in a row; the rest are scattered."""

SIDE_BY_SIDE_GAP = 0.25
"""How far apart two objects must be before the caption may say left, right or above."""


@dataclass(frozen=True)
class Place:
    """An object's centre and size, in parts of the picture's side."""

    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Concept:
    """A character that has to appear, and the words that the caption uses for it."""

    name: str
    phrase: str


@dataclass
class SceneObject:
    """One cut-out: which sprite, its words, its tint (None leaves its colours) and its place."""

    name: str
    look: str
    phrase: str
    tint: str | None = None
    place: Place = Place(0.5, 0.5, 0.5)


@dataclass(frozen=True)
class ScenePlan:
    """Everything about a scene except pixels."""

    objects: list[SceneObject]
    background: str
    caption: str


class ScenePlanner:
    """Draws random scenes over a list of object names."""

    def __init__(self, class_names: list[str]) -> None:
        self.class_names = class_names

    def draw_plans(self, count: int, rng: random.Random) -> list[ScenePlan]:
        """Draws several scenes without concepts."""
        return [self.draw_plan(rng) for _ in range(count)]

    def draw_plan(self, rng: random.Random, concepts: list[Concept] | None = None) -> ScenePlan:
        """Draws one scene that contains each of the given concepts."""
        concepts = concepts or []
        count = max(draw_object_count(rng), len(concepts))
        style = rng.choice(STYLES)
        objects = self.draw_objects(count, style, concepts, rng)
        arrangement = rng.random()
        for item, place in zip(objects, draw_places(count, arrangement, rng)):
            item.place = place
        caption = describe_objects(objects, arrangement, rng)
        background, background_phrase = draw_background(rng)
        if rng.random() > 0.1:
            caption += background_phrase
        only_concepts = all(item.look == OWN_LOOK for item in objects)
        if not only_concepts and rng.random() > 0.15:
            caption += ", " + rng.choice(STYLE_PHRASES[style])
        return ScenePlan(objects, background, caption)

    def draw_objects(self, count: int, style: str, concepts: list[Concept], rng: random.Random) -> list[SceneObject]:
        """The concepts and, up to `count`, random objects in the scene's style, shuffled."""
        objects = [SceneObject(concept.name, OWN_LOOK, concept.phrase) for concept in concepts]
        while len(objects) < count:
            objects.append(self.draw_object(style, rng))
        rng.shuffle(objects)
        return objects

    def draw_object(self, style: str, rng: random.Random) -> SceneObject:
        """A random object: tinted in 22 of 100 cases, in another style than its scene in a few."""
        name = rng.choice(self.class_names)
        tint = rng.choice(list(TINTS)) if rng.random() < 0.22 else None
        look = style if rng.random() < 0.95 else rng.choice(STYLES)
        words = f"{tint} {name}" if tint else name
        return SceneObject(name, look, with_article(words), tint)


def draw_object_count(rng: random.Random) -> int:
    """One object in 38 of 100 scenes, two in 44, three in 18."""
    share = rng.random()
    if share < 0.38:
        return 1
    return 2 if share < 0.82 else 3


def draw_places(count: int, arrangement: float, rng: random.Random) -> list[Place]:
    """Places for all objects: alone, in a row, or scattered."""
    if count == 1:
        return [draw_single_place(rng)]
    if arrangement >= ARRANGED_SHARE:
        return draw_scattered_places(count, rng)
    return draw_pair(rng) if count == 2 else draw_row_of_three(rng)


def draw_single_place(rng: random.Random) -> Place:
    """One large object, not too high up."""
    size = rng.uniform(0.42, 0.85)
    margin = size / 2 * 0.8
    return Place(rng.uniform(margin, 1 - margin), rng.uniform(max(margin, 0.4), 1 - margin), size)


def draw_pair(rng: random.Random) -> list[Place]:
    """Two objects side by side, the first on the left."""
    size = rng.uniform(0.34, 0.52)
    return [
        Place(x + rng.uniform(-0.06, 0.06), rng.uniform(0.45, 0.72), size * rng.uniform(0.85, 1.15))
        for x in (0.27, 0.73)
    ]


def draw_row_of_three(rng: random.Random) -> list[Place]:
    """Three objects from left to right."""
    size = rng.uniform(0.27, 0.36)
    return [
        Place(x + rng.uniform(-0.03, 0.03), rng.uniform(0.42, 0.75), size * rng.uniform(0.9, 1.1))
        for x in (0.19, 0.5, 0.81)
    ]


def draw_scattered_places(count: int, rng: random.Random) -> list[Place]:
    """Anywhere, with up to 30 tries each to keep clear of the objects placed before."""
    smallest, largest = {2: (0.3, 0.5), 3: (0.24, 0.36)}[count]
    places: list[Place] = []
    for _ in range(count):
        for _ in range(30):
            size = rng.uniform(smallest, largest)
            margin = size / 2 * 0.85
            place = Place(rng.uniform(margin, 1 - margin), rng.uniform(margin, 1 - margin), size)
            if all(is_clear(place, other) for other in places):
                break
        places.append(place)
    return places


def is_clear(place: Place, other: Place) -> bool:
    """Whether two objects overlap little enough to stay readable."""
    return math.hypot(place.x - other.x, place.y - other.y) > 0.42 * (place.size + other.size)


def describe_objects(objects: list[SceneObject], arrangement: float, rng: random.Random) -> str:
    """The caption's first part: what is in the picture and, sometimes, where."""
    if len(objects) == 1:
        return objects[0].phrase
    if len(objects) == 3:
        first, second, third = objects
        return f"{first.phrase}, {second.phrase} and {third.phrase}"
    if arrangement >= ARRANGED_SHARE and rng.random() < 0.5:
        return describe_vertically(objects)
    return describe_horizontally(objects, rng)


def describe_vertically(pair: list[SceneObject]) -> str:
    """`X above Y` if X really is well above Y."""
    upper, lower = sorted(pair, key=lambda item: item.place.y)
    relation = "above" if lower.place.y - upper.place.y > SIDE_BY_SIDE_GAP else "and"
    return f"{upper.phrase} {relation} {lower.phrase}"


def describe_horizontally(pair: list[SceneObject], rng: random.Random) -> str:
    """`X on the left and Y on the right` in a third of the cases, else both names, the left one mostly first."""
    left, right = sorted(pair, key=lambda item: item.place.x)
    if rng.random() < 0.35 and right.place.x - left.place.x > SIDE_BY_SIDE_GAP:
        return f"{left.phrase} on the left and {right.phrase} on the right"
    if rng.random() < 0.7:
        return f"{left.phrase} and {right.phrase}"
    return f"{right.phrase} and {left.phrase}"


def draw_background(rng: random.Random) -> tuple[str, str]:
    """A background and its words: a plain colour or a place, half of the time each."""
    if rng.random() < 0.5:
        color = rng.choice(list(BACKGROUND_COLORS))
        return color, f" on a {color} background"
    place = rng.choice(list(PLACE_PHRASES))
    return place, f" {PLACE_PHRASES[place]}"
