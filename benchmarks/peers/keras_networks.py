"""Our networks in Keras, layer for layer: [batch, 48, 48, 1] in [-1, 1] → logits [batch, 7]."""

import keras
from keras import layers

from images import EXPRESSIONS, IMAGE_SIZE


def mini_xception() -> keras.Model:
    """mini_XCEPTION of oarriaga/face_classification: 58,423 parameters.

    The original also hands a regularizer to its separable convolutions, by a name that Keras
    ignored there; only the first two convolutions are regularized.
    """
    regularizer = keras.regularizers.L2(0.01)
    image = keras.Input((IMAGE_SIZE, IMAGE_SIZE, 1))
    x = image
    for _ in range(2):  # 48 → 46 → 44
        x = layers.Conv2D(8, 3, use_bias=False, kernel_regularizer=regularizer)(x)
        x = layers.BatchNormalization()(x)
        x = layers.Activation("relu")(x)
    for filters in (16, 32, 64, 128):  # 44 → 22 → 11 → 6 → 3
        residual = layers.Conv2D(filters, 1, strides=2, padding="same", use_bias=False)(x)
        residual = layers.BatchNormalization()(residual)
        x = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization()(x)
        x = layers.Activation("relu")(x)
        x = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization()(x)
        x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
        x = layers.add([x, residual])
    x = layers.Conv2D(EXPRESSIONS, 3, padding="same")(x)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(image, layers.Activation("linear", dtype="float32")(x))


def xception(
    stem: list[int],
    modules: list[int],
    growth: list[int],
    bottleneck: list[int],
    transition: list[int],
    dilations: list[int],
    dropout: float,
) -> keras.Model:
    """Our improved Xception: dense modules whose depthwise kernels look at two scales at once."""

    def block(x, filters: int, kernel: int, strides: int = 1):
        x = layers.Conv2D(filters, kernel, strides, padding="same", use_bias=False, kernel_initializer="he_normal")(x)
        return layers.Activation("relu")(layers.BatchNormalization()(x))

    def multi_scale(x):
        size = x.shape[-1] // len(dilations)
        parts = [
            layers.DepthwiseConv2D(3, padding="same", dilation_rate=dilation, use_bias=False)(
                x[..., index * size : (index + 1) * size]
            )
            for index, dilation in enumerate(dilations)
        ]
        return layers.Concatenate()(parts) if len(parts) > 1 else parts[0]

    image = keras.Input((IMAGE_SIZE, IMAGE_SIZE, 1))
    x = block(block(image, stem[0], 3), stem[1], 3, 2)  # 48 → 24
    for stage, count in enumerate(modules):  # 24 → 12 → 6
        if stage > 0:
            x = block(layers.AveragePooling2D(2)(x), transition[stage - 1], 1)
        for _ in range(count):
            narrow = block(x, bottleneck[stage], 1)
            x = layers.Concatenate()([x, block(multi_scale(narrow), growth[stage], 1)])
    x = layers.Dropout(dropout)(layers.GlobalAveragePooling2D()(x))
    return keras.Model(image, layers.Activation("linear", dtype="float32")(layers.Dense(EXPRESSIONS)(x)))


NETWORKS = {"mini_XCEPTION": mini_xception, "xception": xception}
