"""Trains UNet and text encoder together to predict the noise in latents."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from diffusers import UNet2DConditionModel
from torch import Tensor
from transformers import CLIPTextModel, CLIPTokenizer

from diffusion import TIMESTEPS, NoiseSchedule
from latents import LatentDataset
from networks import build_text_encoder, build_unet, count_millions
from optimization import WeightAverage, learning_rate, set_learning_rate
from workers import Workers

PEAK_LEARNING_RATE = 1e-3
WARMUP_STEPS = 500
LEARNING_RATE_FLOOR = 0.03
EMPTY_CAPTION_SHARE = 0.1
"""How many captions are left empty, for classifier-free guidance."""
GRADIENT_NORM_LIMIT = 1.0
UNTIMED_STEPS = 3
"""Steps that only compile and warm up; the clock starts after them."""
SAVE_INTERVAL = 240
"""Seconds between two saves."""
SHORT_RUN = 200
"""A run of no more seconds than this saves only at its end."""


@dataclass(frozen=True)
class DenoiserTrainingSettings:
    """How long and how much at a time."""

    seconds: float = 820
    batch_size: int = 512
    compile: bool = True


@dataclass(frozen=True)
class Denoiser:
    """The two networks that are trained together."""

    unet: UNet2DConditionModel
    text_encoder: CLIPTextModel


def train_denoiser(
    dataset: LatentDataset,
    tokenizer: CLIPTokenizer,
    settings: DenoiserTrainingSettings,
    workers: Workers,
    save: Callable[[Denoiser], None],
) -> None:
    """Trains until the time is up, and calls `save` with averaged weights now and then and at the end."""
    device = workers.device
    # The text encoder is made first: the order decides which random numbers each network starts from.
    text_encoder = build_text_encoder(tokenizer).to(device)
    unet = build_unet().to(device).to(memory_format=torch.channels_last)
    sizes = (count_millions(unet), count_millions(text_encoder))
    workers.log(f"UNet and text encoder: {sizes[0]:.2f} and {sizes[1]:.2f} million parameters")
    parameters = [*unet.parameters(), *text_encoder.parameters()]
    workers.share_parameters(parameters)
    torch.manual_seed(77 + workers.rank)
    optimizer = torch.optim.AdamW(parameters, lr=PEAK_LEARNING_RATE, betas=(0.9, 0.99), weight_decay=0.01, fused=True)
    average = WeightAverage(parameters)
    schedule = NoiseSchedule(device)

    def training_loss(latents: Tensor, token_ids: Tensor, noise: Tensor, timesteps: Tensor) -> Tensor:
        noisy = schedule.add_noise(latents, noise, timesteps)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            text_embeddings = text_encoder(token_ids).last_hidden_state
            prediction = unet(noisy.to(memory_format=torch.channels_last), timesteps, text_embeddings).sample
        return schedule.loss(prediction, noise, timesteps)

    def save_average() -> None:
        if workers.is_first:
            with average.applied():
                save(Denoiser(unet, text_encoder))

    compute_loss = torch.compile(training_loss) if settings.compile else training_loss
    step = 0
    smoothed_loss: float | None = None
    started: float | None = None
    saved = time.time()
    while True:
        elapsed = 0 if started is None else time.time() - started
        progress = workers.agree(elapsed / settings.seconds)
        if progress >= 1:
            break
        rate = learning_rate(PEAK_LEARNING_RATE, step, WARMUP_STEPS, progress, LEARNING_RATE_FLOOR)
        set_learning_rate(optimizer, rate)
        loss = compute_loss(*draw_batch(dataset, settings.batch_size))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        workers.average_gradients(parameters)
        gradient_norm = torch.nn.utils.clip_grad_norm_(parameters, GRADIENT_NORM_LIMIT)
        optimizer.step()
        step += 1
        if started is None and step == UNTIMED_STEPS:
            workers.synchronize()
            started = time.time()
            workers.log("UNet: compiled")
        average.update(min(0.9995, (step + 1) / (step + 20)))
        if step % 100 == 0:
            smoothed_loss = loss.item() if smoothed_loss is None else 0.8 * smoothed_loss + 0.2 * loss.item()
        if step % 400 == 0:
            workers.log(f"UNet: step {step}, loss {smoothed_loss:.4f}, gradient norm {gradient_norm.item():.2f}")
        if settings.seconds > SHORT_RUN and time.time() - saved > SAVE_INTERVAL:
            save_average()
            saved = time.time()
    save_average()
    workers.log(f"UNet: done after {step} steps")


def draw_batch(dataset: LatentDataset, batch_size: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Random latents, their token ids (some replaced by the empty caption), noise and timesteps."""
    device = dataset.latents.device
    rows = torch.randint(0, len(dataset.latents), (batch_size,), device=device)
    token_ids = dataset.token_ids[rows].long()
    is_empty = torch.rand(batch_size, device=device) < EMPTY_CAPTION_SHARE
    token_ids[is_empty] = dataset.empty_token_ids[0].long()
    latents = dataset.latents[rows].float()
    timesteps = torch.randint(0, TIMESTEPS, (batch_size,), device=device)
    return latents, token_ids, torch.randn_like(latents), timesteps
