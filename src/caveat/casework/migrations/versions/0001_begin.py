"""The tables of the casework, and the triggers that guard them.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CLOSED = "('true match', 'false match', 'inconclusive')"

_NO_SECOND = """
    NEW.kind = 'decided'
    AND EXISTS (SELECT 1 FROM rules WHERE outcome = NEW.outcome AND persons = 2)
    AND NOT EXISTS (
        SELECT 1 FROM decisions AS first
        WHERE first.alert_id = NEW.alert_id AND first.kind = 'proposed'
        AND first.outcome = NEW.outcome AND first.actor = NEW.proposed_by
        AND first.actor <> NEW.actor
    )
"""
_UNDECIDED = f"""
    NEW.state IN {CLOSED} AND NOT EXISTS (
        SELECT 1 FROM decisions
        WHERE decisions.id = NEW.decision_id AND decisions.alert_id = NEW.id
        AND decisions.kind = 'decided' AND decisions.outcome = NEW.state
    )
"""

GUARDS = (
    ("journal_kept", "UPDATE OR DELETE", "journal", "", "the journal is only ever added to"),
    ("decisions_kept", "UPDATE", "decisions", "", "a decision is never changed"),
    ("two_persons", "INSERT", "decisions", _NO_SECOND, "this outcome needs two persons"),
    (
        "alerts_decided",
        "INSERT OR UPDATE",
        "alerts",
        _UNDECIDED,
        "an alert is closed by a decision",
    ),
)
"""Name, events, table, when, and what is said of it."""


def upgrade() -> None:
    """Make the tables."""
    _tables()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgres()
    else:
        _guard_sqlite()
    op.execute(
        "INSERT INTO rules (outcome, persons) VALUES "
        "('true match', 2), ('false match', 1), ('inconclusive', 1)"
    )
    op.execute(
        "INSERT INTO head (id, seq, hash, at, key, signature) "
        f"VALUES (1, 0, '{'0' * 64}', '', '', '')"
    )


def _guard_sqlite() -> None:
    for name, events, table, when, said in GUARDS:
        for event in events.split(" OR "):
            op.execute(
                f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} "
                f"{f'WHEN {when}' if when else ''} BEGIN SELECT RAISE(ABORT, '{said}'); END"
            )


def _guard_postgres() -> None:
    for name, events, table, when, said in GUARDS:
        refuse = f"RAISE EXCEPTION '{said}';"
        body = f"IF {when} THEN {refuse} END IF; RETURN NEW;" if when else refuse
        op.execute(
            f"CREATE FUNCTION caveat_{name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body} END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {events} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION caveat_{name}()"
        )
    op.execute(
        "CREATE TRIGGER journal_whole BEFORE TRUNCATE ON journal "
        "FOR EACH STATEMENT EXECUTE FUNCTION caveat_journal_kept()"
    )


def _tables() -> None:
    op.create_table(
        "head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", NUMBER, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_head_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head")),
    )
    op.create_table(
        "journal",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("via", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=50), nullable=False),
        sa.Column("about", sa.String(length=100), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
    )
    op.create_index(op.f("ix_journal_about_seq"), "journal", ["about", "seq"], unique=False)
    op.create_table(
        "portfolios",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("key_heading", sa.Text(), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.Column("synced_at", sa.String(27), nullable=False),
        sa.Column("removed_at", sa.String(27), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolios")),
        sa.UniqueConstraint("name", name=op.f("uq_portfolios_name")),
    )
    op.create_table(
        "rules",
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('true match', 'false match', 'inconclusive')",
            name=op.f("ck_rules_outcome"),
        ),
        sa.CheckConstraint("persons IN (1, 2)", name=op.f("ck_rules_persons")),
        sa.PrimaryKeyConstraint("outcome", name=op.f("pk_rules")),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "users",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.CheckConstraint(
            "role IN ('analyst', 'approver', 'auditor', 'admin')", name=op.f("ck_users_role")
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
    )
    op.create_table(
        "customers",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("portfolio_id", NUMBER, nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.Column("removed_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolios.id"], name=op.f("fk_customers_portfolio_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("portfolio_id", "mark", name=op.f("uq_customers_portfolio_id_mark")),
    )
    op.create_table(
        "runs",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("portfolio_id", NUMBER, nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.String(27), nullable=False),
        sa.Column("ended_at", sa.String(27), nullable=True),
        sa.Column("reached", NUMBER, nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolios.id"], name=op.f("fk_runs_portfolio_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_index(op.f("ix_runs_portfolio_id_id"), "runs", ["portfolio_id", "id"], unique=False)
    op.create_table(
        "alerts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("portfolio_id", NUMBER, nullable=False),
        sa.Column("customer_id", NUMBER, nullable=False),
        sa.Column("party", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("lists", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assignee", sa.String(length=100), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("due_for", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.String(27), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.Column("changed_by", sa.String(length=100), nullable=False),
        sa.Column("closed_at", sa.String(27), nullable=True),
        sa.Column("gone_at", sa.String(27), nullable=True),
        sa.Column("snapshot_id", NUMBER, nullable=True),
        sa.Column("decision_id", NUMBER, nullable=True),
        sa.Column("proposal_id", NUMBER, nullable=True),
        sa.Column("hold", sa.String(length=100), nullable=True),
        sa.CheckConstraint(
            "NOT state IN ('true match', 'false match', 'inconclusive') OR decision_id IS NOT NULL",
            name=op.f("ck_alerts_decided"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'in review', 'escalated', "
            "'true match', 'false match', 'inconclusive', 'lapsed')",
            name=op.f("ck_alerts_state"),
        ),
        sa.ForeignKeyConstraint(["assignee"], ["users.name"], name=op.f("fk_alerts_assignee")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_alerts_customer_id")
        ),
        sa.ForeignKeyConstraint(["hold"], ["users.name"], name=op.f("fk_alerts_hold")),
        sa.ForeignKeyConstraint(
            ["portfolio_id"], ["portfolios.id"], name=op.f("fk_alerts_portfolio_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("customer_id", "party", name=op.f("uq_alerts_customer_id_party")),
    )
    op.create_index(
        op.f("ix_alerts_assignee_state_score_id"),
        "alerts",
        ["assignee", "state", "score", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_alerts_due"), "alerts", ["due"], unique=False)
    op.create_index(op.f("ix_alerts_party"), "alerts", ["party"], unique=False)
    op.create_index(
        op.f("ix_alerts_portfolio_id_state_score_id"),
        "alerts",
        ["portfolio_id", "state", "score", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_alerts_score_id"), "alerts", ["score", "id"], unique=False)
    op.create_index(
        op.f("ix_alerts_state_score_id"), "alerts", ["state", "score", "id"], unique=False
    )
    op.create_table(
        "attachments",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("alert_id", NUMBER, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_by", sa.String(length=100), nullable=False),
        sa.Column("added_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["users.name"], name=op.f("fk_attachments_added_by")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_attachments_alert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_alert_id"), "attachments", ["alert_id"], unique=False)
    op.create_table(
        "snapshots",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("alert_id", NUMBER, nullable=False),
        sa.Column("run_id", NUMBER, nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("customer_digest", sa.String(length=64), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("verdict", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_snapshots_alert_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_snapshots_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshots")),
    )
    op.create_index(op.f("ix_snapshots_alert_id_id"), "snapshots", ["alert_id", "id"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("alert_id", NUMBER, nullable=False),
        sa.Column("snapshot_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=50), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("proposed_by", sa.String(length=100), nullable=True),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "kind IN ('noted', 'escalated', 'proposed', 'refused', 'decided')",
            name=op.f("ck_decisions_kind"),
        ),
        sa.CheckConstraint(
            "proposed_by IS NULL OR proposed_by <> actor", name=op.f("ck_decisions_two_persons")
        ),
        sa.ForeignKeyConstraint(["actor"], ["users.name"], name=op.f("fk_decisions_actor")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_decisions_alert_id")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["users.name"], name=op.f("fk_decisions_proposed_by")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshots.id"], name=op.f("fk_decisions_snapshot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(
        op.f("ix_decisions_actor_made_at"), "decisions", ["actor", "made_at"], unique=False
    )
    op.create_index(op.f("ix_decisions_alert_id_id"), "decisions", ["alert_id", "id"], unique=False)
