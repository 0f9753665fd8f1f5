"""PyPI's `fer` labelling a whole video, as a contender of `fer bench video` (see protocol.py).

One round is the whole file: decode with OpenCV, find faces (Haar cascade) and expressions (TFLite) in each
frame, draw boxes and labels, encode. No landmarks, no tracking: `fer` has none.
"""

import argparse
import os
import sys
import tempfile
import types
from importlib.resources import files
from pathlib import Path

from protocol import serve, timed

CODEC = "mp4v"  # H.264 is not in OpenCV's wheels
GREEN = (0, 200, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--video", required=True, help="file to label")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="compute threads (default: all cores)")
    arguments = parser.parse_args()

    provide_pkg_resources()
    import cv2
    import fer
    from fer.fer import FER

    cv2.setNumThreads(arguments.threads)
    detector = FER(mtcnn=False, use_tflite=True)
    with tempfile.TemporaryDirectory() as folder:
        labelled = str(Path(folder) / "labelled.mp4")
        about = {
            "versions": {"python": sys.version.split()[0], "fer": fer.__version__, "opencv": cv2.__version__},
            "threads": arguments.threads,
            "settings": f"Haar cascade, TFLite, no landmarks, {CODEC}",
        }
        serve(timed(lambda _: label(cv2, detector, arguments.video, labelled)), warm_up=1, about=about)


def label(cv2, detector, source: str, target: str) -> float:
    """Labels a video. Returns the number of faces found."""
    video = cv2.VideoCapture(source)
    size = int(video.get(cv2.CAP_PROP_FRAME_WIDTH)), int(video.get(cv2.CAP_PROP_FRAME_HEIGHT))
    writer = cv2.VideoWriter(target, cv2.VideoWriter_fourcc(*CODEC), video.get(cv2.CAP_PROP_FPS), size)
    faces = 0
    while True:
        there, frame = video.read()
        if not there:
            break
        for face in detector.detect_emotions(frame):
            x, y, width, height = (int(value) for value in face["box"])
            name, probability = max(face["emotions"].items(), key=lambda item: item[1])
            cv2.rectangle(frame, (x, y), (x + width, y + height), GREEN, 2)
            cv2.putText(frame, f"{name} {probability:.0%}", (x, y - 6), cv2.FONT_HERSHEY_SIMPLEX, 0.5, GREEN, 1)
            faces += 1
        writer.write(frame)
    writer.release()
    video.release()
    return float(faces)


def provide_pkg_resources() -> None:
    """`fer` asks pkg_resources for its data files, which newer releases of setuptools no longer bring."""
    try:
        import pkg_resources  # noqa: F401
    except ImportError:
        stand_in = types.ModuleType("pkg_resources")
        stand_in.resource_filename = lambda package, name: str(files(package.split(".")[0]).joinpath(name))
        sys.modules["pkg_resources"] = stand_in


if __name__ == "__main__":
    main()
