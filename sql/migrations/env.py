"""Alembic's way in: migrate over the connection that the warehouse hands over, inside its transaction.

Views rest on the tables, so they go before any table changes; the warehouse makes them anew (sql/views).
"""

from alembic import context
from sqlalchemy import inspect

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=True)
with context.begin_transaction():
    if context.get_context().get_current_revision() != context.get_revision_argument():
        for view in inspect(connection).get_view_names():
            if view.startswith("v_"):
                connection.exec_driver_sql(f"DROP VIEW {view}")
    context.run_migrations()
