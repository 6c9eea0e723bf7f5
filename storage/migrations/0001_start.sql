-- Times are UTC epoch milliseconds. Ids and codes are made by the application.

-- Who talks to us, and where.
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    language TEXT,
    consent_at INTEGER,
    created_at INTEGER NOT NULL
);

CREATE TABLE addresses (
    channel TEXT NOT NULL,
    user TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES people (id),
    hint TEXT,
    reachable INTEGER NOT NULL DEFAULT 1,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (channel, user)
) WITHOUT ROWID;
CREATE INDEX addresses_person ON addresses (person, seen_at);

-- One state for each address, as JSON.
CREATE TABLE conversations (
    channel TEXT NOT NULL,
    user TEXT NOT NULL,
    state TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (channel, user)
) WITHOUT ROWID;
CREATE INDEX conversations_changed ON conversations (changed_at);

-- The claim is the inbox: an update's id, seen once.
CREATE TABLE claims (
    channel TEXT NOT NULL,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (channel, id)
) WITHOUT ROWID;
CREATE INDEX claims_at ON claims (at);

-- Poisoned events, for an operator; pruned by retention, never logged.
CREATE TABLE aside (
    channel TEXT NOT NULL,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    payload TEXT NOT NULL,
    error TEXT NOT NULL,
    PRIMARY KEY (channel, id)
) WITHOUT ROWID;

-- Posts, who holds them, and invitations to them.
CREATE TABLE posts (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL DEFAULT '',
    follows TEXT NOT NULL DEFAULT '[]'
) WITHOUT ROWID;

CREATE TABLE holders (
    post TEXT NOT NULL REFERENCES posts (id),
    person INTEGER NOT NULL REFERENCES people (id),
    name TEXT NOT NULL DEFAULT '',
    since INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (post, person, since)
) WITHOUT ROWID;
CREATE INDEX holders_person ON holders (person) WHERE until IS NULL;

CREATE TABLE invitations (
    token TEXT PRIMARY KEY,
    post TEXT NOT NULL REFERENCES posts (id),
    name TEXT NOT NULL DEFAULT '',
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    used_by INTEGER REFERENCES people (id)
) WITHOUT ROWID;

-- Cases. `body` holds the whole case as JSON; the columns beside it are what queries ask for.
CREATE TABLE cases (
    code TEXT PRIMARY KEY,
    unit TEXT NOT NULL,
    category TEXT NOT NULL,
    status TEXT NOT NULL,
    holder TEXT,
    reporter INTEGER NOT NULL REFERENCES people (id),
    filed_at INTEGER NOT NULL,
    due_at INTEGER,
    next_at INTEGER,
    is_open INTEGER NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX cases_next ON cases (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX cases_reporter ON cases (reporter, filed_at);
CREATE INDEX cases_filed ON cases (filed_at);
CREATE INDEX cases_open_unit ON cases (unit, due_at) WHERE is_open = 1;
CREATE INDEX cases_waiting ON cases (reporter) WHERE status = 'need_info';
CREATE INDEX cases_unplaced ON cases (filed_at) WHERE status = 'new';

-- On whose desk a case lies while it is open.
CREATE TABLE desks (
    post TEXT NOT NULL REFERENCES posts (id),
    code TEXT NOT NULL REFERENCES cases (code),
    due_at INTEGER NOT NULL,
    PRIMARY KEY (post, due_at, code)
) WITHOUT ROWID;
CREATE INDEX desks_code ON desks (code);

-- Every move of every case. `delta` is +1 where the case became open, -1 where it ceased to be.
CREATE TABLE history (
    code TEXT NOT NULL REFERENCES cases (code),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    unit TEXT NOT NULL,
    category TEXT NOT NULL,
    action TEXT NOT NULL,
    post TEXT,
    person INTEGER,
    note TEXT NOT NULL DEFAULT '',
    delta INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER,
    PRIMARY KEY (code, seq)
) WITHOUT ROWID;
CREATE INDEX history_at ON history (at, action, unit, category, delta, due_at);

-- What a reporter or an official wrote or sent; `message` is the channel's id, to which an edit refers.
CREATE TABLE words (
    code TEXT NOT NULL REFERENCES cases (code),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    channel TEXT NOT NULL DEFAULT '',
    message TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (code, seq)
) WITHOUT ROWID;
CREATE INDEX words_message ON words (channel, message) WHERE message IS NOT NULL;

CREATE TABLE case_files (
    code TEXT NOT NULL REFERENCES cases (code),
    seq INTEGER NOT NULL,
    side TEXT NOT NULL,
    channel TEXT NOT NULL,
    ref TEXT NOT NULL,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    state TEXT NOT NULL,
    hash TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL,
    PRIMARY KEY (code, seq)
) WITHOUT ROWID;
CREATE INDEX case_files_wanted ON case_files (at) WHERE state = 'wanted';

-- What must be sent. `unique_key` makes a notice owed once be sent once.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    user TEXT NOT NULL,
    person INTEGER NOT NULL,
    kind TEXT NOT NULL,
    code TEXT,
    say TEXT NOT NULL,
    state TEXT NOT NULL,
    not_before INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    again INTEGER NOT NULL DEFAULT 0,
    sent_as TEXT,
    unique_key TEXT UNIQUE,
    made_at INTEGER NOT NULL
);
CREATE INDEX outbox_queued ON outbox (channel, id) WHERE state = 'queued';
CREATE INDEX outbox_sending ON outbox (channel, id) WHERE state = 'sending';
CREATE INDEX outbox_made ON outbox (made_at);
CREATE INDEX outbox_pending ON outbox (person) WHERE state = 'unreachable';
CREATE INDEX outbox_code ON outbox (code, person) WHERE code IS NOT NULL;

-- Which digest went to whom for which week.
CREATE TABLE digests (
    kind TEXT NOT NULL,
    period TEXT NOT NULL,
    person INTEGER NOT NULL,
    post TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (kind, period, person)
) WITHOUT ROWID;

-- Guidance given without keeping the words: only a count by day.
CREATE TABLE counts (
    what TEXT NOT NULL,
    day TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (what, day)
) WITHOUT ROWID;

-- The clock: what the simulated time was at a real moment, and how fast it runs.
CREATE TABLE clock (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    real_at INTEGER NOT NULL,
    simulated_at INTEGER NOT NULL,
    speed REAL NOT NULL
);

-- The web chat keeps its own bubbles, since a page has no other memory.
CREATE TABLE web_messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    id TEXT UNIQUE,
    who TEXT NOT NULL,
    body TEXT NOT NULL,
    replaces INTEGER,
    at INTEGER NOT NULL
);
CREATE INDEX web_messages_chat ON web_messages (chat, seq);
CREATE INDEX web_messages_at ON web_messages (at);
