"""Run by Alembic: uses the connection handed over by the caller."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("target_metadata"),
    render_item=context.config.attributes.get("render_item"),
    transactional_ddl=True,
)
context.run_migrations()
