"""Runs, columns, observations, entries and their changes, single pages."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "columns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("category", sa.String(length=255), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("moved_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_columns"),
        sa.UniqueConstraint("unit", "name", name="uq_columns_unit_name"),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("heartbeat_at", sa.DateTime(), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("finish_reason", sa.String(length=64), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_table(
        "observations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("column_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("observed_at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reader", sa.String(length=64), nullable=False),
        sa.Column("http_status", sa.Integer()),
        sa.Column("back_to", sa.Date()),
        sa.Column("to_end", sa.Boolean(), nullable=False),
        sa.Column("unchanged", sa.Boolean(), nullable=False),
        sa.Column("closing", sa.Boolean(), nullable=False),
        sa.Column("full_walk", sa.Boolean(), nullable=False),
        sa.Column("ordered", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("body_digest", sa.String(length=128), nullable=False),
        sa.Column("list_digest", sa.String(length=128), nullable=False),
        sa.Column("entry_count", sa.Integer(), nullable=False),
        sa.Column("same_as_id", sa.Integer()),
        sa.Column("seen_again_at", sa.DateTime()),
        sa.Column("evidence_file", sa.String(length=255)),
        sa.Column("evidence_offset", sa.BigInteger()),
        sa.Column("evidence_digest", sa.String(length=128)),
        sa.ForeignKeyConstraint(["column_id"], ["columns.id"], name="fk_observations_column_id"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_observations_run_id"),
        sa.ForeignKeyConstraint(["same_as_id"], ["observations.id"], name="fk_observations_same_as_id"),
        sa.PrimaryKeyConstraint("id", name="pk_observations"),
        sa.UniqueConstraint("run_id", "column_id", "page", name="uq_observations_run_id_column_id_page"),
    )
    op.create_index("ix_observations_column_id_observed_at", "observations", ["column_id", "observed_at"])
    op.create_index("ix_observations_column_id_page_observed_at", "observations", ["column_id", "page", "observed_at"])
    op.create_index(
        "ix_observations_full_walks",
        "observations",
        ["column_id", "observed_at"],
        sqlite_where=sa.text("closing = 1 AND full_walk = 1"),
        postgresql_where=sa.text("closing AND full_walk"),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("column_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("published_on", sa.Date()),
        sa.Column("precision", sa.String(length=8)),
        sa.Column("date_source", sa.String(length=16)),
        sa.Column("raw_date", sa.Text(), nullable=False),
        sa.Column("flaw", sa.String(length=16)),
        sa.Column("made_on", sa.Date()),
        sa.Column("index_number", sa.Text(), server_default="", nullable=False),
        sa.Column("document_number", sa.Text(), server_default="", nullable=False),
        sa.Column("first_seen_at", sa.DateTime(), nullable=False),
        sa.Column("first_observation_id", sa.Integer(), nullable=False),
        sa.Column("last_observation_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime()),
        sa.Column("late_entered", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("article_read_at", sa.DateTime()),
        sa.Column("article_title", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence_file", sa.String(length=255)),
        sa.Column("evidence_offset", sa.BigInteger()),
        sa.Column("evidence_digest", sa.String(length=128)),
        sa.ForeignKeyConstraint(["column_id"], ["columns.id"], name="fk_entries_column_id"),
        sa.ForeignKeyConstraint(["first_observation_id"], ["observations.id"], name="fk_entries_first_observation_id"),
        sa.ForeignKeyConstraint(["last_observation_id"], ["observations.id"], name="fk_entries_last_observation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.UniqueConstraint("key", "column_id", name="uq_entries_key_column_id"),
    )
    op.create_index(
        "ix_entries_column_id_published_on_first_seen_at_withdrawn_at",
        "entries",
        ["column_id", "published_on", "first_seen_at", "withdrawn_at"],
    )
    op.create_table(
        "single_pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("column_id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.Column("observed_at", sa.DateTime(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date()),
        sa.Column("precision", sa.String(length=8)),
        sa.Column("date_source", sa.String(length=16)),
        sa.Column("raw_date", sa.Text(), nullable=False),
        sa.Column("flaw", sa.String(length=16)),
        sa.Column("made_on", sa.Date()),
        sa.Column("text_digest", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(["column_id"], ["columns.id"], name="fk_single_pages_column_id"),
        sa.ForeignKeyConstraint(["observation_id"], ["observations.id"], name="fk_single_pages_observation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_single_pages"),
    )
    op.create_index("ix_single_pages_column_id_observed_at", "single_pages", ["column_id", "observed_at"])
    op.create_table(
        "entry_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("old", sa.Text()),
        sa.Column("new", sa.Text()),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_entry_changes_entry_id"),
        sa.PrimaryKeyConstraint("id", name="pk_entry_changes"),
    )
    op.create_index("ix_entry_changes_changed_at", "entry_changes", ["changed_at"])
    op.create_index("ix_entry_changes_entry_id", "entry_changes", ["entry_id"])


def downgrade() -> None:
    op.drop_table("entry_changes")
    op.drop_table("single_pages")
    op.drop_table("entries")
    op.drop_table("observations")
    op.drop_table("runs")
    op.drop_table("columns")
