"""Says which runtime runs the recognition models in this process, without loading any."""

from __future__ import annotations

from importlib.util import find_spec

OPENVINO, ONNXRUNTIME = "openvino", "onnxruntime"

_used = [OPENVINO]


def use(runtime: str) -> None:
    """This runtime is used from now on."""
    _used[:] = [runtime]


def chosen() -> str:
    """The runtime that is used: the one that was asked for, onnxruntime where OpenVINO is not installed."""
    return ONNXRUNTIME if _used[0] == OPENVINO and find_spec(OPENVINO) is None else _used[0]
