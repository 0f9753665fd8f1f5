"""Turns MediaPipe's face detectors into the weight files of this folder.

    npm pack @mediapipe/face_detection@0.4.1657300184 && tar xzf mediapipe-face_detection-*.tgz
    pip install tflite==2.18.0 safetensors numpy
    python convert.py package .

A TensorFlow Lite file is a list of operations in the order in which they run. Every convolution gets the
name that `detect/blazeface-short-range.ts` and `detect/blazeface-full-range.ts` know it by; its float16
numbers become float32, its kernel [height, width, input, output] as TensorFlow wants it.
"""

import sys
from pathlib import Path

import numpy as np
import tflite
from safetensors.numpy import save_file

SHORT_RANGE = ["stem"]
SHORT_RANGE += [f"block{n}/{part}" for n in range(1, 17) for part in ("depthwise", "pointwise")]
SHORT_RANGE += ["scores16", "scores8", "boxes16", "boxes8"]

BLOCK = ("depthwise", "squeeze", "depthwise2", "expand")
FULL_RANGE = ["stem"]
FULL_RANGE += [f"block{n}/{part}" for n in range(1, 16) for part in BLOCK]
for cells, blocks in ((12, 2), (24, 2), (48, 1)):
    FULL_RANGE += [f"up{cells}/above", f"up{cells}/beside"]
    FULL_RANGE += [f"up{cells}/block{n}/{part}" for n in range(1, blocks + 1) for part in BLOCK]
FULL_RANGE += ["scores", "boxes"]

OPERATIONS = {number: name for name, number in vars(tflite.BuiltinOperator).items() if isinstance(number, int)}
NUMPY = {tflite.TensorType.FLOAT16: np.float16, tflite.TensorType.FLOAT32: np.float32}


def convolutions(file: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    """Kernel and bias of every convolution, in the order in which they run."""
    model = tflite.Model.GetRootAsModel(file.read_bytes(), 0)
    graph = model.Subgraphs(0)
    stored_as: dict[int, int] = {}  # a float32 tensor → the float16 tensor it is made from

    def values(index: int) -> np.ndarray:
        tensor = graph.Tensors(stored_as.get(index, index))
        flat = np.frombuffer(model.Buffers(tensor.Buffer()).DataAsNumpy().tobytes(), NUMPY[tensor.Type()])
        return flat.reshape(tensor.ShapeAsNumpy()).astype(np.float32)

    found = []
    for i in range(graph.OperatorsLength()):
        operator = graph.Operators(i)
        code = model.OperatorCodes(operator.OpcodeIndex())
        kind = OPERATIONS[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
        if kind == "DEQUANTIZE":
            stored_as[operator.Outputs(0)] = operator.Inputs(0)
        elif kind == "CONV_2D":  # [output, height, width, input]
            found.append((values(operator.Inputs(1)).transpose(1, 2, 3, 0), values(operator.Inputs(2))))
        elif kind == "DEPTHWISE_CONV_2D":  # [1, height, width, channels]
            found.append((values(operator.Inputs(1)).transpose(1, 2, 3, 0), values(operator.Inputs(2))))
    return found


def convert(source: Path, target: Path, names: list[str]) -> None:
    found = convolutions(source)
    if len(found) != len(names):
        raise SystemExit(f"{source}: expected {len(names)} convolutions, found {len(found)}")
    tensors = {}
    for name, (kernel, bias) in zip(names, found):
        tensors[f"{name}/kernel"] = np.ascontiguousarray(kernel)
        tensors[f"{name}/bias"] = bias
    save_file(tensors, target, metadata={"source": f"@mediapipe/face_detection 0.4.1657300184, {source.name}", "licence": "Apache-2.0"})
    print(f"{target}: {sum(t.size for t in tensors.values())} numbers")


if __name__ == "__main__":
    package, folder = Path(sys.argv[1]), Path(sys.argv[2])
    convert(package / "face_detection_short_range.tflite", folder / "blazeface-short-range.safetensors", SHORT_RANGE)
    convert(package / "face_detection_full_range.tflite", folder / "blazeface-full-range.safetensors", FULL_RANGE)
