"""Where a case goes, and by which row."""

from amends.core.routing import route
from tests.core.small_packs import T, scene, small_pack

ROUTES = f"""
[[route]]
id = "R1"
article = "3.2"
to = "quality"
says = {T}
when = {{ fault = "broken" }}
[[route]]
id = "R2"
article = "3.2"
to = "service"
says = {T}
"""


def test_the_first_true_row_routes_and_says_what_an_earlier_one_lacked() -> None:
    pack = small_pack(ROUTES)

    broken = route(pack, scene(pack, fault="broken"))
    unknown = route(pack, scene(pack))

    assert broken is not None
    assert (broken.to, broken.row, broken.article, broken.reads) == (
        "quality",
        "R1",
        "3.2",
        {"fault": "broken"},
    )
    assert unknown is not None
    assert (unknown.to, unknown.asked) == ("service", ("fault",))


def test_without_a_true_row_nothing_is_routed() -> None:
    pack = small_pack(ROUTES.partition('[[route]]\nid = "R2"')[0])

    assert route(pack, scene(pack, fault="flaw")) is None


def test_what_an_outside_body_forwards_goes_to_senior_management() -> None:
    """FR-007: a consumer association's letter under R-03 is for senior management to coordinate."""
    outside = ROUTES.replace('{ fault = "broken" }', '{ involves = { any = ["consumer_body", "media", "court"] } }')
    pack = small_pack(outside.replace('"quality"', '"senior_management"'))

    letter, call = (route(pack, scene(pack, involves=who)) for who in (("consumer_body",), ()))

    assert letter is not None
    assert call is not None
    assert ((letter.to, letter.row), call.to) == (("senior_management", "R1"), "service")
