"""Shared pieces of the benchmark: the work of one 'advance' and the schema."""
import hashlib, json
try:
    from pysqlite3 import dbapi2 as sqlite3  # the product's driver
except ImportError:
    import sqlite3

STATES = ["preparation", "start", "problem_formulation", "budgeting", "deepening", "follow_up", "completed"]
NEXT = dict(zip(STATES, STATES[1:]))
ROLES = ["executive", "project_leader", "hr", "finance", "communications", "observer"]
STEPS = len(STATES) - 1
GENESIS = "0" * 64
NOW = 1_790_000_000

SCHEMA = """
CREATE TABLE participation(id {pk}, agency_id INTEGER NOT NULL, state TEXT NOT NULL, version INTEGER NOT NULL,
  chain_seq INTEGER NOT NULL, chain_head TEXT NOT NULL, updated_at {ts} NOT NULL);
CREATE TABLE role_member(id {pk}, participation_id INTEGER NOT NULL, role TEXT NOT NULL, person TEXT NOT NULL,
  required INTEGER NOT NULL, present INTEGER NOT NULL);
CREATE INDEX ix_role ON role_member(participation_id);
CREATE TABLE assignment(id {pk}, participation_id INTEGER NOT NULL, state TEXT NOT NULL, title TEXT NOT NULL, done INTEGER NOT NULL);
CREATE INDEX ix_assign ON assignment(participation_id, state);
CREATE TABLE audit(id {pk}, participation_id INTEGER NOT NULL, seq INTEGER NOT NULL, at {ts} NOT NULL, actor TEXT NOT NULL,
  action TEXT NOT NULL, payload TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL);
CREATE UNIQUE INDEX ix_audit ON audit(participation_id, seq);
CREATE TABLE task(id {pk}, participation_id INTEGER NOT NULL, state TEXT NOT NULL, title TEXT NOT NULL, status TEXT NOT NULL,
  created_at {ts} NOT NULL, closed_at {ts});
CREATE INDEX ix_task ON task(participation_id, status);
CREATE TABLE outbox(id {pk}, participation_id INTEGER NOT NULL, to_addr TEXT NOT NULL, template TEXT NOT NULL, context TEXT NOT NULL,
  status TEXT NOT NULL, created_at {ts} NOT NULL, sent_at {ts});
CREATE INDEX ix_outbox ON outbox(id) WHERE status = 'queued';
CREATE TABLE timer(id {pk}, participation_id INTEGER NOT NULL, kind TEXT NOT NULL, due_at {ts} NOT NULL, fired_at {ts});
CREATE INDEX ix_timer ON timer(due_at) WHERE fired_at IS NULL;
"""
def schema_sql():
    return SCHEMA.format(pk="INTEGER PRIMARY KEY", ts="INTEGER")

def seed_rows(n):
    """Rows present before the first advance: participation, 6 roles, 12 finished assignments, 2 open tasks each."""
    part = [(i, i, "preparation", 0, 0, GENESIS, NOW) for i in range(1, n + 1)]
    role = [(i, r, f"person{i}.{k}@agency{i}.test", 1 if k < 4 else 0, 1 if k != 5 else 0)
            for i in range(1, n + 1) for k, r in enumerate(ROLES)]
    assign = [(i, s, f"Assignment {k} of {s}", 1) for i in range(1, n + 1) for s in STATES[:-1] for k in (1, 2)]
    task = [(i, "preparation", f"Task {k} of preparation", "open", NOW, None) for i in range(1, n + 1) for k in (1, 2)]
    return part, role, assign, task

SEED_SQL = [
    "INSERT INTO participation(id,agency_id,state,version,chain_seq,chain_head,updated_at) VALUES({0},{0},{0},{0},{0},{0},{0})",
    "INSERT INTO role_member(participation_id,role,person,required,present) VALUES({0},{0},{0},{0},{0})",
    "INSERT INTO assignment(participation_id,state,title,done) VALUES({0},{0},{0},{0})",
    "INSERT INTO task(participation_id,state,title,status,created_at,closed_at) VALUES({0},{0},{0},{0},{0},{0})"]

def guard(roles, assignments):
    """assignments all done, and every required role (>= 4 of them) present"""
    return all(a for a in assignments) and len(assignments) >= 2 and \
        sum(1 for req, pres in roles if req and pres) >= sum(1 for req, _ in roles if req)

def canonical(pid, seq, frm, to, actor, at):
    """~400 byte canonical JSON of one audit event"""
    return json.dumps({"action": "advance", "actor": actor, "agency": pid, "at": at, "from": frm, "to": to, "seq": seq,
                       "participation": pid, "guards": {"assignments_done": True, "attendance_ok": True, "required_present": 4},
                       "note": "The participation was moved on after the meeting; every assignment of the phase is done "
                               "and the people who must attend were present.", "source": "web", "rule": "jim-2026.1"},
                      sort_keys=True, separators=(",", ":"), ensure_ascii=False)

def chain_hash(prev, text):
    return hashlib.sha256((prev + text).encode()).hexdigest()

def mail_rows(pid, to, at):
    ctx = json.dumps({"agency": f"Agency {pid}", "phase": to, "link": f"/p/{pid}", "greeting": "Dear participant",
                      "deadline": at + 1209600, "sender": "The programme office", "lang": "sv", "k": "x" * 120})
    return [(pid, f"person{pid}.{k}@agency{pid}.test", f"phase_{to}", ctx, "queued", at, None) for k in (0, 1)]

def task_rows(pid, to, at):
    return [(pid, to, f"Task {k} of {to}", "open", at, None) for k in (1, 2)]

def timer_rows(pid, to, at):
    return [(pid, f"remind_{to}", at + 86400 * (7 + pid % 50), None), (pid, f"escalate_{to}", at + 86400 * (14 + pid % 50), None)]

def sqlite_connect(path, sync="FULL", **kw):
    c = sqlite3.connect(path, isolation_level=None, timeout=30, **kw)
    c.execute("PRAGMA journal_mode=WAL"); c.execute(f"PRAGMA synchronous={sync}")
    return c

def sqlite_setup(path, n, sync):
    c = sqlite_connect(path, sync)
    c.executescript(schema_sql())
    c.execute("BEGIN")
    for sql, rows in zip(SEED_SQL, seed_rows(n)):
        c.executemany(sql.format("?"), rows)
    c.execute("COMMIT"); c.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return c
