"""What a service does with the Python client that is made of the document: run and type-checked by the tests.

``python use_python.py ADDRESS KEY`` prints a line for each thing done.
"""

import sys

from policygraph_client import AuthenticatedClient
from policygraph_client.api.compare import compare_matrix
from policygraph_client.api.documents import upload_policy
from policygraph_client.api.measures import get_measure, list_measures
from policygraph_client.api.queries import (
    query_support_which_regions_fund,
    query_support_which_regions_fund_by_post,
)
from policygraph_client.api.search import search
from policygraph_client.models import (
    Matrix,
    Measure,
    MeasurePage,
    NewDocument,
    NewDocumentMetadata,
    Problem,
    SearchPage,
    SupportWhichRegionsFundAnswer,
    SupportWhichRegionsFundParameters,
    SupportWhichRegionsFundRow,
    Tier,
    Trial,
)

TEXT = "苏州市关于促进激光产业发展的若干措施\n一、支持首台（套）。按售价的10%给予最高200万元奖励。\n"


def flagship(client: AuthenticatedClient) -> SupportWhichRegionsFundRow:
    """The row of Hubei, asked for in both ways."""
    answer = query_support_which_regions_fund.sync(client=client, instrument="first-of-kind", tiers=Tier.CERTAIN)
    assert isinstance(answer, SupportWhichRegionsFundAnswer)
    body = SupportWhichRegionsFundParameters(instrument="first-of-kind")
    posted = query_support_which_regions_fund_by_post.sync(client=client, body=body)
    assert isinstance(posted, SupportWhichRegionsFundAnswer)
    assert [row.to_dict() for row in posted.rows] == [row.to_dict() for row in answer.rows]
    return answer.rows[0]


def measures(client: AuthenticatedClient, limit: int) -> list[Measure]:
    """Every measure with an amount, page by page."""
    found: list[Measure] = []
    after: str | None = ""
    while after is not None:
        page = list_measures.sync(client=client, has_amount=True, limit=limit, after=after)
        assert isinstance(page, MeasurePage)
        assert len(page.items) <= limit
        found += page.items
        after = page.next_
    return found


def refused(answer: object, status: int) -> Problem:
    """A refusal as a typed problem."""
    assert isinstance(answer, Problem), answer
    assert answer.status == status
    return answer


def main(address: str, key: str) -> None:
    """Do everything once."""
    client = AuthenticatedClient(base_url=address, token=key)
    row = flagship(client)
    print("flagship", row.region, row.state, row.rate, row.cap_yuan, row.lead, *(one.type_ for one in row.amounts))

    found = measures(client, 3)
    assert [one.id for one in found] == [one.id for one in measures(client, 1000)]
    print("measures", len(found))

    alone = get_measure.sync(client=client, id=found[0].id)
    assert isinstance(alone, Measure)
    assert alone.to_dict() == found[0].to_dict()
    print("measure", alone.id, alone.tier, alone.evidence.quote[:4], alone.evidence.links.reader)

    matrix = compare_matrix.sync(client=client, regions=["420000", "442000"])
    assert isinstance(matrix, Matrix)
    print("matrix", len(matrix.regions), len(matrix.cells) == len(matrix.regions) * len(matrix.instruments))

    page = search.sync(client=client, q="首台", limit=1)
    assert isinstance(page, SearchPage)
    print("search", page.items[0].kind, len(page.facets.region) > 1)

    metadata = NewDocumentMetadata(id="suzhou-laser", region="320500")
    trial = upload_policy.sync(client=client, body=NewDocument(text=TEXT, metadata=metadata), dry_run=True)
    assert isinstance(trial, Trial)
    print("dry run", trial.id, trial.taken, len(trial.facts) > 2)

    missing = refused(get_measure.sync(client=client, id="nothing"), 404)
    invalid = refused(list_measures.sync(client=client, region="atlantis"), 422)
    print("problems", missing.type_, invalid.type_)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
