"""PyTorch's answer to what `fer bench` asks for (see protocol.py).

    python torch_peer.py --task train-step --mode eager|eager-bfloat16|compile|compile-bfloat16
    python torch_peer.py --task inference  --mode eager|eager-bfloat16|compile|compile-bfloat16
    python torch_peer.py --task super-resolve --network fsrnet --mode eager|compile
    python torch_peer.py --task epoch --data <folder> --mode eager|compile

All modes are channels-last, PyTorch's fast layout on a CPU, with the fused Adam, and bfloat16 by autocast.
`compile` compiles everything from the bytes of the images to the loss; in inference with frozen weights.
An epoch is a DataLoader that takes whole batches at a time, batched augmentation by grid_sample, and validation.
"""

import contextlib
import math
import resource
import time
from typing import Callable

import numpy as np
import torch
from torch import nn
from torch._inductor import config as inductor_config
from torch.nn import functional
from torch.utils.data import BatchSampler, DataLoader, RandomSampler, SequentialSampler, TensorDataset

from images import network_options, random_batches, read_split
from protocol import Measure, parse_arguments, serve, timed
from torch_fsrnet import SIDE, Fsrnet
from torch_networks import NETWORKS, count_parameters

MODES = ["eager", "eager-bfloat16", "compile", "compile-bfloat16"]

# Takes one training step on bytes [batch, 48, 48, 1] and labels int32 [batch]; gives the loss.
TrainStep = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def scale(images: torch.Tensor) -> torch.Tensor:
    """Bytes [batch, 48, 48, 1] to [-1, 1] in channels-last [batch, 1, 48, 48]."""
    batch = images.permute(0, 3, 1, 2).to(torch.float32) * (1 / 127.5) - 1
    return batch.to(memory_format=torch.channels_last)


def autocast(enabled: bool):
    return torch.autocast("cpu", torch.bfloat16) if enabled else contextlib.nullcontext()


