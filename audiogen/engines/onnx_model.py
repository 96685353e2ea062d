"""A voice model, made ready once and opened by every worker: verified, changed where needed, one thread.

The change to the graph (word times as an output, noise that repeats) and the runtime's optimisation of it take longer
than opening the result, so the result is kept in the user's cache under the hash of what it was made from.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audiogen import integrity
from audiogen.errors import EngineError

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOISE_CHANNELS, NOISE_FRAMES = 256, 2048
"""The noise that every call of a model gets: repeated along time, cut to what the call needs."""


def require(modules: Sequence[str], extra: str) -> None:
    """EngineError naming the extra where one of the modules is not installed. Imports nothing."""
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise EngineError(
            f"The engine '{extra}' is not installed ({', '.join(missing)} missing).",
            f"pip install 'audiogen[{extra}]'",
        )


def version_of(package: str) -> str:
    """The installed version; empty where the module comes from a package of another name (onnxruntime-gpu)."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def open_session(parts: Sequence[Path], sha256: str, hint: str, change: Callable[[Any], None], recipe: str) -> Any:
    """An `onnxruntime.InferenceSession` on one thread for the model in `parts` (a file, or a file cut in pieces).

    change: gets the parsed `onnx.ModelProto` and alters it. recipe: names the change, its version included.
    EngineError where the file is not the one meant or is no model.
    """
    import onnxruntime

    integrity.verify(parts, sha256, hint)
    kept = integrity.cache_folder() / "models" / f"{sha256[:24]}-{recipe}-{onnxruntime.__version__}.onnx"
    try:
        return _open(str(kept), optimised=True) if _is_whole(kept) else _prepare(parts, change, kept)
    except Exception as error:  # the runtime raises types of its own, and protobuf others
        raise EngineError(f"{parts[0]} is no model that can be used: {error}", hint) from error


def _prepare(parts: Sequence[Path], change: Callable[[Any], None], kept: Path) -> Any:
    import onnx

    model = onnx.load_from_string(b"".join(path.read_bytes() for path in parts))
    change(model)
    data = model.SerializeToString()
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        return _open(data, save_to=kept)
    except Exception:  # no place to keep it, as the runtime puts it in a type of its own; a bad model fails once more
        return _open(data)


def _open(model: str | bytes, optimised: bool = False, save_to: Path | None = None) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # A process a core speaks more a second than threads do (less waiting), so a session has one.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # plans for one length of text keep 150 MB that the next text cannot use
    levels = onnxruntime.GraphOptimizationLevel
    # Extended and not all: what comes out runs on every processor, and is as fast once it runs.
    options.graph_optimization_level = levels.ORT_DISABLE_ALL if optimised else levels.ORT_ENABLE_EXTENDED
    part = save_to and save_to.with_name(f".part-{hashlib.sha256(str(id(options)).encode()).hexdigest()[:8]}.onnx")
    if part:
        options.optimized_model_filepath = str(part)
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    if part and save_to:
        _keep(part, save_to)
    return session


def _keep(part: Path, kept: Path) -> None:
    with contextlib.suppress(OSError):
        digest = integrity.sha256([part])
        for stale in kept.parent.glob(f"{kept.name[:24]}-*"):
            stale.unlink()  # made by another recipe or runtime
        part.replace(kept)
        integrity.write_quietly(_digest_path(kept), digest.encode())


def _is_whole(kept: Path) -> bool:
    """It was written to its end and nobody has touched it since."""
    try:
        integrity.verify([kept], _digest_path(kept).read_text(), "")
    except (OSError, EngineError):
        return False
    return True


def _digest_path(kept: Path) -> Path:
    return kept.with_suffix(".sha256")


def expose(model: Any, tensor: str, name: str) -> None:
    """Make a tensor inside the graph one of its outputs."""
    import onnx

    model.graph.node.append(onnx.helper.make_node("Identity", [tensor], [name]))
    output = onnx.ValueInfoProto()
    output.name = name
    model.graph.output.append(output)


def repeat_noise(model: Any) -> None:
    """Give every call the same noise: the generator's state would otherwise run on from call to call.

    Each RandomNormalLike(x) becomes a constant of standard normal numbers, tiled along the last axis to the length of
    x and cut to its shape.
    """
    import numpy as np
    import onnx

    graph = model.graph
    constants = {
        "noise": _noise(),
        "noise_shape": np.array([1, NOISE_CHANNELS, NOISE_FRAMES], np.int64),
        "noise_along_time": np.array([0, 0, 1], np.int64),
        "noise_ones": np.array([1, 1, 1], np.int64),
        "noise_zeros": np.array([0, 0, 0], np.int64),
    }
    graph.initializer.extend(onnx.numpy_helper.from_array(array, name) for name, array in constants.items())
    nodes = []
    for node in graph.node:
        nodes += _repeated(node) if node.op_type == "RandomNormalLike" else [node]
    del graph.node[:]
    graph.node.extend(nodes)


def _repeated(node: Any) -> list[Any]:
    import onnx

    out = node.output[0]
    steps = [
        ("Shape", [node.input[0]], f"{out}/shape"),
        ("Div", [f"{out}/shape", "noise_shape"], f"{out}/whole"),
        ("Mul", [f"{out}/whole", "noise_along_time"], f"{out}/more"),
        ("Add", [f"{out}/more", "noise_ones"], f"{out}/times"),
        ("Tile", ["noise", f"{out}/times"], f"{out}/tiled"),
        ("Slice", [f"{out}/tiled", "noise_zeros", f"{out}/shape"], out),
    ]
    return [onnx.helper.make_node(kind, inputs, [output]) for kind, inputs, output in steps]


def _noise() -> NDArray[Any]:
    """Standard normal numbers, the same on every machine: a counter-based generator and Box-Muller.

    numpy keeps the stream of a bit generator stable across versions, which it does not promise of `standard_normal`.
    """
    import numpy as np

    half = NOISE_CHANNELS * NOISE_FRAMES // 2
    raw = np.random.Philox(key=1).random_raw(2 * half).reshape(2, half)
    uniform = ((raw >> np.uint64(11)).astype(np.float64) + 0.5) / 2.0**53
    radius, angle = np.sqrt(-2.0 * np.log(uniform[0])), 2.0 * np.pi * uniform[1]
    values = np.concatenate([radius * np.cos(angle), radius * np.sin(angle)])
    return values.astype(np.float32).reshape(1, NOISE_CHANNELS, NOISE_FRAMES)
