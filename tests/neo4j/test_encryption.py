"""Encrypted connections to a real Neo4j, with certificate authorities of one's own, direct and routed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from graph.async_store import AsyncGraphStore
from graph.errors import GraphError, GraphUnavailable
from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.neo4j.places import Place, Server
from tests.neo4j.variants import encrypted, settings_of, started

pytestmark = pytest.mark.neo4j


@dataclass(frozen=True)
class Encrypted:
    """A server that takes encrypted connections only, and the files of two authorities."""

    place: Place
    authority: Path
    other: Path
    address: str

    def settings(self, url: str, **given: object) -> GraphSettings:
        return settings_of(self.place, url=url.format(address=self.address), **given)


@pytest.fixture(scope="module")
def server_with_tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Encrypted]:
    data = tmp_path_factory.mktemp("encrypted")
    place, signing = Place(data), trustme.CA()
    signing.cert_pem.write_to_path(str(data / "authority.pem"))
    trustme.CA().cert_pem.write_to_path(str(data / "other.pem"))
    lines = encrypted(data / "tls", signing)
    with started(place, lines, scheme="bolt+s", ca_file=data / "authority.pem") as settings:
        yield Encrypted(place, data / "authority.pem", data / "other.pem", settings.url.removeprefix("bolt+s://"))


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_server_is_trusted_by_an_authority_of_ones_own(server_with_tls: Encrypted, scheme: str) -> None:
    settings = server_with_tls.settings(scheme + "://{address}", ca_file=server_with_tls.authority)
    with GraphStore.open(settings) as store:
        before = store.generation()
        store.write(lambda transaction: transaction.run("CREATE (:Place {id: 'tls'})").consume())
        assert store.read("MATCH (p:Place {id: 'tls'}) RETURN count(p) > 0 AS there") == [{"there": True}]
        assert store.generation() == before
        assert store.where == f"{scheme}://{server_with_tls.address}"


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
@pytest.mark.parametrize("trusting", ["another authority", "the system's"])
def test_an_authority_that_did_not_sign_is_one_sentence(server_with_tls: Encrypted, scheme: str, trusting: str) -> None:
    ca_file = server_with_tls.other if trusting == "another authority" else None
    settings = server_with_tls.settings(scheme + "://{address}", ca_file=ca_file)
    with pytest.raises(GraphError) as raised:
        GraphStore.open(settings)
    with pytest.raises(GraphError) as raised_async:
        asyncio.run(AsyncGraphStore.open(settings))
    assert str(raised_async.value) == str(raised.value)
    said = str(raised.value)
    assert said.startswith(f"The certificate of the graph at {scheme}://{server_with_tls.address} is not one that ")
    assert (str(ca_file) if ca_file else "the authorities of this system") in said
    assert said.endswith("set POLICYGRAPH_CA_FILE to the certificate of the authority that signed it.")


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_of_another_host_is_one_sentence(server_with_tls: Encrypted, scheme: str) -> None:
    elsewhere = server_with_tls.address.replace("127.0.0.1", "127.1")
    settings = server_with_tls.settings(f"{scheme}://{elsewhere}", ca_file=server_with_tls.authority)
    with pytest.raises(
        GraphError, match=r"not valid for '127.1'.*; name it in POLICYGRAPH_URL as its certificate does"
    ):
        GraphStore.open(settings)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_wants_encryption_is_known_as_such(server_with_tls: Encrypted, scheme: str) -> None:
    with pytest.raises(GraphUnavailable, match=r"wants encryption.*neo4j\+s://"):
        GraphStore.open(server_with_tls.settings(scheme + "://{address}"))


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s", "bolt+ssc", "neo4j+ssc"])
def test_a_server_without_encryption_is_known_as_such(server: Server, scheme: str) -> None:
    settings = settings_of(server.place, url=server.url.replace("bolt", scheme))
    with pytest.raises(GraphUnavailable, match="has no TLS"):
        GraphStore.open(settings)


@pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc"])
def test_any_certificate_is_taken_where_the_address_says_so(server_with_tls: Encrypted, scheme: str) -> None:
    with GraphStore.open(server_with_tls.settings(scheme + "://{address}")) as store:
        assert store.read("RETURN 1 AS one") == [{"one": 1}]


def test_a_password_is_not_said_to_a_server_that_is_not_trusted(server_with_tls: Encrypted) -> None:
    """The command line, as users meet it: one line, the secrets of the environment not in it."""
    url = f"neo4j+s://neo4j:{server_with_tls.place.password}@{server_with_tls.address}"
    done = server_with_tls.place.run("status", POLICYGRAPH_URL=url, POLICYGRAPH_CA_FILE=str(server_with_tls.other))
    said = done.stderr.decode()
    assert done.returncode == 1
    assert len(said.splitlines()) == 1
    assert "POLICYGRAPH_CA_FILE" in said
    assert server_with_tls.place.password not in said
