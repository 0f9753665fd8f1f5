"""Keras's training step of mini_XCEPTION, for comparison with ours (see step_protocol.py).

The step is a tf.function of our own around Keras layers and Keras's Adam: the leanest form that a
Keras user can write, without the bookkeeping of `fit`.

    python keras_train_step.py [--batch 64] [--threads 2] [--mode tf-function|tf-function-bfloat16|xla|eager]
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import tensorflow as tf
from keras import layers

from step_protocol import EXPRESSIONS, IMAGE_SIZE, parse_arguments, serve


def mini_xception() -> keras.Model:
    """mini_XCEPTION of oarriaga/face_classification: 58,423 parameters, input [batch, 48, 48, 1].

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
    return keras.Model(image, layers.Activation("softmax", dtype="float32")(x))


def main() -> None:
    arguments = parse_arguments(__doc__, ["tf-function", "tf-function-bfloat16", "xla", "eager"])
    tf.config.threading.set_intra_op_parallelism_threads(arguments.threads)
    tf.config.threading.set_inter_op_parallelism_threads(arguments.threads)
    keras.utils.set_random_seed(1)
    if arguments.mode == "tf-function-bfloat16":
        keras.mixed_precision.set_global_policy("mixed_bfloat16")

    model = mini_xception()
    optimizer = keras.optimizers.Adam(1e-3)
    optimizer.build(model.trainable_variables)
    cross_entropy = keras.losses.CategoricalCrossentropy()

    def train(images: tf.Tensor, targets: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = cross_entropy(targets, model(images, training=True)) + tf.add_n(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss

    if arguments.mode != "eager":
        train = tf.function(train, jit_compile=arguments.mode == "xla")

    serve(
        lambda images, targets: float(train(tf.convert_to_tensor(images), tf.convert_to_tensor(targets))),
        batch=arguments.batch,
        warm_up=5,
        about={
            "name": f"keras {arguments.mode}",
            "versions": {"tensorflow": tf.__version__, "keras": keras.__version__},
            "parameters": model.count_params(),
            "threads": arguments.threads,
        },
    )


if __name__ == "__main__":
    main()
