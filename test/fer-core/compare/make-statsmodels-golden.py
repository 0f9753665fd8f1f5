"""Writes statsmodels-golden.json: what statsmodels says of discordant pairs, and of several tests together.

    python -m venv /tmp/golden && /tmp/golden/bin/pip install scikit-learn==1.9.1 statsmodels==0.15.0
    /tmp/golden/bin/python make-statsmodels-golden.py
"""

import json
import pathlib

import statsmodels
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

PAIRS = [[0, 0], [1, 0], [0, 5], [5, 5], [3, 11], [10, 14], [2, 22], [10, 15], [30, 30], [40, 60], [210, 260], [300, 500]]
EXACT_BELOW = 25

cases = []
for b, c in PAIRS:
    exact = b + c < EXACT_BELOW
    result = mcnemar([[50, b], [c, 9]], exact=exact, correction=True)
    cases.append({"onlyFirst": b, "onlySecond": c, "exact": exact, "statistic": float(result.statistic), "p": float(result.pvalue)})
p = [0.01, 0.04, 0.03, 0.005, 0.5, 0.9]
golden = {
    "madeBy": "make-statsmodels-golden.py",
    "statsmodels": statsmodels.__version__,
    "mcnemar": cases,
    "holm": {"p": p, "adjusted": multipletests(p, method="holm")[1].tolist()},
}
path = pathlib.Path(__file__).with_name("statsmodels-golden.json")
path.write_text(json.dumps(golden) + "\n")
