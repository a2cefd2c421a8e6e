import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.entailment import Entailment, EntailmentModelError

ROOT = Path(__file__).parents[2]
LABELS = ("contradiction", "entailment", "neutral")
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "you", "may", "post", "not", ".", "يجوز", "ان", "لا"]
PAIRS = [
    ("You may post.", "You must not post."),
    ("You must not post.", "You may post."),
    ("يجوز أن تنشر.", "لا يجوز أن تنشر."),
    ("You may post.", "يجوز أن تنشر."),
    ("You may post. " * 300, "You may."),
]

Make = Callable[..., Path]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes the folder of a cross-encoder: a real one, tiny, with weights by chance."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    def made(labels: Sequence[str] = LABELS, **config: Any) -> Path:  # noqa: ANN401
        folder = tmp_path_factory.mktemp("model")
        (folder / "words.txt").write_text("\n".join(WORDS), "utf-8")
        torch.manual_seed(3)
        model = BertForSequenceClassification(
            BertConfig(
                vocab_size=len(WORDS),
                hidden_size=8,
                num_hidden_layers=1,
                num_attention_heads=2,
                intermediate_size=16,
                max_position_embeddings=64,
                # Large, so that the probabilities of different labels are far apart.
                initializer_range=0.7,
                id2label=dict(enumerate(labels)),
                label2id={label: number for number, label in enumerate(labels)},
                **config,
            )
        )
        model.save_pretrained(folder)
        BertTokenizer(str(folder / "words.txt"), model_max_length=64).save_pretrained(folder)
        return folder

    return made


@pytest.fixture(scope="module")
def folder(make: Make) -> Path:
    return make()


@pytest.fixture(scope="module")
def entailment(folder: Path) -> Entailment:
    return Entailment(str(folder))


def _softmax(folder: Path, premise: str, hypothesis: str) -> dict[str, float]:
    """The probability of each label, worked out without sentence-transformers."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSequenceClassification.from_pretrained(folder)
    with torch.no_grad():
        logits = model(**tokenizer(premise, hypothesis, truncation=True, return_tensors="pt")).logits[0]
    shares = torch.softmax(logits, 0)
    return {model.config.id2label[number]: float(share) for number, share in enumerate(shares)}


def _error(model: str) -> str:
    with pytest.raises(EntailmentModelError) as raised:
        Entailment(model)
    message = str(raised.value)
    assert "\n" not in message
    assert repr(model) in message
    assert "set GUIDANCE_ENTAILMENT_MODEL to a cross-encoder for entailment, or leave it out" in message
    return message


@pytest.mark.parametrize("pair", PAIRS)
def test_the_probability_is_the_share_of_entailment_among_the_labels(
    entailment: Entailment, folder: Path, pair: tuple[str, str]
) -> None:
    shares = _softmax(folder, *pair)
    # Far enough apart to tell one label from another.
    assert min(abs(shares["entailment"] - shares[label]) for label in LABELS if label != "entailment") > 1e-3
    assert entailment.probability(*pair) == pytest.approx(shares["entailment"], abs=1e-5)
    assert 0 <= entailment.probability(*pair) <= 1


def test_the_name_is_the_one_that_was_given_and_the_order_of_the_two_matters(
    entailment: Entailment, folder: Path
) -> None:
    assert entailment.name == str(folder)
    premise, hypothesis = PAIRS[0]
    turned = entailment.probability(hypothesis, premise)
    assert entailment.probability(premise, hypothesis) != pytest.approx(turned, abs=1e-3)


@pytest.mark.parametrize(
    "labels",
    [
        ("entailment", "neutral", "contradiction"),
        ("CONTRADICTION", "NEUTRAL", "ENTAILMENT"),
        ("not_entailment", "Entailed"),
        ("no", "entail"),
    ],
)
def test_the_label_is_found_wherever_it_stands(make: Make, labels: Sequence[str]) -> None:
    folder = make(labels)
    name = next(label for label in labels if label.casefold().startswith("entail"))
    shares = _softmax(folder, *PAIRS[0])
    assert Entailment(str(folder)).probability(*PAIRS[0]) == pytest.approx(shares[name], abs=1e-5)


def test_a_model_that_makes_probabilities_itself_is_not_made_to_do_it_twice(make: Make) -> None:
    folder = make(
        sentence_transformers={"activation_fn": "torch.nn.modules.activation.Softmax", "version": "5"}
    )
    shares = _softmax(folder, *PAIRS[0])
    assert Entailment(str(folder)).probability(*PAIRS[0]) == pytest.approx(shares["entailment"], abs=1e-5)


def test_several_threads_may_ask_at_once(entailment: Entailment) -> None:
    alone = [entailment.probability(*pair) for pair in PAIRS]
    found = list[list[float]]()
    threads = [
        threading.Thread(target=lambda: found.append([entailment.probability(*pair) for pair in PAIRS * 5]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert np.array(found) == pytest.approx(np.array([alone * 5] * 4), abs=1e-5)


@pytest.mark.parametrize(
    "labels", [("yes", "no", "maybe"), ("entailment",), ("LABEL_0",), ("not_entailment", "x")]
)
def test_a_model_that_does_not_tell_entailment_from_anything_is_refused(
    make: Make, labels: Sequence[str]
) -> None:
    message = _error(str(make(labels)))
    assert "must have a label 'entailment' beside others" in message
    assert str(sorted(label.casefold() for label in labels)) in message


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"config.json": "no"},
        {"config.json": "[]"},
        {"config.json": '{"model_type": "bert"}'},
        # What is said of this one has several lines.
        {"config.json": '{"model_type": "parrot"}'},
        {"modules.json": "no"},
        {"نص.txt": "x"},
    ],
)
def test_a_folder_that_is_no_model_is_an_error_that_says_what_to_set(
    tmp_path: Path, content: dict[str, str]
) -> None:
    for name, text in content.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert "cannot be loaded (" in _error(str(tmp_path))


@pytest.mark.parametrize("raw", [b"", b"no weights"])
def test_a_model_whose_weights_are_damaged_is_an_error_that_says_what_to_set(make: Make, raw: bytes) -> None:
    folder = make()
    (folder / "model.safetensors").write_bytes(raw)
    assert "cannot be loaded (" in _error(str(folder))


def test_where_the_hub_cannot_be_reached_a_wrong_name_is_told_without_waiting() -> None:
    code = (
        "import os, socket\n"
        "taken = socket.socket(); taken.bind(('127.0.0.1', 0))\n"
        "os.environ['HF_ENDPOINT'] = f'http://127.0.0.1:{taken.getsockname()[1]}'\n"
        "for name in [n for n in os.environ if n.lower().endswith('_proxy')]: del os.environ[name]\n"
        "from assistant.entailment import Entailment, EntailmentModelError\n"
        "try: Entailment('nobody/nothing')\n"
        "except EntailmentModelError as error: print(error)"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert ran.stdout == (
        "the entailment model 'nobody/nothing' cannot be loaded (the model hub cannot be reached: Connection "
        "refused); set GUIDANCE_ENTAILMENT_MODEL to a cross-encoder for entailment, or leave it out\n"
    )
    assert ran.stderr == ""
