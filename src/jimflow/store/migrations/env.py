"""How Alembic reaches the database here: on the transaction that `jimflow.store.migrate` hands over."""

from alembic import context
from sqlmodel import SQLModel

import jimflow.store.tables  # noqa: F401 - registers every table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
