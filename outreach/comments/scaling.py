"""Distances → places in two dimensions."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_DIGITS = 4  # of a place: what comes after them may differ between processors


def scaled(distances: Floats) -> tuple[Floats, float]:
    """Return places in two dimensions, and what share of the distances they hold, from 0 to 1.

    Classical scaling (Torgerson 1952): the two largest eigenvalues of the
    doubly centred squared distances; the share is of the sum of those above 0
    (Mardia, Kent & Bibby 1979, 14.4). Of the two ways to turn an axis it is the
    one in which the first point that is not in the middle is above 0.

    >>> places, share = scaled(np.array([[0, 3, 4], [3, 0, 5], [4, 5, 0.0]]))
    >>> round(float(np.linalg.norm(places[1] - places[2])), 3), round(share, 3)
    (5.0, 1.0)
    """
    size = len(distances)
    centring = np.eye(size) - 1 / size
    values, vectors = np.linalg.eigh(-0.5 * centring @ distances**2 @ centring)
    values, vectors = np.maximum(values[::-1], 0), vectors[:, ::-1]
    places = np.zeros((size, 2))
    for axis in range(min(2, size)):
        along = np.round(vectors[:, axis] * math.sqrt(values[axis]), _DIGITS)
        away = along[along != 0]
        places[:, axis] = -along if len(away) and away[0] < 0 else along
    whole = float(values.sum())
    return places, float(values[:2].sum()) / whole if whole > 0 else 1.0
