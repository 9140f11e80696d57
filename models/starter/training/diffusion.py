"""The noise that training adds, how much each noise level counts, and drawing a few pictures to look at."""

import torch
from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from torch import Tensor

TIMESTEPS = 1000
FIRST_BETA = 0.00085
LAST_BETA = 0.012
SNR_LIMIT = 5.0


class NoiseSchedule:
    """The scaled linear schedule of latent diffusion (Rombach et al. 2022) with min-SNR loss weights."""

    def __init__(self, device: torch.device) -> None:
        betas = torch.linspace(FIRST_BETA**0.5, LAST_BETA**0.5, TIMESTEPS, device=device) ** 2
        self.alphas_cumprod = torch.cumprod(1 - betas, 0)
        signal_to_noise = self.alphas_cumprod / (1 - self.alphas_cumprod)
        # Hang et al. 2023, "Efficient diffusion training via min-SNR weighting": for noise prediction the weight is
        # min(SNR, 5) / SNR.
        self.loss_weights = signal_to_noise.clamp(max=SNR_LIMIT) / signal_to_noise

    def add_noise(self, latents: Tensor, noise: Tensor, timesteps: Tensor) -> Tensor:
        """Noisy latents at each row's timestep."""
        alpha = self.alphas_cumprod[timesteps].view(-1, 1, 1, 1)
        return alpha.sqrt() * latents + (1 - alpha).sqrt() * noise

    def loss(self, noise_prediction: Tensor, noise: Tensor, timesteps: Tensor) -> Tensor:
        """Weighted mean squared error of the predicted noise."""
        errors = (noise_prediction.float() - noise).pow(2).mean((1, 2, 3))
        return (errors * self.loss_weights[timesteps]).mean()


@torch.no_grad()
def draw_samples(
    unet: UNet2DConditionModel,
    vae: AutoencoderKL,
    unconditional: Tensor,
    conditional: Tensor,
    seed: int,
    latent_scaling_factor: float,
    steps: int = 25,
    guidance_scale: float = 5,
) -> Tensor:
    """Draws one picture for each row of text embeddings with DDIM: [batch, 3, 256, 256], about -1 to 1."""
    device = conditional.device
    scheduler = DDIMScheduler(
        beta_start=FIRST_BETA,
        beta_end=LAST_BETA,
        beta_schedule="scaled_linear",
        clip_sample=False,
        set_alpha_to_one=False,
        steps_offset=1,
    )
    scheduler.set_timesteps(steps)
    generator = torch.Generator(device).manual_seed(seed)
    latents = torch.randn(len(conditional), 4, 32, 32, device=device, generator=generator)
    text_embeddings = torch.cat([unconditional, conditional])
    for timestep in scheduler.timesteps:
        with torch.autocast(device.type, dtype=torch.bfloat16):
            noise_prediction = unet(torch.cat([latents, latents]), timestep, text_embeddings).sample.float()
        without_text, with_text = noise_prediction.chunk(2)
        guided = without_text + guidance_scale * (with_text - without_text)
        latents = scheduler.step(guided, timestep, latents).prev_sample
    return vae.decode(latents / latent_scaling_factor).sample
