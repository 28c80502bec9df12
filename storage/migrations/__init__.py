"""The history of the schema, for Alembic, which ``storage.schema`` runs; there is no alembic.ini.

A new revision is a file under versions/, written by hand and tested, and becomes ``storage.tables.SCHEMA_REVISION``.
"""
