from corpus.digest import digest


def test_a_text_is_named_by_its_sha_256_and_anything_else_by_that_of_its_json() -> None:
    assert digest("abc") == "ba7816bf8f01cfea"
    assert digest(["abc", 1]) == digest('["abc", 1]')
    assert digest({"نص": None}) == digest('{"نص": null}')
    assert digest("abc") != digest("abd")
