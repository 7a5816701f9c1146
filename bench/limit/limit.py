"""The limit: the same reads and writes with the bare driver, nothing else."""
import threading
from bench.limit import common as c
class Base:  # the contract: setup, advance(i), close
    batch = None
    def __init__(self, db, path, dsn, sync, work, n): self.db, self.path, self.dsn, self.sync, self.work, self.n = db, path, dsn, sync, work, n
    def connect(self): pass

R1 = "SELECT state,version,chain_seq,chain_head FROM participation WHERE id={0}"
R2 = "SELECT required,present FROM role_member WHERE participation_id={0}"
R3 = "SELECT done FROM assignment WHERE participation_id={0} AND state={0}"
W1 = "UPDATE participation SET state={0},version=version+1,chain_seq={0},chain_head={0},updated_at={0} WHERE id={0} AND version={0}"
W2 = "INSERT INTO audit(participation_id,seq,at,actor,action,payload,prev_hash,hash) VALUES({0},{0},{0},{0},{0},{0},{0},{0})"
W3 = "UPDATE task SET status='done',closed_at={0} WHERE participation_id={0} AND status='open'"
W4 = "INSERT INTO task(participation_id,state,title,status,created_at,closed_at) VALUES({0},{0},{0},{0},{0},{0}),({0},{0},{0},{0},{0},{0})"
W5 = "INSERT INTO outbox(participation_id,to_addr,template,context,status,created_at,sent_at) VALUES({0},{0},{0},{0},{0},{0},{0}),({0},{0},{0},{0},{0},{0},{0})"
W6 = "INSERT INTO timer(participation_id,kind,due_at,fired_at) VALUES({0},{0},{0},{0}),({0},{0},{0},{0})"
SQ = {k: v.format("?") for k, v in dict(R1=R1, R2=R2, R3=R3, W1=W1, W2=W2, W3=W3, W4=W4, W5=W5, W6=W6).items()}
PG = {k: v.format("%s") for k, v in dict(R1=R1, R2=R2, R3=R3, W1=W1, W2=W2, W3=W3, W4=W4, W5=W5, W6=W6).items()}

def flat(rows): return rows[0] + rows[1]

def writes(Q, i, row, work):
    state, version, seq, head = row
    to, at = c.NEXT[state], c.NOW + seq
    text = c.canonical(i, seq + 1, state, to, "user:7", at)
    h = c.chain_hash(head, text)
    out = [(Q["W1"], (to, seq + 1, h, at, i, version)),
           (Q["W2"], (i, seq + 1, at, "user:7", "advance", text, head, h))]
    if work == "full":
        out += [(Q["W3"], (at, i)), (Q["W4"], flat(c.task_rows(i, to, at))), (Q["W5"], flat(c.mail_rows(i, to, at))),
                (Q["W6"], flat(c.timer_rows(i, to, at)))]
    return out

def apply_sqlite(ex, i, work):
    row = ex(SQ["R1"], (i,)).fetchone()
    if work == "full":
        roles = ex(SQ["R2"], (i,)).fetchall()
        done = [r[0] for r in ex(SQ["R3"], (i, row[0])).fetchall()]
        if not c.guard(roles, done): raise RuntimeError("guard")
    w = writes(SQ, i, row, work)
    if ex(*w[0]).rowcount != 1: raise RuntimeError("conflict")
    for sql, p in w[1:]: ex(sql, p)

class Sqlite(Base):
    """raw sqlite3, one transaction per advance"""
    dbs = ("sqlite",)
    def setup(self):
        self.con = c.sqlite_setup(self.path, self.n, self.sync)
    def advance(self, i):
        ex = self.con.execute
        ex("BEGIN IMMEDIATE")
        try: apply_sqlite(ex, i, self.work)
        except BaseException: ex("ROLLBACK"); raise
        ex("COMMIT")
    def close(self): self.con.close()

class SqliteBatch(Sqlite):
    """raw sqlite3, 100 advances per transaction"""
    batch = 100
    def advance_many(self, ids):
        ex = self.con.execute
        ex("BEGIN IMMEDIATE")
        for i in ids: apply_sqlite(ex, i, self.work)
        ex("COMMIT")

