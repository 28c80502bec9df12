"""How each column was last read, so that a corrected reader is noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("columns") as columns:
        columns.add_column(sa.Column("reading", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("columns") as columns:
        columns.drop_column("reading")
