"""Other libraries' words: each leads to a word that there is."""

from __future__ import annotations

import pytest

from cnncount.registry import kinds
from cnncount.spec.aliases import IGNORED, KEYS, KINDS, OTHERWISE, plain, resolve_alias
from cnncount.spec.validation import keys_of

known_keys = {key for kind in kinds().values() for key in keys_of(kind)}


@pytest.mark.parametrize(("word", "kind"), KINDS.items())
def test_a_word_for_a_kind_is_none_itself_and_leads_to_one(word: str, kind: str) -> None:
    assert kind in kinds()
    assert word == plain(word)
    assert word not in {plain(kind) for kind in kinds()}
    assert resolve_alias(word, kinds(), KINDS) == kind


@pytest.mark.parametrize(("word", "key"), KEYS.items())
def test_a_word_for_a_key_leads_to_one_that_some_kind_has(word: str, key: str) -> None:
    assert word == plain(word)
    assert key in known_keys
    assert resolve_alias(word, [key, "name"], KEYS) == key


@pytest.mark.parametrize("word", IGNORED)
def test_a_needless_key_is_none_of_ours(word: str) -> None:
    assert word == plain(word)
    assert word not in {*map(plain, known_keys), *KEYS}


def test_what_is_said_of_a_kind_is_said_of_one_that_there_is() -> None:
    assert OTHERWISE.keys() <= kinds().keys()


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Conv2d", "conv"),
        ("nn.Conv3d", "conv"),
        ("torch.nn.functional.max_pool2d", "max_pool"),
        ("AdaptiveAvgPool2d", "adaptive_avg_pool"),
        ("GlobalAveragePooling2D", "global_avg_pool"),
        ("MaxPooling1D", "max_pool"),
        ("softmax2d", "softmax"),
        ("BatchNorm2d", "batch_norm"),
        ("ConvTranspose2d", "transposed_conv"),
        ("squeeze_excitation", "scale"),
        ("wibble", None),
    ],
)
def test_a_class_of_another_library_is_understood(word: str, kind: str | None) -> None:
    assert resolve_alias(word, kinds(), KINDS) == kind


def test_a_habit_is_offered_only_where_the_key_is_there() -> None:
    assert resolve_alias("kernel_size", ["out", "bias"], KEYS) is None
