"""Encodes scenes ahead of the UNet's training, so that no step has to draw or encode."""

import random
from dataclasses import dataclass

import torch
from diffusers import AutoencoderKL
from torch import Tensor
from transformers import CLIPTokenizer

from networks import LATENT_SHAPE, tokenize
from scene_plan import ScenePlanner
from scenes import SceneRenderer
from workers import Workers

BATCH_SIZE = 256


@dataclass(frozen=True)
class LatentDataset:
    """Scenes as the UNet sees them."""

    latents: Tensor
    """[count, 4, 32, 32] in bfloat16: 8 KiB each."""
    token_ids: Tensor
    """[count, 77] in int32."""
    empty_token_ids: Tensor
    """[1, 77]: the empty caption."""


@torch.no_grad()
def encode_scenes(
    count: int,
    vae: AutoencoderKL,
    tokenizer: CLIPTokenizer,
    planner: ScenePlanner,
    renderer: SceneRenderer,
    workers: Workers,
) -> LatentDataset:
    """Draws and encodes `count` captioned scenes, others in every process."""
    device = workers.device
    latents = torch.empty(count, *LATENT_SHAPE, dtype=torch.bfloat16, device=device)
    captions: list[str] = []
    encoder = vae.to(memory_format=torch.channels_last)
    rng = random.Random(2 + 1000 * workers.rank)
    for first in range(0, count, BATCH_SIZE):
        plans = planner.draw_plans(min(BATCH_SIZE, count - first), rng)
        captions += [plan.caption for plan in plans]
        images = renderer.render(plans, rng).to(memory_format=torch.channels_last)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            scaled = encoder.encode(images).latent_dist.mean * vae.config.scaling_factor
        latents[first : first + len(plans)] = scaled.to(torch.bfloat16)
        if first % (BATCH_SIZE * 200) == 0:
            workers.log(f"latents: {first} of {count}")
    token_ids = tokenize(tokenizer, captions, device).int()
    empty_token_ids = tokenize(tokenizer, [""], device).int()
    return LatentDataset(latents, token_ids, empty_token_ids)
