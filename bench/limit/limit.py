"""The limit: the same reads and writes with the bare driver, nothing else."""
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
