from django.contrib.staticfiles import finders


def test_icon_that_browsers_ask_for_by_themselves_exists(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert finders.find(response["Location"].removeprefix("/static/"))
