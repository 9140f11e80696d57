"""Names an adapter's tensors and describes it the way kohya's sd-scripts do, which most programs read."""

import json

import torch
from torch import Tensor

RANK = 8
LORA_ALPHA = 8.0

LICENSE_NOTE = "MIT (artwork derived from Fluent Emoji, MIT; Noto Emoji, Apache-2.0)"


def to_kohya_tensors(unet_tensors: dict[str, Tensor], text_tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """`lora_down`, `lora_up` and `alpha` in half precision for each layer, from PEFT's `lora_A` and `lora_B`."""
    tensors: dict[str, Tensor] = {}
    for prefix, source in (("lora_unet_", unet_tensors), ("lora_te_text_model_", text_tensors)):
        for name, values in source.items():
            layer, factor = name.replace("base_model.model.", "").rsplit(".lora_", 1)
            layer = prefix + layer.replace("text_model.", "").replace(".", "_")
            direction = "lora_down" if factor.startswith("A") else "lora_up"
            tensors[f"{layer}.{direction}.weight"] = to_stored(values)
            tensors[f"{layer}.alpha"] = torch.tensor(LORA_ALPHA, dtype=torch.float16)
    return tensors


def to_diffusers_tensors(unet_tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """The same adapter's UNet part under the names that diffusers writes."""
    return {"unet." + name.replace("base_model.model.", ""): to_stored(t) for name, t in unet_tensors.items()}


def to_stored(values: Tensor) -> Tensor:
    """Half precision, in main memory."""
    return values.detach().half().cpu().contiguous()


def describe_adapter(name: str, trigger: str, steps: int) -> dict[str, str]:
    """The metadata that goes into the file's header."""
    return {
        "ss_network_module": "networks.lora",
        "ss_network_dim": str(RANK),
        "ss_network_alpha": str(LORA_ALPHA),
        "ss_base_model_version": "polyptych_starter",
        "ss_output_name": name,
        "ss_steps": str(steps),
        "ss_tag_frequency": json.dumps({f"1_{name}": {trigger: 100}}),
        "modelspec.sai_model_spec": "1.0.0",
        "modelspec.architecture": "polyptych-starter/lora",
        "modelspec.title": name,
        "modelspec.trigger_phrase": trigger,
        "modelspec.license": LICENSE_NOTE,
    }