def canonical_fast(pid, seq, frm, to, actor, at):
    return _od({"action": "advance", "actor": actor, "agency": pid, "at": at, "from": frm, "to": to, "seq": seq, "participation": pid,
                "guards": {"assignments_done": True, "attendance_ok": True, "required_present": 4},
                "note": "The participation was moved on after the meeting; every assignment of the phase is done "
                        "and the people who must attend were present.", "source": "web", "rule": "jim-2026.1"}, option=_S).decode()

class SqliteTuned(Sqlite):
    """raw sqlite3, one transaction per advance, orjson, 64 MB cache, checkpoint every 16000 pages instead of 1000"""
    packages = ("orjson",)
    def setup(self):
        global _od, _S
        import orjson
        _od, _S = orjson.dumps, orjson.OPT_SORT_KEYS
        assert canonical_fast(1, 2, "a", "b", "u", 3) == c.canonical(1, 2, "a", "b", "u", 3)
        c.canonical = canonical_fast
        def mail_rows(pid, to, at):
            ctx = _od({"agency": f"Agency {pid}", "phase": to, "link": f"/p/{pid}", "greeting": "Dear participant", "deadline": at + 1209600,
                       "sender": "The programme office", "lang": "sv", "k": "x" * 120}).decode()
            return [(pid, f"person{pid}.{k}@agency{pid}.test", f"phase_{to}", ctx, "queued", at, None) for k in (0, 1)]
        c.mail_rows = mail_rows
        super().setup()
        for p in ("wal_autocheckpoint=16000", "cache_size=-65536", "temp_store=MEMORY"): self.con.execute("PRAGMA " + p)

class Pg(Base):
    """psycopg3, one transaction per advance, one statement per round trip"""
    dbs = ("pg",); packages = ("psycopg", "psycopg-binary"); pipe = False
    def setup(self):
        c.pg_setup(self.dsn, self.n, self.sync).close()
        self.tl = threading.local()
    def connect(self):
        self.tl.con = c.pg_connect(self.dsn, self.sync); self.tl.con.prepare_threshold = 1
        self.tl.cur = self.tl.con.cursor()
    def advance(self, i):
        con, cur, full = self.tl.con, self.tl.cur, self.work == "full"
        with con.transaction():
            row = cur.execute(PG["R1"], (i,), prepare=True).fetchone()
            if full:
                roles = cur.execute(PG["R2"], (i,), prepare=True).fetchall()
                done = [r[0] for r in cur.execute(PG["R3"], (i, row[0]), prepare=True).fetchall()]
                if not c.guard(roles, done): raise RuntimeError("guard")
            w = writes(PG, i, row, self.work)
            if cur.execute(*w[0], prepare=True).rowcount != 1: raise RuntimeError("conflict")
            for sql, p in w[1:]: cur.execute(sql, p, prepare=True)
            self.tail(cur, i)
    def tail(self, cur, i): pass

# one read statement for the whole decision, then all writes and COMMIT in one pipeline: two round trips per advance.
# The version check travels inside the pipeline: a stale version makes the audit insert fail on its unique index,
# so the transaction aborts (and rowcount is looked at after the sync).
RALL = ("SELECT p.state,p.version,p.chain_seq,p.chain_head,"
        "(SELECT count(*) FILTER (WHERE required=1)-count(*) FILTER (WHERE required=1 AND present=1) FROM role_member r WHERE r.participation_id=p.id),"
        "(SELECT min(done) FROM assignment a WHERE a.participation_id=p.id AND a.state=p.state) FROM participation p WHERE p.id=%s")

class PgPipe(Pg):
    """psycopg3 pipeline mode: one combined read, then BEGIN + writes + COMMIT in one round trip"""
    def advance(self, i):
        con, cur, full = self.tl.con, self.tl.cur, self.work == "full"
        row = cur.execute(RALL if full else PG["R1"], (i,), prepare=True).fetchone()
        if full and (row[4] != 0 or row[5] != 1): raise RuntimeError("guard")
        w = writes(PG, i, row[:4], self.work)
        with con.pipeline():
            cur.execute("BEGIN")
            c2 = con.execute(*w[0], prepare=True)
            for sql, p in w[1:]: cur.execute(sql, p, prepare=True)
            cur.execute("COMMIT")
        if c2.rowcount != 1: raise RuntimeError("conflict")

