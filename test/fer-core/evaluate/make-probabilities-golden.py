"""Writes probabilities-golden.json: what scikit-learn and SciPy say about fixed probabilities.

    python -m venv /tmp/golden && /tmp/golden/bin/pip install scikit-learn==1.9.1 statsmodels==0.15.0
    /tmp/golden/bin/python make-probabilities-golden.py

The probabilities come from a small linear congruential generator, rounded to two digits so that some are equal (ties), and too
sure of themselves so that the best temperature is above 1. The last class has no images.
"""

import json
import pathlib

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize_scalar
from sklearn.calibration import calibration_curve
from sklearn.metrics import average_precision_score, log_loss, precision_recall_curve, roc_auc_score, roc_curve

CLASSES = 4
N = 200
BINS = 15


def numbers(seed):
    while True:
        seed = (seed * 1103515245 + 12345) % 2**31
        yield (seed >> 16) / 2**15


draw = numbers(3)
truth, probabilities = [], []
for _ in range(N):
    label = int(next(draw) * (CLASSES - 1))
    logits = np.array([6 * next(draw) for _ in range(CLASSES)])
    logits[label] += 2
    shares = np.exp(logits) / np.exp(logits).sum()
    rounded = np.round(shares, 2)
    rounded[np.argmax(rounded)] += 1 - rounded.sum()
    truth.append(label)
    probabilities.append([round(float(share), 2) for share in rounded])

y = np.array(truth)
p = np.array(probabilities)
confidence = p.max(axis=1)
right = (p.argmax(axis=1) == y).astype(int)
accuracy, mean = calibration_curve(right, confidence, n_bins=BINS, strategy="uniform")
edges = np.linspace(0, 1, BINS + 1)
counts = np.bincount(np.searchsorted(edges[1:-1], confidence), minlength=BINS)
filled = counts[counts > 0]

clipped = np.log(np.maximum(p, 1e-12))


def loss(temperature):
    scaled = np.exp(clipped / temperature)
    scaled /= scaled.sum(axis=1, keepdims=True)
    return -np.log(scaled[np.arange(N), y]).mean()


best = minimize_scalar(loss, bounds=(0.05, 20), method="bounded", options={"xatol": 1e-12})
roc = roc_curve(y == 0, p[:, 0], drop_intermediate=False)
pr = precision_recall_curve(y == 0, p[:, 0])
golden = {
    "madeBy": "make-probabilities-golden.py",
    "scikitLearn": sklearn.__version__,
    "scipy": scipy.__version__,
    "truth": truth,
    "probabilities": p.ravel().tolist(),
    "ece": float(np.sum(filled / N * np.abs(accuracy - mean))),
    "maximumError": float(np.max(np.abs(accuracy - mean))),
    "binCounts": counts.tolist(),
    "binAccuracy": accuracy.tolist(),
    "binConfidence": mean.tolist(),
    "negativeLogLikelihood": float(-np.log(np.maximum(p[np.arange(N), y], 1e-7)).mean()),
    "brierScore": float(((p - np.eye(CLASSES)[y]) ** 2).sum(axis=1).mean()),
    "temperature": float(best.x),
    "temperedLoss": float(best.fun),
    "auc": [float(roc_auc_score(y == k, p[:, k])) for k in range(CLASSES - 1)],
    "averagePrecision": [float(average_precision_score(y == k, p[:, k])) for k in range(CLASSES - 1)],
    "roc": {"falsePositiveRate": roc[0].tolist(), "truePositiveRate": roc[1].tolist()},
    # scikit-learn goes up through the thresholds and appends recall 0, precision 1.
    "precisionRecall": {"precision": pr[0][::-1][1:].tolist(), "recall": pr[1][::-1][1:].tolist()},
}
path = pathlib.Path(__file__).with_name("probabilities-golden.json")
path.write_text(json.dumps(golden) + "\n")
