"""The processes that train together, one for each GPU; a single process is the ordinary case."""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import torch
import torch.distributed as distributed
from torch import Tensor


@dataclass(frozen=True)
class Workers:
    """This process among its equals."""

    rank: int
    count: int
    device: torch.device
    started: float = field(default_factory=time.time)

    @property
    def is_first(self) -> bool:
        """Only the first process prints and writes files."""
        return self.rank == 0

    def log(self, message: str) -> None:
        """Prints a line with the seconds since the start."""
        if self.is_first:
            print(f"[{time.time() - self.started:7.1f}] {message}", flush=True)

    def synchronize(self) -> None:
        """Waits until the device has done what was asked of it, so that a clock means something."""
        if self.device.type == "cuda":
            torch.cuda.synchronize()

    def agree(self, value: float) -> float:
        """The first process's value, so that all stop at the same step."""
        if self.count == 1:
            return value
        shared = torch.tensor([float(value)], device=self.device)
        distributed.broadcast(shared, 0)
        return shared.item()

    def share_parameters(self, parameters: Iterable[Tensor]) -> None:
        """Gives every process the first one's parameters."""
        if self.count > 1:
            for parameter in parameters:
                distributed.broadcast(parameter.data, 0)

    def average_gradients(self, parameters: Iterable[Tensor]) -> None:
        """Averages gradients over the processes, as one large message."""
        if self.count == 1:
            return
        gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
        flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
        distributed.all_reduce(flat)
        flat /= self.count
        averages = flat.split([gradient.numel() for gradient in gradients])
        for gradient, average in zip(gradients, averages):
            gradient.copy_(average.view_as(gradient))

    def finish(self) -> None:
        """Waits for the others and leaves the group."""
        if self.count > 1:
            distributed.barrier()
            distributed.destroy_process_group()


def join_workers(device_name: str) -> Workers:
    """Joins the group that `torchrun` describes in the environment, or works alone on the named device."""
    rank = int(os.environ.get("RANK", 0))
    count = int(os.environ.get("WORLD_SIZE", 1))
    if count == 1:
        return Workers(rank, count, torch.device(device_name))
    torch.cuda.set_device(rank)
    distributed.init_process_group("nccl")
    return Workers(rank, count, torch.device("cuda", rank))
