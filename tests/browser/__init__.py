"""Real pages in a real browser, against a real server with the machine's clock."""
