"""Turns scenes into the two looks of the style adapters. Pictures are [batch, 3, height, width] between -1 and 1."""

import torch
import torch.nn.functional as F
from torch import Tensor

PIXEL_SIZE = 8
PAPER = (0.96, 0.93, 0.85)
INK = (0.12, 0.13, 0.25)


def to_pixel_art(images: Tensor) -> Tensor:
    """Blocks of 8 x 8 pixels, each channel rounded to quarters."""
    blocks = F.interpolate(F.avg_pool2d(images, PIXEL_SIZE), scale_factor=PIXEL_SIZE, mode="nearest")
    return (blocks * 4).round() / 4


def to_ink_sketch(images: Tensor) -> Tensor:
    """Dark outlines and a thin wash in the shadows, on paper."""

    def color(rgb: tuple[float, float, float]) -> Tensor:
        return torch.tensor(rgb, device=images.device).view(1, 3, 1, 1)

    brightness = (images * color((0.3, 0.59, 0.11))).sum(1, keepdim=True)
    smooth = F.avg_pool2d(F.pad(brightness, (2, 2, 2, 2), mode="replicate"), 5, 1)
    slope_x = F.pad(smooth[..., 1:] - smooth[..., :-1], (0, 1))
    slope_y = F.pad(smooth[..., 1:, :] - smooth[..., :-1, :], (0, 0, 0, 1))
    outlines = ((slope_x**2 + slope_y**2).sqrt() * 9).clamp(0, 1)
    wash = ((0.25 - brightness) * 0.35).clamp(0, 0.35)
    ink_amount = (outlines + wash).clamp(0, 1)
    return (color(PAPER) * (1 - ink_amount) + color(INK) * ink_amount) * 2 - 1


STYLE_FILTERS = {"pixelart": to_pixel_art, "inksketch": to_ink_sketch}
