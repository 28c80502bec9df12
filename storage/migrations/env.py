"""What Alembic runs: the revisions, inside the transaction of the connection that ``storage.schema`` hands it."""

from alembic import context

from storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
