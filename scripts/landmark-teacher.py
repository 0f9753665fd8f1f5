"""Tells the 68 points of many faces, for the landmark network to learn from (configs/landmarks-3.json, landmarks-4.json).

MediaPipe's face mesh has 478 points with definitions of their own; a ridge regression on Helen and AFW, without the
faces that are held out, says where 300-W would have its 68. Where our own network has answered too, the mean of both
is taken, and faces on which they do not agree are left out. For the next course all is done again, with the network of
the last one (`fer landmarks … --model runs/landmarks-3`). Needs Python packages of its own:

    python3 -m venv .venv-teacher && .venv-teacher/bin/pip install mediapipe==0.10.14
    .venv-teacher/bin/python scripts/landmark-teacher.py --truth data/faces/helen-train:10 data/faces/afw:5 \\
        --pictures data/fer2013/train --out data/faces/fer2013-train
    npx fer landmarks data/faces/fer2013-train --boxes data/faces/fer2013-train/boxes.json --json > points.json
    .venv-teacher/bin/python scripts/landmark-teacher.py --mix points.json --out data/faces/fer2013-train
"""

import argparse
import json
import os
import re
import sys
from pathlib import Path

import numpy as np

ENLARGED = 4  # pictures of 48 pixels are too small for the mesh
RIM = 64  # pixels around the enlarged picture, or the detector misses faces that fill it
RIDGE = 100.0
AFW_WEIGHT = 2.0  # there are three times as many faces of Helen
MOST_DISAGREEMENT = 0.08  # mean distance of points by the distance of the outer eye corners
LEAST_CONFIDENCE = 0.3
PICTURES = (".jpg", ".jpeg", ".png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", nargs="+", help="folders of pictures with .pts files, and every how many photographs one is held out")
    parser.add_argument("--pictures", type=Path, help="folder of pictures without points; folders in it are searched")
    parser.add_argument("--mix", type=Path, help="what `fer landmarks --json` says of the pictures in --out")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures and their points")
    arguments = parser.parse_args()
    if arguments.mix:
        mix(json.loads(arguments.mix.read_text()), arguments.out)
    elif arguments.truth and arguments.pictures:
        teach(arguments.truth, arguments.pictures, arguments.out)
    else:
        parser.error("expected --truth and --pictures, or --mix")


def teach(truth: list[str], pictures: Path, out: Path) -> None:
    import cv2

    mesh = face_mesh()
    known = [face for each in truth for face in training_faces(each)]
    found = [(mesh_points(mesh, cv2.imread(str(file)), 1), read_pts(file), file) for file in known]
    found = [face for face in found if face[0] is not None]
    weights = np.array([AFW_WEIGHT if "afw" in str(file) else 1.0 for _, _, file in found])
    to_68 = fit([points for points, _, _ in found], [points for _, points, _ in found], weights)
    print(f"learned from {len(found)} of {len(known)} faces", file=sys.stderr)

    out.mkdir(parents=True, exist_ok=True)
    files = sorted(file for file in pictures.rglob("*") if file.suffix.lower() in PICTURES)
    boxes = {}
    for number, file in enumerate(files, 1):
        picture = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
        points = mesh_points(mesh, cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), ENLARGED)
        if points is not None:
            told = to_68(points)
            cv2.imwrite(str(out / f"{file.stem}.png"), picture)
            write_pts(out / f"{file.stem}.pts", told)
            boxes[f"{file.stem}.png"] = [*told.min(0).round(2).tolist(), *told.max(0).round(2).tolist()]
        if number % 1000 == 0:
            print(f"{number} of {len(files)} pictures, {len(boxes)} faces", file=sys.stderr)
    (out / "boxes.json").write_text(json.dumps(boxes))


def mix(answers: dict, out: Path) -> None:
    kept = 0
    for name, answer in answers.items():
        file = out / Path(name).name
        told = read_pts(file)
        agrees = False
        if answer is not None and answer["confidence"] >= LEAST_CONFIDENCE:
            ours = np.array(answer["points"])
            eyes = max(float(np.linalg.norm(told[36] - told[45])), 10.0)
            agrees = float(np.linalg.norm(told - ours, axis=1).mean()) / eyes <= MOST_DISAGREEMENT
        if agrees:
            write_pts(file.with_suffix(".pts"), (told + ours) / 2)
            kept += 1
        else:
            file.unlink()
            file.with_suffix(".pts").unlink()
    print(f"kept {kept} of {len(answers)} faces", file=sys.stderr)


