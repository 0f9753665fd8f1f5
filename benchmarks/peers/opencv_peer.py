"""OpenCV's Haar cascade in Python, as `fer bench detection` asks for it (see protocol.py).

    python opencv_peer.py --photos <folder> --cascade <xml> --boxes <json> --threads 2

A round is one photo: from its pixels to boxes by `detectMultiScale(gray, 1.1, 5)`. What it finds in every photo
is written to the file `--boxes`, {name: [[left, top, right, bottom], ...]}, before it is ready; pixels count from
the centre of the first one, as ours do.
"""

import argparse
import json
import os
from pathlib import Path

import cv2
import numpy as np

from protocol import serve, timed

EXTENSIONS = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif"}


def read_photos(folder: str) -> dict[str, np.ndarray]:
    """Name and pixels, uint8 [height, width, 3], of every photo that OpenCV can read."""
    files = sorted(file for file in Path(folder).iterdir() if file.suffix.lower() in EXTENSIONS)
    photos = {file.name: cv2.imread(str(file)) for file in files}
    return {name: pixels for name, pixels in photos.items() if pixels is not None}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", required=True, help="folder of photos")
    parser.add_argument("--cascade", required=True, help="haarcascade_frontalface_default.xml")
    parser.add_argument("--boxes", required=True, help="file for what is found")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    cv2.setNumThreads(arguments.threads)
    cascade = cv2.CascadeClassifier(arguments.cascade)
    photos = read_photos(arguments.photos)

    def detect(pixels: np.ndarray) -> list[list[int]]:
        gray = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
        return [[int(number) for number in box] for box in cascade.detectMultiScale(gray, 1.1, 5)]

    found = {
        name: [[x - 0.5, y - 0.5, x + width - 0.5, y + height - 0.5] for x, y, width, height in detect(pixels)]
        for name, pixels in photos.items()
    }
    Path(arguments.boxes).write_text(json.dumps(found))
    order = list(photos.values())
    serve(
        timed(lambda taken: float(len(detect(order[taken % len(order)])))),
        warm_up=1,
        about={
            "versions": {"opencv": cv2.__version__, "numpy": np.__version__},
            "threads": arguments.threads,
            "settings": "detectMultiScale(gray, 1.1, 5)",
        },
    )


if __name__ == "__main__":
    main()
