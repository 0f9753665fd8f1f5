"""Writes scikit-learn-golden.json: what scikit-learn and statsmodels say about fixed lists of truths and predictions.

    python -m venv /tmp/golden && /tmp/golden/bin/pip install scikit-learn==1.9.1 statsmodels==0.15.0
    /tmp/golden/bin/python make-scikit-learn-golden.py

The lists come from a small linear congruential generator, so that anybody gets the same ones. Classes 1 and 5 of the second
case have no images; class 1 is predicted all the same, class 5 is not.
"""

import json
import pathlib

import sklearn
import statsmodels
from sklearn.metrics import accuracy_score, balanced_accuracy_score, confusion_matrix, f1_score, precision_recall_fscore_support
from statsmodels.stats.proportion import proportion_confint

LABELS = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"]


def numbers(seed):
    while True:
        seed = (seed * 1103515245 + 12345) % 2**31
        yield seed >> 16


def case(name, n, seed, truths, right_of_ten):
    draw = numbers(seed)
    truth, predicted = [], []
    for _ in range(n):
        label = truths[next(draw) % len(truths)]
        other = next(draw) % 7
        truth.append(label)
        predicted.append(label if next(draw) % 10 < right_of_ten or other == 5 else other)
    classes = sorted(set(truth) | set(predicted))
    precision, recall, f1, support = precision_recall_fscore_support(truth, predicted, labels=range(7), zero_division=0)
    interval = proportion_confint(sum(t == p for t, p in zip(truth, predicted)), n, method="wilson")
    return {
        "name": name,
        "truth": truth,
        "predicted": predicted,
        "accuracy": accuracy_score(truth, predicted),
        "accuracyInterval": list(map(float, interval)),
        "macroF1": f1_score(truth, predicted, labels=classes, average="macro", zero_division=0),
        "balancedAccuracy": balanced_accuracy_score(truth, predicted),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": support.tolist(),
        "confusion": confusion_matrix(truth, predicted, labels=range(7)).tolist(),
    }


golden = {
    "madeBy": "make-scikit-learn-golden.py",
    "scikitLearn": sklearn.__version__,
    "statsmodels": statsmodels.__version__,
    "cases": [
        case("all classes", 140, 1, [0, 1, 2, 3, 4, 5, 6], 6),
        case("two classes without images", 60, 2, [0, 2, 3, 3, 3, 4, 6], 5),
    ],
}
path = pathlib.Path(__file__).with_name("scikit-learn-golden.json")
path.write_text(json.dumps(golden) + "\n")
