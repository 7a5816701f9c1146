"""Shared pieces of the benchmark: the work of one 'advance', the schema, statistics, output."""
import hashlib, json, os, platform, resource, shutil, statistics, sys, tempfile, time
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
PG_DSN = os.environ.get("BENCH_PG", "host=127.0.0.1 port=55432 user=bench dbname=bench")

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
TABLES = ["participation", "role_member", "assignment", "audit", "task", "outbox", "timer"]
# rows in each table after n instances went through all states; (full work, state-only work)
def expected(n, work):
    base = {"participation": n, "audit": n * STEPS}
    if work == "full":
        base |= {"task": 2 * n + 2 * n * STEPS, "outbox": 2 * n * STEPS, "timer": 2 * n * STEPS}
    return base

def schema_sql(db):
    return SCHEMA.format(pk="INTEGER PRIMARY KEY" if db == "sqlite" else "BIGSERIAL PRIMARY KEY",
                         ts="INTEGER" if db == "sqlite" else "BIGINT")

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
    c.executescript(schema_sql("sqlite"))
    c.execute("BEGIN")
    for sql, rows in zip(SEED_SQL, seed_rows(n)):
        c.executemany(sql.format("?"), rows)
    c.execute("COMMIT"); c.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return c

def pg_connect(dsn=None, sync="FULL", **kw):
    import psycopg
    c = psycopg.connect(dsn or PG_DSN, autocommit=True, **kw)
    c.execute(f"SET synchronous_commit = {'on' if sync == 'FULL' else 'off'}")
    return c

def pg_fresh(schema="b"):
    """drop and make a private schema; returns a DSN with its search_path"""
    import psycopg
    with psycopg.connect(PG_DSN, autocommit=True) as c:
        c.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE"); c.execute(f"CREATE SCHEMA {schema}"); c.execute("CHECKPOINT")
    return PG_DSN + f" options='-c search_path={schema}'"

def pg_setup(dsn, n, sync):
    c = pg_connect(dsn, sync)
    c.execute(schema_sql("pg"))
    with c.transaction():
        cur = c.cursor()
        for sql, rows in zip(SEED_SQL, seed_rows(n)):
            cur.executemany(sql.format("%s"), rows)
    c.execute("SELECT setval('participation_id_seq', %s)", (n,)); c.execute("ANALYZE")
    return c

def pg_url(dsn, driver="postgresql+psycopg"):
    import re, urllib.parse
    d = dict(re.findall(r"(\w+)=('[^']*'|\S+)", dsn))
    d = {k: v.strip("'") for k, v in d.items()}
    q = "?options=" + urllib.parse.quote(d["options"]) if "options" in d else ""
    return f"{driver}://{d['user']}@{d['host']}:{d['port']}/{d['dbname']}{q}"

def pct(xs, p):
    xs = sorted(xs); return xs[min(len(xs) - 1, int(len(xs) * p))]

def med(xs):
    xs = [x for x in xs if x is not None]
    return {"median": statistics.median(xs), "min": min(xs), "max": max(xs), "n": len(xs)} if xs else None

def rss_mb():
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)

def versions(*names):
    from importlib.metadata import version
    out = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    for n in names:
        try: out[n] = version(n)
        except Exception: out[n] = None
    return out

class Scratch:
    """one scratch directory, on a real disk (BENCH_TMP, else the system's temporary folder)"""
    def __enter__(self):
        self.dir = tempfile.mkdtemp(prefix="jfbench-", dir=os.environ.get("BENCH_TMP"))
        return self.dir
    def __exit__(self, *a):
        shutil.rmtree(self.dir, ignore_errors=True)

def emit(obj, path):
    text = json.dumps(obj, indent=1)
    if path and path != "-":
        with open(path, "w") as f: f.write(text + "\n")
    elif path: print(text)
