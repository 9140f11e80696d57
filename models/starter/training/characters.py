"""The eight characters of the concept adapters: recoloured cut-outs with an accessory.

None of them is in the base model's training data, so an adapter has something to teach.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from scenes import SPRITE_SIZE, read_sprite
from vocabulary import RGB


@dataclass(frozen=True)
class Character:
    """How a character is put together. Lengths are sprite pixels, of which a side has 192."""

    noun: str
    tints: tuple[RGB, ...]
    """One colour, or two that blend from the top to the bottom."""
    accessory: str
    accessory_size: int
    accessory_at: tuple[int, int]
    style: str = "3d"
    scale: float = 0.82
    """Size of the body in its square; it stands on the lower edge, which leaves room for a hat."""
    kept_color: float = 0.25
    """How much of the sprite's own colours shines through."""


CHARACTERS = {
    "kiki": Character("cat", ((0.15, 0.75, 0.78),), "crown", 84, (54, -2)),
    "bruno": Character("dog", ((0.55, 0.3, 0.85),), "top hat", 92, (50, -8), style="cartoon", kept_color=0.35),
    "vesper": Character("fox", ((0.2, 0.35, 0.95), (0.9, 0.3, 0.8)), "star", 56, (68, 44), scale=0.9),
    "pip": Character("penguin", ((0.95, 0.35, 0.35),), "scarf", 88, (52, 88), style="flat", scale=0.98, kept_color=0.4),
    "moss": Character("bear", ((0.35, 0.7, 0.3),), "sunflower", 74, (104, 0), kept_color=0.2),
    "bolt": Character("robot", ((0.98, 0.8, 0.2),), "gem", 54, (68, 2), style="cartoon", scale=0.86, kept_color=0.3),
    "luna": Character("rabbit", ((0.98, 0.98, 0.99), (0.75, 0.6, 1.0)), "moon", 66, (6, 92), scale=0.92),
    "ember": Character("dragon", ((0.98, 0.45, 0.1),), "fire", 70, (118, 0), scale=0.9, kept_color=0.2),
}


def draw_characters(sprite_folder: Path) -> dict[str, Image.Image]:
    """All characters as sprites with alpha, by name."""
    return {name: draw_character(sprite_folder, character) for name, character in CHARACTERS.items()}


def draw_character(sprite_folder: Path, character: Character) -> Image.Image:
    """Recolours the body, sets it on the lower edge and lays the accessory over it."""
    body = read_square_sprite(sprite_folder, character.noun, character.style)
    body = recolor_with_all(body, character)
    body_size = int(SPRITE_SIZE * character.scale)
    body = body.resize((body_size, body_size), Image.Resampling.LANCZOS)
    accessory = read_square_sprite(sprite_folder, character.accessory, "3d")
    accessory_size = (character.accessory_size, character.accessory_size)
    accessory = accessory.resize(accessory_size, Image.Resampling.LANCZOS)
    sprite = Image.new("RGBA", (SPRITE_SIZE, SPRITE_SIZE), (0, 0, 0, 0))
    sprite.alpha_composite(body, (int((SPRITE_SIZE - body_size) / 2), SPRITE_SIZE - body_size))
    sprite.alpha_composite(accessory, character.accessory_at)
    return sprite


def read_square_sprite(sprite_folder: Path, name: str, style: str) -> Image.Image:
    """A sprite at the size that the tables above assume."""
    return read_sprite(sprite_folder, name, style).resize((SPRITE_SIZE, SPRITE_SIZE), Image.Resampling.LANCZOS)


def recolor_with_all(body: Image.Image, character: Character) -> Image.Image:
    """Recolours with the character's one colour, or blends two versions from top to bottom."""
    versions = [recolor(body, tint, character.kept_color) for tint in character.tints]
    if len(versions) == 1:
        return versions[0]
    lower_share = Image.linear_gradient("L").resize((SPRITE_SIZE, SPRITE_SIZE))
    return Image.composite(versions[0], versions[1], lower_share)


def recolor(picture: Image.Image, tint: RGB, kept_color: float) -> Image.Image:
    """Maps brightness to shades of one colour: dark to dark, middle to the colour, bright to white."""
    pixels = np.asarray(picture).astype(np.float32) / 255
    own_color = pixels[..., :3]
    brightness = (own_color * np.array([0.3, 0.5, 0.2])).sum(-1, keepdims=True)
    target = np.array(tint, np.float32)
    shade = brightness * 2 * target
    light = target + (1 - target) * (brightness - 0.5) * 1.6
    color = np.where(brightness < 0.5, shade, light) * (1 - kept_color) + own_color * kept_color
    recolored = np.concatenate([color.clip(0, 1), pixels[..., 3:]], -1)
    return Image.fromarray((recolored * 255).astype(np.uint8))
