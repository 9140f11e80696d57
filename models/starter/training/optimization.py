"""What all training loops share: the learning rate's course and the running average of the weights."""

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import torch
from torch import Tensor


def learning_rate(peak: float, step: int, warmup_steps: int, progress: float, floor: float) -> float:
    """Linear warm-up, then half a cosine down to `peak * floor`; `progress` goes from 0 to 1."""
    warmup = min(1, (step + 1) / warmup_steps)
    cosine = 0.5 * (1 + math.cos(math.pi * progress))
    return peak * warmup * (cosine * (1 - floor) + floor)


def set_learning_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    """Sets the rate of every parameter group."""
    for group in optimizer.param_groups:
        group["lr"] = rate


class WeightAverage:
    """An exponential moving average of parameters, which draws better than the parameters themselves."""

    def __init__(self, parameters: Iterable[Tensor]) -> None:
        self.parameters = list(parameters)
        self.averages = [parameter.detach().clone() for parameter in self.parameters]

    def update(self, decay: float) -> None:
        """Moves the average towards the present parameters by `1 - decay`."""
        with torch.no_grad():
            torch._foreach_mul_(self.averages, decay)
            torch._foreach_add_(self.averages, [p.detach() for p in self.parameters], alpha=1 - decay)

    def apply(self) -> None:
        """Overwrites the parameters with the average."""
        for parameter, average in zip(self.parameters, self.averages):
            parameter.data.copy_(average)

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Overwrites the parameters with the average inside a `with`, and restores them after it."""
        trained = [parameter.detach().clone() for parameter in self.parameters]
        self.apply()
        try:
            yield
        finally:
            for parameter, value in zip(self.parameters, trained):
                parameter.data.copy_(value)
