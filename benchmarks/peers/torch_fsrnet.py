"""FSRNet in PyTorch, part for part as packages/fer-core/src/models/fsrnet.ts, whose options it takes.

A strided convolution pads both sides, as PyTorch's users write it; ours pads the far side.
"""

import numpy as np
import torch
from torch import nn

SIDE, SMALL = 128, 16


def cubic(distance: np.ndarray) -> np.ndarray:
    x = np.abs(distance)
    near = (1.5 * x - 2.5) * x * x + 1
    far = ((-0.5 * x + 2.5) * x - 4) * x + 2
    return np.where(x <= 1, near, np.where(x < 2, far, 0.0))


def resize_matrix(source: int, target: int) -> np.ndarray:
    """Antialiased bicubic resizing along one side, [target, source]; pixels beyond the border are mirrored."""
    scale = target / source
    narrowing = min(1.0, scale)
    matrix = np.zeros((target, source))
    for row in range(target):
        centre = (row + 0.5) / scale - 0.5
        reach = 2 / narrowing
        for tap in range(int(np.floor(centre - reach)), int(np.ceil(centre + reach)) + 1):
            place = tap % (2 * source)
            matrix[row, place if place < source else 2 * source - 1 - place] += cubic(np.array((tap - centre) * narrowing))
        matrix[row] /= matrix[row].sum()
    return matrix


class BackProjection(nn.Module):
    """The least change after which a picture made small gives the small one again."""

    def __init__(self) -> None:
        super().__init__()
        shrink, grow = resize_matrix(SIDE, SMALL), resize_matrix(SMALL, SIDE)
        for name, matrix in (("shrink", shrink), ("spread", np.linalg.pinv(shrink)), ("undo", np.linalg.pinv(grow))):
            self.register_buffer(name, torch.from_numpy(matrix).float(), persistent=False)

    def forward(self, picture: torch.Tensor, enlarged: torch.Tensor) -> torch.Tensor:
        both = lambda matrix, x: matrix @ x @ matrix.T
        return picture + both(self.spread, both(self.undo, enlarged) - both(self.shrink, picture))


class Parts:
    """The stones of the network."""

    def __init__(self, normalized: bool):
        self.normalized = normalized

    def conv(self, inputs: int, outputs: int, size: int, stride: int = 1, relu: bool = True) -> nn.Sequential:
        layers: list[nn.Module] = [nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=not self.normalized)]
        if self.normalized:
            layers.append(nn.BatchNorm2d(outputs, eps=1e-3))
        if relu:
            layers.append(nn.ReLU())
        return nn.Sequential(*layers)

    def enlarged(self, channels: int) -> nn.Sequential:
        layers: list[nn.Module] = [nn.ConvTranspose2d(channels, channels, 3, 2, 1, 1)]
        return nn.Sequential(*layers, *([nn.BatchNorm2d(channels, eps=1e-3)] if self.normalized else []), nn.ReLU())


