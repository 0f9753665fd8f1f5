"""Keras's answer to what `fer bench` asks for (see protocol.py).

    python keras_peer.py --task train-step --mode tf-function|tf-function-onednn|tf-function-bfloat16|xla
    python keras_peer.py --task inference  --mode tf-function|tf-function-onednn|tf-function-bfloat16|xla
    python keras_peer.py --task epoch --data <folder> --mode fit|fit-onednn|fit-augmenting-in-model

Train step and inference are tf.functions of our own around Keras layers and Keras's Adam: the leanest
form that a Keras user can write, without the bookkeeping of `fit`. An epoch is `fit` with validation;
its augmentation layers run in the tf.data pipeline beside the training, or inside the model.
TensorFlow switches its oneDNN operations on for some processors only; `onednn` does so for all, as ours does.
"""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
if any(argument.endswith("onednn") for argument in sys.argv):
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "1"  # must stand before TensorFlow is imported
os.environ["KERAS_BACKEND"] = "tensorflow"

import time

import keras
import tensorflow as tf
from keras import layers

from images import network_options, random_batches, read_split
from keras_networks import NETWORKS
from protocol import Measure, parse_arguments, serve, timed

MODES = [
    "tf-function",
    "tf-function-onednn",
    "tf-function-bfloat16",
    "xla",
    "fit",
    "fit-onednn",
    "fit-augmenting-in-model",
]


def cross_entropy() -> keras.losses.Loss:
    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def scale(images: tf.Tensor) -> tf.Tensor:
    """Bytes to [-1, 1]."""
    return tf.cast(images, tf.float32) * (1 / 127.5) - 1


def train_steps(network: keras.Model, batch: int, xla: bool) -> Measure:
    optimizer = keras.optimizers.Adam(1e-3)
    optimizer.build(network.trainable_variables)
    loss_of = cross_entropy()

    @tf.function(jit_compile=xla)
    def train(images: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = loss_of(labels, network(scale(images), training=True))
            if network.losses:
                loss += tf.add_n(network.losses)
        gradients = tape.gradient(loss, network.trainable_variables)
        optimizer.apply_gradients(zip(gradients, network.trainable_variables))
        return loss

    batches = random_batches(batch)

    def step(taken: int) -> float:
        images, labels = batches[taken % len(batches)]
        return float(train(tf.convert_to_tensor(images), tf.convert_to_tensor(labels)))

    return timed(step)


def predictions(network: keras.Model, batch: int, xla: bool) -> Measure:
    @tf.function(jit_compile=xla)
    def predict(images: tf.Tensor) -> tf.Tensor:
        return tf.nn.softmax(network(scale(images), training=False))

    batches = random_batches(batch)
    return timed(lambda taken: float(predict(tf.convert_to_tensor(batches[taken % len(batches)][0])).numpy()[0, 0]))


def augmentation() -> keras.Sequential:
    """`fer`'s default augmentation in Keras's layers: 10 degrees, a tenth of the width, height and size, mirroring."""
    return keras.Sequential(
        [
            layers.RandomFlip("horizontal"),
            layers.RandomRotation(10 / 360, fill_mode="nearest"),
            layers.RandomTranslation(0.1, 0.1, fill_mode="nearest"),
            layers.RandomZoom(0.1, fill_mode="nearest"),
        ]
    )


def epochs(network: keras.Model, batch: int, folder: str, in_model: bool) -> Measure:
    train = tf.data.Dataset.from_tensor_slices(read_split(folder, "train")).cache().shuffle(32768).batch(batch)
    validation = tf.data.Dataset.from_tensor_slices(read_split(folder, "validation")).batch(batch)
    augment = augmentation()
    if in_model:
        image = keras.Input(network.input_shape[1:])
        model = keras.Model(image, network(layers.Rescaling(1 / 127.5, -1)(augment(image))))
        train = train.map(lambda images, labels: (tf.cast(images, tf.float32), labels), tf.data.AUTOTUNE)
        validation = validation.map(lambda images, labels: (tf.cast(images, tf.float32), labels), tf.data.AUTOTUNE)
    else:
        model = network
        train = train.map(
            lambda images, labels: (augment(tf.cast(images, tf.float32), training=True) * (1 / 127.5) - 1, labels),
            tf.data.AUTOTUNE,
        )
        validation = validation.map(lambda images, labels: (scale(images), labels), tf.data.AUTOTUNE)
    model.compile(keras.optimizers.Adam(1e-3), cross_entropy(), metrics=["accuracy"], jit_compile=False)
    train, validation = train.prefetch(tf.data.AUTOTUNE), validation.prefetch(tf.data.AUTOTUNE)

    class EpochClock(keras.callbacks.Callback):
        def __init__(self) -> None:
            super().__init__()
            self.ms: list[float] = []

        def on_epoch_begin(self, epoch, logs=None):
            self.started = time.perf_counter()

        def on_epoch_end(self, epoch, logs=None):
            self.ms.append(1000 * (time.perf_counter() - self.started))

    def measure(n: int) -> tuple[list[float], float]:
        clock = EpochClock()
        history = model.fit(train, validation_data=validation, epochs=n, verbose=0, callbacks=[clock])
        return clock.ms, history.history["val_loss"][-1]

    return measure


def main() -> None:
    arguments = parse_arguments(__doc__, MODES, list(NETWORKS))
    tf.config.threading.set_intra_op_parallelism_threads(arguments.threads)
    tf.config.threading.set_inter_op_parallelism_threads(arguments.threads)
    keras.utils.set_random_seed(1)
    if arguments.mode.endswith("bfloat16"):
        keras.mixed_precision.set_global_policy("mixed_bfloat16")
    network = NETWORKS[arguments.network](**network_options(arguments.options))
    xla = arguments.mode == "xla"
    if arguments.task == "epoch":
        measure = epochs(network, arguments.batch, arguments.data, in_model=arguments.mode == "fit-augmenting-in-model")
    elif arguments.task == "inference":
        measure = predictions(network, arguments.batch, xla)
    else:
        measure = train_steps(network, arguments.batch, xla)
    serve(
        measure,
        warm_up=1 if arguments.task == "epoch" else 5,
        about={
            "versions": {"tensorflow": tf.__version__, "keras": keras.__version__},
            "parameters": network.count_params(),
            "threads": arguments.threads,
            "settings": f"jit_compile={xla}, policy {keras.mixed_precision.dtype_policy().name}, "
            f"oneDNN {'on' if arguments.mode.endswith('onednn') else 'as TensorFlow chooses'}",
        },
    )


if __name__ == "__main__":
    main()