def face_mesh():
    os.environ.setdefault("GLOG_minloglevel", "3")
    import mediapipe

    return mediapipe.solutions.face_mesh.FaceMesh(static_image_mode=True, refine_landmarks=True, max_num_faces=1, min_detection_confidence=0.3)


def mesh_points(mesh, picture, enlarged: int):
    """[478, 3] in pixels of the picture, or None where the mesh finds no face."""
    import cv2

    large = cv2.resize(picture, None, fx=enlarged, fy=enlarged, interpolation=cv2.INTER_CUBIC) if enlarged > 1 else picture
    large = cv2.copyMakeBorder(large, RIM, RIM, RIM, RIM, cv2.BORDER_REPLICATE)
    answer = mesh.process(cv2.cvtColor(large, cv2.COLOR_BGR2RGB)).multi_face_landmarks
    if not answer:
        return None
    height, width = large.shape[:2]
    points = np.array([[each.x * width, each.y * height, each.z * width] for each in answer[0].landmark])
    points[:, :2] = (points[:, :2] - RIM) / enlarged - 0.5
    points[:, 2] /= enlarged
    return points


def fit(meshes: list, truths: list, weights):
    """A function from mesh points to the 68, both upright and of one size while it computes."""
    reference = meshes[0][:, :2]
    for _ in range(3):
        reference = np.mean([upright(points, reference)(points[:, :2]) for points in meshes], axis=0)

    def features(points):
        place = upright(points, reference)
        return np.column_stack([place(points[:, :2]), points[:, 2] * place.scale]).ravel()

    x = np.array([features(points) for points in meshes])
    y = np.array([upright(points, reference)(truth).ravel() for points, truth in zip(meshes, truths)])
    mean, deviation = x.mean(0), x.std(0) + 1e-6
    z = (x - mean) / deviation
    z_mean, y_mean = np.average(z, axis=0, weights=weights), np.average(y, axis=0, weights=weights)
    root = np.sqrt(weights)[:, None]
    u, s, v = np.linalg.svd((z - z_mean) * root, full_matrices=False)
    slopes = v.T @ ((s / (s * s + RIDGE))[:, None] * (u.T @ ((y - y_mean) * root)))

    def to_68(points):
        told = ((features(points) - mean) / deviation - z_mean) @ slopes + y_mean
        return upright(points, reference).back(told.reshape(68, 2))

    return to_68


class upright:
    """The similarity that brings mesh points onto reference points."""

    def __init__(self, points, reference):
        a, b = points[:, :2] @ (1, 1j), reference @ (1, 1j)
        self.a, self.b = a.mean(), b.mean()
        self.turn = ((b - self.b) * (a - self.a).conj()).sum() / (abs(a - self.a) ** 2).sum()
        self.scale = abs(self.turn)

    def __call__(self, points):
        return self.pairs((points @ (1, 1j) - self.a) * self.turn + self.b)

    def back(self, points):
        return self.pairs((points @ (1, 1j) - self.b) / self.turn + self.a)

    @staticmethod
    def pairs(values):
        return np.column_stack([values.real, values.imag])


def training_faces(folder: str) -> list[Path]:
    """Pictures with points, without the photographs that fer-core holds out (datasets/landmark-faces.ts)."""
    name, every = folder.rsplit(":", 1)
    files = sorted(file for file in Path(name).iterdir() if file.suffix.lower() in PICTURES and file.with_suffix(".pts").exists())
    photographs = sorted({photograph(file) for file in files})
    held_out = set(photographs[:: int(every)])
    return [file for file in files if photograph(file) not in held_out]


def photograph(file: Path) -> str:
    return re.sub(r"_\d+$", "", file.stem)


def read_pts(picture: Path):
    text = picture.with_suffix(".pts").read_text()
    return np.array(text[text.index("{") + 1 : text.index("}")].split(), float).reshape(-1, 2) - 1


def write_pts(file: Path, points) -> None:
    lines = [f"{x + 1:.3f} {y + 1:.3f}" for x, y in points]
    file.write_text("\n".join(["version: 1", "n_points: 68", "{", *lines, "}", ""]))


if __name__ == "__main__":
    main()
