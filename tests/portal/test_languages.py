import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/en", "/en/", "/en/shanghai-stc/2025/"])
def test_english_addresses_answer_404_until_english_is_complete(client, address):
    assert client.get(address).status_code == 404


def test_browser_language_does_not_change_an_address(client):
    response = client.get("/", headers={"accept-language": "en"})
    assert response.status_code == 200
    assert response["Content-Language"] == "zh-hans"
    assert "Accept-Language" not in response.get("Vary", "")
