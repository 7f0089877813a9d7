"""A comment handed in without a connection is kept, said to be so, and sent when there is one (R17)."""

from playwright.async_api import expect

from tests.browser.stage import Stage
from tests.support.rules import rule


@rule("R17")
async def test_a_comment_is_kept_while_there_is_no_connection(stage: Stage) -> None:
    meeting = await stage.live()
    person = await stage.person()
    page = person.page
    await page.goto(f"/m/{meeting}")
    await page.get_by_role("button", name="Ask to speak").first.click()
    await expect(page.locator("#request-1 .ticket")).to_have_text("1")
    await person.context.set_offline(True)
    await page.evaluate("dispatchEvent(new Event('offline'))")
    await page.get_by_label("Your comment").fill("More trees, please")
    await page.get_by_role("button", name="Send comment").click()
    kept = page.get_by_text("Your comment is kept and sent as soon as there is one.")
    await expect(kept).to_be_visible(timeout=30_000)
    await person.context.set_offline(False)
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(page.locator("#my-comments")).to_contain_text("More trees, please", timeout=30_000)
    await expect(kept).to_have_count(0)
    person.complaints.clear()  # the browser's own, that there was no network