def picture(channels: int, stride: int) -> nn.Module:
    if stride == 1:
        return nn.Conv2d(channels, 3, 3, padding=1)
    return nn.ConvTranspose2d(channels, 3, 2 * stride, stride, stride // 2)


class ResidualBlock(nn.Module):
    def __init__(self, parts: Parts, inputs: int, outputs: int):
        super().__init__()
        self.body = nn.Sequential(parts.conv(inputs, outputs, 3), parts.conv(outputs, outputs, 3, relu=False))
        self.around = nn.Identity() if inputs == outputs else nn.Conv2d(inputs, outputs, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.around(x) + self.body(x)


class Bottleneck(nn.Module):
    def __init__(self, parts: Parts, channels: int):
        super().__init__()
        half = channels // 2
        self.body = nn.Sequential(parts.conv(channels, half, 1), parts.conv(half, half, 3), parts.conv(half, channels, 1, relu=False))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.body(x)


class Hourglass(nn.Module):
    def __init__(self, parts: Parts, channels: int, depth: int):
        super().__init__()
        self.across = Bottleneck(parts, channels)
        inner = Hourglass(parts, channels, depth - 1) if depth > 1 else Bottleneck(parts, channels)
        self.low = nn.Sequential(
            nn.MaxPool2d(2), Bottleneck(parts, channels), inner, Bottleneck(parts, channels), nn.Upsample(scale_factor=2, mode="nearest")
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.across(x) + self.low(x)


class Fsrnet(nn.Module):
    """Float [batch, 3, 128, 128] in [0, 1] to the fine picture and, where there are heads, heat maps and parsing maps."""

    def __init__(
        self,
        channels: int,
        coarseChannels: int,
        priorChannels: int,
        coarseBlocks: int,
        encoderBlocks: int,
        priorBlocks: int,
        hourglasses: int,
        hourglassDepth: int,
        hourglassBlocks: int,
        decoderBlocks: int,
        coarseStride: int,
        priorStride: int,
        decoderStride: int,
        normalization: str,
        residual: bool,
        backProjection: bool,
        priors: str,
        landmarks: int,
        regions: int,
    ) -> None:
        super().__init__()
        parts = Parts(normalization == "batch")
        reach = lambda stride: max(3, stride + 1)
        self.coarse = nn.Sequential(
            parts.conv(3, coarseChannels, reach(coarseStride), coarseStride),
            *(ResidualBlock(parts, coarseChannels, coarseChannels) for _ in range(coarseBlocks)),
            picture(coarseChannels, coarseStride),
        )
        self.encoder = nn.Sequential(
            parts.conv(3, channels, reach(priorStride), priorStride),
            *(ResidualBlock(parts, channels, channels) for _ in range(encoderBlocks)),
            nn.Conv2d(channels, channels, 3, padding=1),
        )
        widths = [channels] * priorBlocks + [priorChannels]
        self.prior = nn.Sequential(
            parts.conv(3, channels, 7, priorStride),
            *(ResidualBlock(parts, inputs, outputs) for inputs, outputs in zip(widths, widths[1:])),
        )
        self.stacks = nn.ModuleList(
            nn.Sequential(
                Hourglass(parts, priorChannels, hourglassDepth),
                *(Bottleneck(parts, priorChannels) for _ in range(hourglassBlocks)),
                parts.conv(priorChannels, priorChannels, 1),
            )
            for _ in range(hourglasses)
        )
        self.links = nn.ModuleList(nn.Conv2d(priorChannels, priorChannels, 1) for _ in range(hourglasses - 1))
        self.heatmaps = nn.Conv2d(priorChannels, landmarks, 1) if priors in ("heatmaps", "both") else None
        self.parsing = nn.Conv2d(priorChannels, regions, 1) if priors in ("parsing", "both") else None
        halvings = (priorStride // decoderStride).bit_length() - 1
        self.decoder = nn.Sequential(
            parts.conv(channels + priorChannels, channels, 3),
            *(parts.enlarged(channels) for _ in range(halvings)),
            *(ResidualBlock(parts, channels, channels) for _ in range(decoderBlocks)),
            picture(channels, decoderStride),
        )
        self.residual = residual
        self.projection = BackProjection() if backProjection else None

    def finished(self, output: torch.Tensor, start: torch.Tensor, enlarged: torch.Tensor) -> torch.Tensor:
        whole = output + start if self.residual else output
        return self.projection(whole, enlarged) if self.projection else whole

    def forward(self, enlarged: torch.Tensor) -> tuple[torch.Tensor, ...]:
        coarse = self.finished(self.coarse(enlarged), enlarged, enlarged)
        features = self.encoder(coarse)
        prior = self.prior(coarse)
        for i, stack in enumerate(self.stacks):
            found = stack(prior)
            prior = found if i == len(self.stacks) - 1 else prior + self.links[i](found)
        fine = self.finished(self.decoder(torch.cat([features, prior], 1)), coarse, enlarged)
        return tuple([fine, *(head(prior) for head in (self.heatmaps, self.parsing) if head is not None)])
