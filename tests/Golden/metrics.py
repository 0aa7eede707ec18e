#!/usr/bin/env python3
"""Writes metrics.json: scikit-learn's values of every metric, for rows that C# can rebuild bit for bit.

203 rows, all from one linear congruential generator of multiples of 2^-24. Logits are rounded to eighths, so that rows have equal scores and ties are put to the test;
labels follow the logits only in part, and class 4 of five never occurs in the case "absent". Sample weights are from 1/2 to 3/2.

The calibration error is not scikit-learn's; it is computed from its calibration_curve, and the counts of the bins. RMSE of several outputs is the root of scikit-learn's
mean squared error of all of them. Perplexity is exp(log_loss).

Run with scikit-learn 1.2.1 (Debian's python3-sklearn):  /usr/bin/python3 tests/Golden/metrics.py
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn import metrics
from sklearn.calibration import calibration_curve

ROWS, BINS = 203, 15


class Generator:
    def __init__(self, state):
        self.state = state

    def uniform(self):
        self.state = (1664525 * self.state + 1013904223) % 2**32
        return (self.state >> 8) / 2**24


def rows(seed, outputs, classes, weighted):
    """Logits, labels and weights, drawn row after row: the outputs, the label's two numbers, the weight."""
    g = Generator(seed)
    logits, labels, weights = [], [], []
    for _ in range(ROWS):
        x = [np.floor(8 * (6 * g.uniform() - 3)) / 8 for _ in range(outputs)]
        follows, drawn = g.uniform() < 0.5, int(g.uniform() * classes)
        best = int(np.argmax(x)) if outputs > 1 else int(x[0] > 0)
        logits.append(x)
        labels.append(min(best, classes - 1) if follows else drawn)
        weights.append(0.5 + g.uniform())
    return np.array(logits), np.array(labels), np.array(weights) if weighted else None


def probabilities(logits):
    if logits.shape[1] == 1:
        p = 1 / (1 + np.exp(-logits[:, 0]))
        return np.stack([1 - p, p], axis=1)
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def calibration_error(right, confidence):
    truth, mean = calibration_curve(right, confidence, n_bins=BINS, strategy="uniform")
    edges = np.linspace(0, 1, BINS + 1)
    counts = np.bincount(np.searchsorted(edges[1:-1], confidence), minlength=BINS)
    return float(np.sum(np.abs(truth - mean) * counts[counts > 0]) / len(right))


def of_classes(seed, outputs, classes, weighted=False):
    logits, labels, w = rows(seed, outputs, classes, weighted)
    p = probabilities(logits)
    count = p.shape[1]
    every = np.arange(count)
    answers = np.argmax(p, axis=1) if outputs > 1 else (logits[:, 0] > 0).astype(int)
    values = {
        "Accuracy": metrics.accuracy_score(labels, answers, sample_weight=w),
        "BalancedAccuracy": metrics.balanced_accuracy_score(labels, answers, sample_weight=w),
        "LogLoss": metrics.log_loss(labels, p, labels=every, sample_weight=w),
        "Perplexity": np.exp(metrics.log_loss(labels, p, labels=every, sample_weight=w)),
    }
    if count > 2:
        values["TopAccuracy3"] = metrics.top_k_accuracy_score(labels, logits - 1e-6 * every, k=3, labels=every, sample_weight=w)
    for name, of in [("Precision", metrics.precision_score), ("Recall", metrics.recall_score), ("F1", metrics.f1_score)]:
        for average in ["macro", "micro"]:
            values[f"{name}.{average}"] = of(labels, answers, average=average, zero_division=0, sample_weight=w)
        values[f"{name}.class1"] = of(labels, answers, labels=[1], average="macro", zero_division=0, sample_weight=w)
    present = [c for c in every if 0 < np.sum(labels == c)]
    if count == 2:
        score = logits[:, 0] if outputs == 1 else logits[:, 1] - logits[:, 0]
        values["RocAuc"] = metrics.roc_auc_score(labels, score, sample_weight=w)
        values["PrAuc"] = metrics.average_precision_score(labels, score, sample_weight=w)
    else:
        values["RocAuc"] = np.mean([metrics.roc_auc_score(labels == c, p[:, c], sample_weight=w) for c in present])
        values["PrAuc"] = np.mean([metrics.average_precision_score(labels == c, p[:, c], sample_weight=w) for c in present])
    if w is None:
        values["CalibrationError"] = calibration_error(answers == labels, p[np.arange(ROWS), answers])
        if len(present) == count > 2:
            assert np.isclose(values["RocAuc"], metrics.roc_auc_score(labels, p, multi_class="ovr", average="macro"), atol=1e-12)
    matrix = metrics.confusion_matrix(labels, answers, labels=every, sample_weight=w)
    return {
        "seed": seed, "outputs": outputs, "classes": classes, "weighted": weighted,
        "values": {k: float(v) for k, v in values.items()}, "matrix": [float(x) for x in matrix.ravel()],
    }


def of_numbers(seed, outputs, weighted=False):
    g = Generator(seed)
    found, wanted, weights = np.zeros((ROWS, outputs)), np.zeros((ROWS, outputs)), []
    for row in range(ROWS):
        for i in range(outputs):
            wanted[row, i] = 1000 + 4 * g.uniform()
            found[row, i] = wanted[row, i] + g.uniform() - 0.5
        weights.append(0.5 + g.uniform())
    # As C# holds them.
    found, wanted = found.astype(np.float32).astype(float), wanted.astype(np.float32).astype(float)
    w = np.array(weights, dtype=np.float32).astype(float) if weighted else None
    values = {
        "MeanAbsoluteError": metrics.mean_absolute_error(wanted, found, sample_weight=w),
        "RootMeanSquaredError": np.sqrt(metrics.mean_squared_error(wanted, found, sample_weight=w)),
        "RSquared": metrics.r2_score(wanted, found, sample_weight=w),
    }
    return {"seed": seed, "outputs": outputs, "weighted": weighted, "values": {k: float(v) for k, v in values.items()}}


result = {
    "generator": f"scikit-learn {sklearn.__version__}",
    "classes": {
        "binary": of_classes(1, outputs=1, classes=2),
        "binaryWeighted": of_classes(2, outputs=1, classes=2, weighted=True),
        "two": of_classes(3, outputs=2, classes=2),
        "five": of_classes(4, outputs=5, classes=5),
        "fiveWeighted": of_classes(5, outputs=5, classes=5, weighted=True),
        "absent": of_classes(6, outputs=5, classes=4),
    },
    "numbers": {
        "one": of_numbers(7, outputs=1),
        "three": of_numbers(8, outputs=3),
        "threeWeighted": of_numbers(9, outputs=3, weighted=True),
    },
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n")
