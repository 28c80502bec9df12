"""Runs of several kinds with their exit status; visits to the home page; notices; late entries found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("runs") as runs:
        runs.add_column(sa.Column("kind", sa.String(length=16), nullable=False, server_default="crawl"))
        runs.add_column(sa.Column("pid", sa.Integer()))
        runs.add_column(sa.Column("exit_status", sa.Integer()))
    op.create_table(
        "visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visited_at", sa.DateTime(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("http_status", sa.Integer()),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("list_digest", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
    )
    op.create_index("ix_visits_visited_at", "visits", ["visited_at"])
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.create_index("ix_notices_sent_at", "notices", ["sent_at"])
    op.create_index(
        "ix_entries_late",
        "entries",
        ["published_on", "column_id", "first_seen_at"],
        sqlite_where=sa.text("late_entered = 1"),
        postgresql_where=sa.text("late_entered"),
    )


def downgrade() -> None:
    op.drop_index("ix_entries_late", "entries")
    op.drop_table("notices")
    op.drop_table("visits")
    with op.batch_alter_table("runs") as runs:
        runs.drop_column("exit_status")
        runs.drop_column("pid")
        runs.drop_column("kind")
