-- Tasks of a conclusion (thông báo kết luận). Times are UTC epoch milliseconds.

-- One row a unit or post and task. `body` is the task as JSON, from which the other columns are taken; `matter` its
-- folded words, by which a second import knows it; `next_at` when something next happens to it by itself.
CREATE TABLE tasks (
    code TEXT PRIMARY KEY,
    conclusion TEXT NOT NULL,
    unit TEXT NOT NULL,
    post TEXT NOT NULL,
    matter TEXT NOT NULL,
    status TEXT NOT NULL,          -- open | reported | done | withdrawn
    given_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    next_at INTEGER,
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX tasks_same ON tasks (conclusion, unit, post, matter) WHERE status <> 'withdrawn';
CREATE INDEX tasks_next ON tasks (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX tasks_due ON tasks (due_at, unit, code) WHERE status IN ('open', 'reported');
CREATE INDEX tasks_unit ON tasks (unit, due_at) WHERE status IN ('open', 'reported');
CREATE INDEX tasks_post ON tasks (post, due_at) WHERE status IN ('open', 'reported') AND post <> '';

-- Every move of a task, reports too; `due_at` of the occurrence that it was about. Nothing here is ever changed.
CREATE TABLE task_moves (
    id INTEGER PRIMARY KEY,
    task TEXT NOT NULL REFERENCES tasks (code),
    at INTEGER NOT NULL,
    action TEXT NOT NULL,          -- give | change | accept | progress | done | return | withdraw | hand | remind | …
    person INTEGER,                -- NULL: the clock, or an operator
    words TEXT NOT NULL,
    document TEXT NOT NULL,
    due_at INTEGER NOT NULL
);
CREATE INDEX task_moves_task ON task_moves (task, id);
CREATE INDEX task_moves_ended ON task_moves (at, due_at, task) WHERE action IN ('done', 'withdraw');
CREATE INDEX task_moves_person ON task_moves (person) WHERE person IS NOT NULL;

-- The proof that goes with a report: wanted, then kept under its hash, or lost.
CREATE TABLE task_files (
    task TEXT NOT NULL REFERENCES tasks (code),
    seq INTEGER NOT NULL,
    channel TEXT NOT NULL,
    ref TEXT NOT NULL,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    state TEXT NOT NULL,           -- wanted | kept | lost
    hash TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL,
    PRIMARY KEY (task, seq)
) WITHOUT ROWID;
CREATE INDEX task_files_wanted ON task_files (at) WHERE state = 'wanted';
