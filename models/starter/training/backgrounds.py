"""Paints backgrounds: a plain colour with a slight gradient, or one of eight simple places."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from vocabulary import BACKGROUND_COLORS, RGB

IMAGE_SIZE = 256


@dataclass(frozen=True)
class Canvas:
    """What every painter gets for its `count` pictures; tensors broadcast to [count, 1, height, width]."""

    count: int
    x: Tensor
    """0 at the left edge, 1 at the right one."""
    y: Tensor
    """0 at the top, 1 at the bottom."""
    horizon: Tensor
    """Height of the horizon in each picture, in units of `y`."""
    ground: Tensor
    """1 below the horizon, 0 above it."""
    blotches: Tensor
    """Soft random blotches between 0 and 1."""

    def color(self, rgb: RGB) -> Tensor:
        """A colour as a tensor [1, 3, 1, 1]."""
        return torch.tensor(rgb, device=self.x.device).view(1, 3, 1, 1)

    def random(self) -> Tensor:
        """A random number between 0 and 1 for each picture."""
        return torch.rand(self.count, 1, 1, 1, device=self.x.device)

    def vertical_gradient(self, top: RGB, bottom: RGB) -> Tensor:
        """Blends from one colour at the top to another at the bottom."""
        return self.color(top) * (1 - self.y) + self.color(bottom) * self.y

    def above_ground(self, sky: Tensor, ground: Tensor) -> Tensor:
        """Sky above the horizon, ground below."""
        return sky * (1 - self.ground) + ground * self.ground


def paint_meadow(canvas: Canvas) -> Tensor:
    """Blue sky over grass."""
    sky = canvas.vertical_gradient((0.45, 0.75, 0.98), (0.85, 0.95, 1.0))
    grass = canvas.color((0.42, 0.76, 0.3)) * (0.85 + 0.25 * canvas.y) + 0.05 * (canvas.blotches - 0.5)
    return canvas.above_ground(sky, grass)


def paint_beach(canvas: Canvas) -> Tensor:
    """Sky, a strip of sea and sand."""
    sky = canvas.vertical_gradient((0.4, 0.78, 1.0), (0.9, 0.97, 1.0))
    sea = canvas.color((0.1, 0.55, 0.8)) + 0.06 * torch.sin(canvas.y * 160 + 4 * canvas.blotches)
    sand = canvas.color((0.95, 0.85, 0.6)) * (1.02 - 0.06 * canvas.y)
    shore = torch.sigmoid((canvas.y - canvas.horizon - 0.12 - 0.02 * torch.sin(canvas.x * 9)) * 200)
    return canvas.above_ground(sky, sea * (1 - shore) + sand * shore)


def paint_night(canvas: Canvas) -> Tensor:
    """A dark sky with stars."""
    sky = canvas.vertical_gradient((0.03, 0.05, 0.18), (0.16, 0.14, 0.4))
    coarse = IMAGE_SIZE // 4
    stars = (torch.rand(canvas.count, 1, coarse, coarse, device=canvas.x.device) > 0.993).float()
    stars = F.interpolate(stars, size=(IMAGE_SIZE, IMAGE_SIZE), mode="bilinear") ** 1.5
    ground = canvas.color((0.08, 0.12, 0.16)) * (1.2 - 0.4 * canvas.y)
    return canvas.above_ground(sky + stars * (1 - canvas.y), ground)


def paint_snow(canvas: Canvas) -> Tensor:
    """A pale sky over snow."""
    sky = canvas.vertical_gradient((0.68, 0.82, 0.95), (0.9, 0.95, 1.0))
    snow = canvas.color((0.97, 0.98, 1.0)) - 0.05 * (canvas.blotches - 0.5)
    return canvas.above_ground(sky, snow)


def paint_desert(canvas: Canvas) -> Tensor:
    """A hazy sky over one dune."""
    sky = canvas.color((0.98, 0.83, 0.55)) * canvas.y + canvas.color((0.55, 0.8, 0.95)) * (1 - canvas.y)
    crest = 0.05 * torch.sin(canvas.x * 6 + 6 * canvas.random())
    dune = torch.sigmoid((canvas.y - canvas.horizon - crest) * 200)
    ripples = 0.06 * torch.sin((canvas.y + 0.3 * canvas.x) * 70 + 6 * canvas.blotches) * 0.5
    sand = canvas.color((0.9, 0.66, 0.36)) + ripples
    return sky * (1 - dune) + sand * dune


def paint_sunset(canvas: Canvas) -> Tensor:
    """A low sun before dark ground."""
    sky = canvas.color((0.42, 0.2, 0.5)) * (1 - canvas.y).pow(1.3) + canvas.color((1.0, 0.55, 0.3)) * canvas.y
    sun_x = 0.2 + 0.6 * canvas.random()
    distance = ((canvas.x - sun_x) ** 2 + (canvas.y - canvas.horizon) ** 2).sqrt()
    sky = sky + canvas.color((1.0, 0.85, 0.4)) * torch.sigmoid((0.09 - distance) * 150)
    ground = canvas.color((0.25, 0.14, 0.28)) * (1.3 - 0.5 * canvas.y)
    return canvas.above_ground(sky, ground)


def paint_sea(canvas: Canvas) -> Tensor:
    """Water that darkens with depth, with slanted light."""
    water = canvas.vertical_gradient((0.15, 0.62, 0.85), (0.02, 0.2, 0.5))
    light = 0.05 * torch.sin((canvas.x + 0.5 * canvas.y) * 16) * (1 - canvas.y)
    return water + light


def paint_room(canvas: Canvas) -> Tensor:
    """Striped wallpaper over floorboards."""
    wall = canvas.color((0.93, 0.87, 0.76)) - 0.03 * (torch.sin(canvas.x * 90) > 0.6).float()
    floor = canvas.color((0.62, 0.43, 0.28)) - 0.05 * (torch.sin(canvas.y * 90) > 0.8).float()
    return canvas.above_ground(wall, floor)


def plain_painter(rgb: RGB) -> Callable[[Canvas], Tensor]:
    """A painter of one colour that darkens slightly towards the bottom."""

    def paint_plain(canvas: Canvas) -> Tensor:
        return canvas.color(rgb) * (1.05 - 0.12 * canvas.y)

    return paint_plain


PAINTERS: dict[str, Callable[[Canvas], Tensor]] = {
    **{name: plain_painter(rgb) for name, rgb in BACKGROUND_COLORS.items()},
    "meadow": paint_meadow,
    "beach": paint_beach,
    "night": paint_night,
    "snow": paint_snow,
    "desert": paint_desert,
    "sunset": paint_sunset,
    "sea": paint_sea,
    "room": paint_room,
}


def coordinate_axes(device: torch.device) -> tuple[Tensor, Tensor]:
    """`x` [1, 1, 1, size] and `y` [1, 1, size, 1], both from 0 to 1."""
    axis = torch.linspace(0, 1, IMAGE_SIZE, device=device)
    return axis.view(1, 1, 1, IMAGE_SIZE), axis.view(1, 1, IMAGE_SIZE, 1)


def paint_backgrounds(kinds: list[str], device: torch.device) -> Tensor:
    """Paints one background for each kind: [batch, 3, height, width] between 0 and 1."""
    batch = len(kinds)
    x, y = coordinate_axes(device)
    # This draw is not used. It stays because without it every later random number would differ from those behind
    # the published weights.
    torch.rand(batch, 1, IMAGE_SIZE, IMAGE_SIZE, device=device)
    coarse_blotches = torch.rand(batch, 1, 24, 24, device=device)
    blotches = F.interpolate(coarse_blotches, size=(IMAGE_SIZE, IMAGE_SIZE), mode="bicubic").clamp(0, 1)
    images = torch.empty(batch, 3, IMAGE_SIZE, IMAGE_SIZE, device=device)
    for kind in dict.fromkeys(kinds):
        rows = torch.tensor([row for row, other in enumerate(kinds) if other == kind], device=device)
        count = len(rows)
        horizon = 0.5 + 0.18 * torch.rand(count, 1, 1, 1, device=device)
        ground = torch.sigmoid((y - horizon) * 220)
        painted = PAINTERS[kind](Canvas(count, x, y, horizon, ground, blotches[rows]))
        images[rows] = painted.clamp(0, 1).expand(count, 3, IMAGE_SIZE, IMAGE_SIZE)
    return images
