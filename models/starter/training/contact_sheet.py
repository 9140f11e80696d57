"""Puts pictures side by side in one file, to judge a training run by eye."""

from pathlib import Path

import numpy as np
from PIL import Image
from torch import Tensor


def save_contact_sheet(images: Tensor, file: Path, columns: int, quality: int = 90) -> None:
    """Saves images [count, 3, size, size] between -1 and 1 in rows of `columns`; an incomplete row is left out."""
    pixels = ((images.clamp(-1, 1) + 1) * 127.5).byte().permute(0, 2, 3, 1).cpu().numpy()
    rows = len(pixels) // columns
    lines = [np.concatenate(list(pixels[row * columns : (row + 1) * columns]), 1) for row in range(rows)]
    Image.fromarray(np.concatenate(lines, 0)).save(file, quality=quality)
