"""What Alembic runs: our revisions, on the connection that the caller opened."""

from alembic import context

from meetingsvc.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
