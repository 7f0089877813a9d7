"""What several tests share: scenarios, builders, and the mark that ties a test to a rule."""