def train_step(network: nn.Module, compiled: bool, bfloat16: bool, prepare: Callable = scale) -> TrainStep:
    optimizer = torch.optim.Adam(network.parameters(), 1e-3, eps=1e-7, fused=True)

    def loss_of(images: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        with autocast(bfloat16):
            logits = network(images)
        return functional.cross_entropy(logits.float(), labels) + network.penalty()

    def whole(images: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        return loss_of(prepare(images), labels.long())

    forward = torch.compile(whole) if compiled else whole

    def step(images: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        optimizer.zero_grad(set_to_none=True)
        loss = forward(images, labels)
        loss.backward()
        optimizer.step()
        return loss.detach()

    return step


def train_steps(network: nn.Module, batch: int, compiled: bool, bfloat16: bool) -> Measure:
    batches = random_batches(batch)
    step = train_step(network.train(), compiled, bfloat16)

    def take(taken: int) -> float:
        images, labels = batches[taken % len(batches)]
        return step(torch.from_numpy(images), torch.from_numpy(labels)).item()

    return timed(take)


def predictions(network: nn.Module, batch: int, compiled: bool, bfloat16: bool) -> Measure:
    batches = random_batches(batch)
    network.eval()

    def predict(images: torch.Tensor) -> torch.Tensor:
        with autocast(bfloat16):
            logits = network(scale(images))
        return logits.float().softmax(1)

    if compiled:
        inductor_config.freezing = True
        predict = torch.compile(predict)

    def take(taken: int) -> float:
        with torch.no_grad():
            return predict(torch.from_numpy(batches[taken % len(batches)][0])).numpy()[0, 0].item()

    return timed(take)


def super_resolutions(network: nn.Module, batch: int, compiled: bool, bfloat16: bool) -> Measure:
    """Bytes of enlarged faces [batch, 128, 128, 3] to bytes of sharp ones."""
    random = np.random.default_rng(1)
    batches = [random.integers(0, 256, (batch, SIDE, SIDE, 3), dtype=np.uint8) for _ in range(4)]
    network.eval()

    def super_resolve(enlarged: torch.Tensor) -> torch.Tensor:
        planes = (enlarged.permute(0, 3, 1, 2).to(torch.float32) * (1 / 255)).to(memory_format=torch.channels_last)
        with autocast(bfloat16):
            fine = network(planes)[0]
        return (fine.float() * 255).round().clamp(0, 255).to(torch.uint8).permute(0, 2, 3, 1)

    if compiled:
        inductor_config.freezing = True
        super_resolve = torch.compile(super_resolve)

    def take(taken: int) -> float:
        with torch.no_grad():
            return float(super_resolve(torch.from_numpy(batches[taken % len(batches)])).numpy()[0, 0, 0, 0])

    return timed(take)


def augment(images: torch.Tensor) -> torch.Tensor:
    """`fer`'s default augmentation: 10 degrees, a tenth of the width, height and size, mirroring; bytes in, [-1, 1] out."""
    n = len(images)
    spread = lambda size: (torch.rand(n) * 2 - 1) * size
    angle, zoom = spread(math.radians(10)), 1 + spread(0.1)
    mirror = torch.where(torch.rand(n) < 0.5, -1.0, 1.0)
    cos, sin = torch.cos(angle) * zoom, torch.sin(angle) * zoom
    # grid_sample counts the whole width as 2
    rows = torch.stack([cos * mirror, -sin, spread(0.2), sin * mirror, cos, spread(0.2)], 1).view(n, 2, 3)
    batch = scale(images)
    grid = functional.affine_grid(rows, list(batch.shape), align_corners=False)
    return functional.grid_sample(batch, grid, padding_mode="border", align_corners=False)


def epochs(network: nn.Module, batch: int, folder: str, compiled: bool, bfloat16: bool) -> Measure:
    def loader(split: str, shuffle: bool) -> DataLoader:
        data = TensorDataset(*map(torch.from_numpy, read_split(folder, split)))
        order = RandomSampler(data) if shuffle else SequentialSampler(data)
        return DataLoader(data, sampler=BatchSampler(order, batch, drop_last=False), batch_size=None)

    train, validation = loader("train", True), loader("validation", False)
    step = train_step(network, compiled, bfloat16, prepare=augment)

    def logits_of(images: torch.Tensor) -> torch.Tensor:
        return network(scale(images))

    predict = torch.compile(logits_of) if compiled else logits_of

    def epoch() -> float:
        network.train()
        loss = 0.0
        for images, labels in train:
            loss += step(images, labels).item() * len(labels)
        network.eval()
        validation_loss = 0.0
        with torch.no_grad(), autocast(bfloat16):
            for images, labels in validation:
                validation_loss += functional.cross_entropy(predict(images).float(), labels.long(), reduction="sum").item()
        return validation_loss / len(validation.dataset)

    def measure(n: int) -> tuple[list[float], float]:
        times, result = [], math.nan
        for _ in range(n):
            started = time.perf_counter()
            result = epoch()
            times.append(1000 * (time.perf_counter() - started))
        return times, result

    return measure


def main() -> None:
    arguments = parse_arguments(__doc__, MODES, [*NETWORKS, "fsrnet"])
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    if arguments.network == "fsrnet":
        network = Fsrnet(**arguments.options)
    else:
        network = NETWORKS[arguments.network](**network_options(arguments.options))
    network = network.to(memory_format=torch.channels_last)
    kind = {"compiled": arguments.mode.startswith("compile"), "bfloat16": arguments.mode.endswith("bfloat16")}
    if arguments.task == "epoch":
        measure = epochs(network, arguments.batch, arguments.data, **kind)
    elif arguments.task == "super-resolve":
        measure = super_resolutions(network, arguments.batch, **kind)
        measure(1)  # what a first face needs counts
    elif arguments.task == "inference":
        measure = predictions(network, arguments.batch, **kind)
    else:
        measure = train_steps(network, arguments.batch, **kind)
    serve(
        measure,
        warm_up=2 if arguments.task == "epoch" else 5,
        about={
            "versions": {"torch": torch.__version__},
            "parameters": count_parameters(network),
            "threads": arguments.threads,
            "settings": "channels-last"
            + ("" if arguments.task in ("inference", "super-resolve") else ", fused Adam")
            + (", compiled with inductor" if kind["compiled"] else "")
            + (f", peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB" if arguments.task == "super-resolve" else ""),
        },
    )


if __name__ == "__main__":
    main()
