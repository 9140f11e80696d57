"""The three networks' shapes, and the tokenizer's use. Classes and tensor names are those of Stable Diffusion 1.x."""

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from torch import Tensor
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

LATENT_SHAPE = (4, 32, 32)
"""A latent's channels, height and width: 1/8 of the picture's sides."""

TEXT_LENGTH = 77


def build_vae() -> AutoencoderKL:
    """3.9 million parameters: 256 x 256 x 3 to 32 x 32 x 4 and back."""
    return AutoencoderKL(
        in_channels=3,
        out_channels=3,
        latent_channels=4,
        sample_size=256,
        block_out_channels=(32, 64, 128, 128),
        layers_per_block=1,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        norm_num_groups=16,
        scaling_factor=1.0,
    )


def build_text_encoder(tokenizer: CLIPTokenizer) -> CLIPTextModel:
    """2.9 million parameters: three layers of width 256."""
    config = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=256,
        intermediate_size=1024,
        num_hidden_layers=3,
        num_attention_heads=8,
        max_position_embeddings=TEXT_LENGTH,
        hidden_act="quick_gelu",
        projection_dim=256,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.eos_token_id,
    )
    return CLIPTextModel(config)


def build_unet() -> UNet2DConditionModel:
    """13.4 million parameters. As in Stable Diffusion 2, `attention_head_dim` counts heads, here of 32 channels."""
    return UNet2DConditionModel(
        sample_size=32,
        in_channels=4,
        out_channels=4,
        down_block_types=("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
        block_out_channels=(96, 192, 192),
        layers_per_block=1,
        cross_attention_dim=256,
        attention_head_dim=[3, 6, 6],
        norm_num_groups=32,
    )


def count_millions(network: torch.nn.Module) -> float:
    """Parameters in millions."""
    return sum(parameter.numel() for parameter in network.parameters()) / 1e6


def tokenize(tokenizer: CLIPTokenizer, texts: list[str], device: torch.device) -> Tensor:
    """Token ids [batch, 77], padded and cut."""
    ids = tokenizer(texts, padding="max_length", max_length=TEXT_LENGTH, truncation=True)["input_ids"]
    return torch.tensor(ids, device=device)