class PgBatch(Pg):
    """psycopg3 pipeline mode, 100 advances per transaction"""
    batch = 100
    def advance_many(self, ids):
        con, cur, full = self.tl.con, self.tl.cur, self.work == "full"
        with con.transaction():
            with con.pipeline():
                cs = [con.execute(RALL if full else PG["R1"], (i,), prepare=True) for i in ids]
            rows = [x.fetchone() for x in cs]
            with con.pipeline():
                ws = []
                for i, row in zip(ids, rows):
                    if full and (row[4] != 0 or row[5] != 1): raise RuntimeError("guard")
                    w = writes(PG, i, row[:4], self.work)
                    ws.append(con.execute(*w[0], prepare=True))
                    for sql, p in w[1:]: cur.execute(sql, p, prepare=True)
            if any(x.rowcount != 1 for x in ws): raise RuntimeError("conflict")

class PgGlobalChain(Pg):
    """as Pg, but ONE audit chain for all participations: its head row is locked in every transaction"""
    def setup(self):
        con = c.pg_setup(self.dsn, self.n, self.sync)
        con.execute("CREATE TABLE chain(id int primary key, head text); INSERT INTO chain VALUES(1,'x')"); con.close()
        self.tl = threading.local()
    def tail(self, cur, i):       # as late as possible, so the lock is held for two round trips and the commit
        cur.execute("SELECT head FROM chain WHERE id=1 FOR UPDATE", prepare=True).fetchone()
        cur.execute("UPDATE chain SET head=%s WHERE id=1", (str(i),), prepare=True)

CTE = ("WITH u AS (UPDATE participation SET state=%s,version=version+1,chain_seq=%s,chain_head=%s,updated_at=%s WHERE id=%s AND version=%s RETURNING id),"
       " a AS (INSERT INTO audit(participation_id,seq,at,actor,action,payload,prev_hash,hash) SELECT id,%s,%s,%s,%s,%s,%s,%s FROM u),"
       " t AS (UPDATE task SET status='done',closed_at=%s FROM u WHERE participation_id=u.id AND status='open'),"
       " t2 AS (INSERT INTO task(participation_id,state,title,status,created_at,closed_at) SELECT v.* FROM u, (VALUES (%s::int,%s,%s,%s,%s::bigint,%s::bigint),(%s,%s,%s,%s,%s,%s)) v),"
       " o AS (INSERT INTO outbox(participation_id,to_addr,template,context,status,created_at,sent_at) SELECT v.* FROM u, (VALUES (%s::int,%s,%s,%s,%s,%s::bigint,%s::bigint),(%s,%s,%s,%s,%s,%s,%s)) v),"
       " m AS (INSERT INTO timer(participation_id,kind,due_at,fired_at) SELECT v.* FROM u, (VALUES (%s::int,%s,%s::bigint,%s::bigint),(%s,%s,%s,%s)) v)"
       " SELECT count(*) FROM u")

class PgCte(Pg):
    """psycopg3: one combined read, then ONE data-modifying CTE statement in autocommit (2 statements and 2 round trips per advance)"""
    works = ("full",)
    def advance(self, i):
        cur = self.tl.cur
        row = cur.execute(RALL, (i,), prepare=True).fetchone()
        if row[4] != 0 or row[5] != 1: raise RuntimeError("guard")
        w = writes(PG, i, row[:4], "full")
        p = w[0][1] + w[1][1][1:] + (w[2][1][0],) + w[3][1] + w[4][1] + w[5][1]
        if cur.execute(CTE, p, prepare=True).fetchone()[0] != 1: raise RuntimeError("conflict")

if __name__ == "__main__":      # python limit.py [folder on a real disk] -> advances per second of the raw limit on SQLite, FULL
    import os, sys, tempfile, time
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as d:
        for cls, n in ((Sqlite, 300), (SqliteBatch, 600)):
            im = cls("sqlite", os.path.join(d, cls.__name__ + ".db"), None, "FULL", "full", n); im.setup()
            t = time.perf_counter()
            for _ in range(c.STEPS):
                if im.batch:
                    for k in range(1, n + 1, im.batch): im.advance_many(range(k, min(k + im.batch, n + 1)))
                else:
                    for i in range(1, n + 1): im.advance(i)
            print(f"{cls.__name__}: {n * c.STEPS / (time.perf_counter() - t):,.0f} advances/s"); im.close()
