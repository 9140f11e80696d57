"""Trains the autoencoder on scenes that are drawn as it goes."""

import math
import random
import time
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL
from torch import Tensor

from networks import LATENT_SHAPE, build_vae, count_millions
from optimization import WeightAverage, learning_rate, set_learning_rate
from scene_plan import ScenePlanner
from scenes import SceneRenderer
from workers import Workers

PEAK_LEARNING_RATE = 1.2e-3
WARMUP_STEPS = 100
LEARNING_RATE_FLOOR = 0.05
LATENT_NOISE = 0.05
"""Noise on the latents before decoding, so that the decoder forgives small errors of the UNet."""
GRADIENT_NORM_LIMIT = 1.0
UNTIMED_STEPS = 2
"""Steps that only compile and warm up; the clock starts after them."""
EVALUATION_SCENES = 192
EVALUATION_SEED = 9


@dataclass(frozen=True)
class VAETrainingSettings:
    """How long and how much at a time."""

    seconds: float = 230
    batch_size: int = 64
    compile: bool = True


@dataclass(frozen=True)
class VAETrainingResult:
    """The trained autoencoder, with pairs of scene and reconstruction to look at."""

    vae: AutoencoderKL
    examples: Tensor


def edge_loss(images: Tensor, targets: Tensor) -> Tensor:
    """Mean absolute difference of horizontal and vertical pixel steps, which keeps edges sharp."""
    horizontal = F.l1_loss(images[..., 1:] - images[..., :-1], targets[..., 1:] - targets[..., :-1])
    vertical = F.l1_loss(images[..., 1:, :] - images[..., :-1, :], targets[..., 1:, :] - targets[..., :-1, :])
    return horizontal + vertical


def reconstruction_loss(vae: AutoencoderKL, images: Tensor, noise: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The training loss, the mean squared error and the latents' spread. No adversary and no perceptual network."""
    with torch.autocast(images.device.type, dtype=torch.bfloat16):
        latents = vae.encode(images).latent_dist.mean
        decoded = vae.decode(latents + noise).sample
    decoded = decoded.float()
    latents = latents.float()
    absolute_error = F.l1_loss(decoded, images)
    squared_error = F.mse_loss(decoded, images)
    reconstruction = absolute_error + 0.5 * squared_error + edge_loss(decoded, images)
    # The latents may grow to unit power almost freely and are pulled back beyond it.
    excess_power = (latents.pow(2).mean() - 1).clamp(min=0)
    loss = reconstruction + 1e-3 * excess_power + 2e-4 * latents.pow(2).mean()
    return loss, squared_error.detach(), latents.std().detach()


def to_decibels(mean_squared_error: float) -> float:
    """Peak signal-to-noise ratio of pictures between -1 and 1."""
    return 10 * math.log10(4 / mean_squared_error)


def train_vae(
    planner: ScenePlanner, renderer: SceneRenderer, settings: VAETrainingSettings, workers: Workers
) -> VAETrainingResult:
    """Trains until the time is up; the learning rate follows the clock."""
    device = workers.device
    vae = build_vae().to(device).to(memory_format=torch.channels_last)
    workers.log(f"autoencoder: {count_millions(vae):.2f} million parameters")
    parameters = list(vae.parameters())
    optimizer = torch.optim.AdamW(parameters, lr=PEAK_LEARNING_RATE, betas=(0.9, 0.99), weight_decay=1e-4, fused=True)
    rng = random.Random(1 + 100 * workers.rank)
    average = WeightAverage(parameters)

    def training_loss(images: Tensor, noise: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return reconstruction_loss(vae, images, noise)

    compute_loss = torch.compile(training_loss) if settings.compile else training_loss
    step = 0
    started: float | None = None
    while True:
        if started is None and step == UNTIMED_STEPS:
            workers.synchronize()
            started = time.time()
            workers.log("autoencoder: compiled")
        elapsed = 0 if started is None else time.time() - started
        progress = workers.agree(elapsed / settings.seconds)
        if progress >= 1:
            break
        rate = learning_rate(PEAK_LEARNING_RATE, step, WARMUP_STEPS, progress, LEARNING_RATE_FLOOR)
        set_learning_rate(optimizer, rate)
        images = renderer.render(planner.draw_plans(settings.batch_size, rng), rng)
        images = images.to(memory_format=torch.channels_last)
        noise = torch.randn(settings.batch_size, *LATENT_SHAPE, device=device) * LATENT_NOISE
        loss, squared_error, spread = compute_loss(images, noise)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        workers.average_gradients(parameters)
        torch.nn.utils.clip_grad_norm_(parameters, GRADIENT_NORM_LIMIT)
        optimizer.step()
        step += 1
        average.update(min(0.995, step / (step + 20)))
        if step % 200 == 0:
            quality = to_decibels(squared_error.item())
            figures = f"loss {loss.item():.4f}, {quality:.2f} dB, spread {spread.item():.3f}"
            workers.log(f"autoencoder: step {step}, {figures}")
    average.apply()
    vae.eval().requires_grad_(False)
    return evaluate_vae(vae, planner, renderer, workers)


@torch.no_grad()
def evaluate_vae(
    vae: AutoencoderKL, planner: ScenePlanner, renderer: SceneRenderer, workers: Workers
) -> VAETrainingResult:
    """Measures new scenes and sets the scaling factor that brings latents to unit variance."""
    plans = planner.draw_plans(EVALUATION_SCENES, random.Random(EVALUATION_SEED))
    images = renderer.render(plans, random.Random(EVALUATION_SEED))
    latents = torch.cat([vae.encode(part).latent_dist.mean for part in images.split(48)])
    decoded = torch.cat([vae.decode(part).sample for part in latents.split(48)])
    scaling_factor = round(workers.agree(1 / latents.std().item()), 5)
    vae.register_to_config(scaling_factor=scaling_factor)
    quality = to_decibels(F.mse_loss(decoded, images).item())
    workers.log(f"autoencoder: {quality:.2f} dB on new scenes, scaling factor {scaling_factor}")
    examples = torch.cat([torch.stack([images[row], decoded[row]]) for row in range(8)])
    return VAETrainingResult(vae, examples)
