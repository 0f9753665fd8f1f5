"""Our networks in PyTorch, layer for layer as in Keras: the same "same" padding, batch-norm momentum
and epsilon, and initial weights; [batch, 1, 48, 48] in [-1, 1] → logits [batch, 7].
"""

import torch
from torch import nn

from images import EXPRESSIONS


def conv(inputs: int, outputs: int, size: int, **options) -> nn.Conv2d:
    """A convolution that starts from Glorot-uniform weights, as in Keras."""
    layer = nn.Conv2d(inputs, outputs, size, **options)
    nn.init.xavier_uniform_(layer.weight)
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)
    return layer


def batch_norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.01)


def separable(inputs: int, outputs: int) -> nn.Sequential:
    depthwise = conv(inputs, inputs, 3, padding=1, groups=inputs, bias=False)
    return nn.Sequential(depthwise, conv(inputs, outputs, 1, bias=False), batch_norm(outputs))


def halve(size: int) -> nn.MaxPool2d:
    """Keras's 3×3 "same" pooling with stride 2: it pads both sides of an odd size, the far side of an even one."""
    return nn.MaxPool2d(3, 2, padding=1) if size % 2 else nn.MaxPool2d(3, 2, ceil_mode=True)


class ResidualModule(nn.Module):
    """Two separable convolutions and a pooling beside a strided 1×1 convolution; [size, size] → half of it."""

    def __init__(self, inputs: int, outputs: int, size: int):
        super().__init__()
        self.residual = nn.Sequential(conv(inputs, outputs, 1, stride=2, bias=False), batch_norm(outputs))
        self.body = nn.Sequential(separable(inputs, outputs), nn.ReLU(), separable(outputs, outputs), halve(size))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.body(x) + self.residual(x)


class MiniXception(nn.Module):
    """mini_XCEPTION of oarriaga/face_classification: 58,423 parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.first = conv(1, 8, 3, bias=False)
        self.second = conv(8, 8, 3, bias=False)
        self.network = nn.Sequential(
            self.first, batch_norm(8), nn.ReLU(),  # 48 → 46
            self.second, batch_norm(8), nn.ReLU(),  # 46 → 44
            ResidualModule(8, 16, 44),
            ResidualModule(16, 32, 22),
            ResidualModule(32, 64, 11),
            ResidualModule(64, 128, 6),
            conv(128, EXPRESSIONS, 3, padding=1),
        )  # fmt: skip

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.network(images).mean((2, 3))

    def penalty(self) -> torch.Tensor:
        """L2 of 0.01 on the first two convolutions."""
        return 0.01 * (self.first.weight.square().sum() + self.second.weight.square().sum())


class MultiScaleDepthwise(nn.Module):
    """A depthwise 3×3 convolution whose channels are in equal groups with a dilation each."""

    def __init__(self, channels: int, dilations: list[int]):
        super().__init__()
        self.size = channels // len(dilations)
        self.groups = nn.ModuleList(
            conv(self.size, self.size, 3, padding=dilation, dilation=dilation, groups=self.size, bias=False)
            for dilation in dilations
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        parts = [group(part) for group, part in zip(self.groups, x.split(self.size, 1))]
        return torch.cat(parts, 1)


def block(inputs: int, outputs: int, size: int, stride: int = 1) -> nn.Sequential:
    """Convolution, batch norm, ReLU. A strided 3×3 pads both sides, as PyTorch's users write it; Keras pads the far side."""
    return nn.Sequential(conv(inputs, outputs, size, stride=stride, padding=size // 2, bias=False), batch_norm(outputs), nn.ReLU())


class DenseModule(nn.Module):
    """Adds `growth` channels, computed from all channels before, to them."""

    def __init__(self, inputs: int, bottleneck: int, growth: int, dilations: list[int]):
        super().__init__()
        self.body = nn.Sequential(
            block(inputs, bottleneck, 1), MultiScaleDepthwise(bottleneck, dilations), block(bottleneck, growth, 1)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.cat([x, self.body(x)], 1)


class Xception(nn.Module):
    """Our improved Xception: dense modules whose depthwise kernels look at two scales at once."""

    def __init__(
        self,
        stem: list[int],
        modules: list[int],
        growth: list[int],
        bottleneck: list[int],
        transition: list[int],
        dilations: list[int],
        dropout: float,
    ) -> None:
        super().__init__()
        parts: list[nn.Module] = [block(1, stem[0], 3), block(stem[0], stem[1], 3, 2)]  # 48 → 24
        channels = stem[1]
        for stage, count in enumerate(modules):  # 24 → 12 → 6
            if stage > 0:
                parts += [nn.AvgPool2d(2), block(channels, transition[stage - 1], 1)]
                channels = transition[stage - 1]
            for _ in range(count):
                parts.append(DenseModule(channels, bottleneck[stage], growth[stage], dilations))
                channels += growth[stage]
        self.features = nn.Sequential(*parts)
        self.classify = nn.Sequential(nn.Dropout(dropout), nn.Linear(channels, EXPRESSIONS))

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.classify(self.features(images).mean((2, 3)))

    def penalty(self) -> float:
        return 0.0


def count_parameters(model: nn.Module) -> int:
    """Parameters as Keras counts them: with the running mean and variance of batch norm."""
    running = [buffer for name, buffer in model.named_buffers() if "running_" in name]
    return sum(tensor.numel() for tensor in [*model.parameters(), *running])


NETWORKS = {"mini_XCEPTION": MiniXception, "xception": Xception}
