"""The whole default path stays on this machine."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Runs the command line with a hook on everything that reaches for a host or a name, and reports what it saw.
WATCHED = """
import json, runpy, sys

seen = []
NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
HERE = ("127.0.0.1", "::1", "localhost", None, "", b"localhost")

def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"):
        address = arguments[1]
        if isinstance(address, tuple) and address[0] not in HERE:
            seen.append([event, repr(address)])
    elif event in NAMES:
        host = arguments[0][0] if isinstance(arguments[0], tuple) else arguments[0]
        if host not in HERE:
            seen.append([event, repr(host)])
    elif event in ("urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect"):
        seen.append([event, repr(arguments[:2])])

sys.addaudithook(watch)
if sys.argv[1] == "prove":
    import socket
    try:
        socket.getaddrinfo("guidance.invalid", 80)
    except OSError:
        pass
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
else:
    sys.argv = ["assistant", *sys.argv[1:]]
    try:
        runpy.run_module("assistant", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        assert end.code in (0, None), end.code
heavy = sorted({"torch", "sentence_transformers", "gradio", "transformers"} & sys.modules.keys())
print(json.dumps({"seen": seen, "heavy": heavy}), file=sys.stderr)
"""


def _run(data_folder: Path, *arguments: str) -> tuple[list[str], dict[str, list[list[str]]]]:
    offline = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_DATASETS_OFFLINE", "ANONYMIZED_TELEMETRY")
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in offline and not name.startswith("GUIDANCE_")
    }
    environment |= {"GUIDANCE_DATA_FOLDER": str(data_folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments],
        env=environment,
        capture_output=True,
        timeout=300,
        check=True,
    )
    return done.stdout.decode().splitlines(), json.loads(done.stderr.decode().splitlines()[-1])


def test_the_watch_sees_a_name_look_up_and_a_connection(tmp_path: Path) -> None:
    _, report = _run(tmp_path, "prove")
    assert [event for event, _ in report["seen"]] == ["socket.getaddrinfo", "socket.connect"]


def test_building_the_index_and_asking_reaches_no_other_host_and_loads_no_torch(tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    lines = [{"question": "Can I delete a post for good?"}, {"question": "هل يمكن حذف المنشور نهائياً؟"}]
    questions.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    answers, report = _run(tmp_path / "data", "ask", "--json", "--explain", "--input", str(questions))
    assert [json.loads(answer)["outcome"] for answer in answers] == ["answered", "answered"]
    assert (tmp_path / "data" / "embeddings.sqlite").exists()
    assert report == {"seen": [], "heavy": []}
