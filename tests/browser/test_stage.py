"""The home page opens in a browser, and says nothing on its console."""

from playwright.async_api import expect

from tests.browser.stage import Stage


async def test_the_home_page_lists_a_meeting_that_is_on(stage: Stage) -> None:
    await stage.live(title="Council on trees")
    person = await stage.person()
    await person.page.goto("/")
    await expect(person.page.get_by_role("link", name="Council on trees")).to_be_visible()
