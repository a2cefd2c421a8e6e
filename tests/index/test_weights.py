from dataclasses import fields, replace

import pytest

from index import Index, Weights
from index.weights import SHIPPED

QUESTION = "Can we reply to a journalist on our own account?"


def test_the_mean_of_both_encoders_is_shared_by_their_weights() -> None:
    assert SHIPPED.shares == (0.5, 0.5)
    assert Weights(main=3, companion=1).shares == (0.75, 0.25)
    assert Weights(companion=0).shares == (1, 0)


def test_an_index_with_other_weights_leaves_the_first_as_it_was(shipped: Index) -> None:
    query = shipped.query(QUESTION)
    before = [pool.search(query) for pool in shipped.pools.values()], shipped.examples.match(query)
    other = shipped.weighted(Weights(companion=0, sentence=0, lexical=0))
    assert [pool.search(query) for pool in other.pools.values()] != before[0]
    assert other.examples.match(query) != before[1]
    assert ([pool.search(query) for pool in shipped.pools.values()], shipped.examples.match(query)) == before
    back = other.weighted(SHIPPED)
    assert ([pool.search(query) for pool in back.pools.values()], back.examples.match(query)) == before


@pytest.mark.parametrize("part", ["main", "companion", "sentence", "lexical"])
def test_a_part_that_counts_nothing_changes_how_well_passages_fit(shipped: Index, part: str) -> None:
    query = shipped.query(QUESTION)
    other = shipped.weighted(replace(SHIPPED, **{part: 0.0}))
    for language, pool in shipped.pools.items():
        own = {hit.passage: hit.fit for hit in pool.search(query)}
        assert any(hit.fit != own[hit.passage] for hit in other.pools[language].search(query))


def test_every_part_counts_as_shipped() -> None:
    assert all(getattr(SHIPPED, field.name) > 0 for field in fields(Weights))
