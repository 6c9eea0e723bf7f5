-- Zalo's Official Account: its tokens (the newest pair is the one in use, the one before it is kept to look into
-- trouble), what kind of account it is, and the files that lie uploaded there.
CREATE TABLE zalo_tokens (
    id INTEGER PRIMARY KEY,
    app TEXT NOT NULL,
    access TEXT NOT NULL,
    refresh TEXT NOT NULL,
    got_at INTEGER NOT NULL,
    lasts INTEGER NOT NULL
);
CREATE INDEX zalo_tokens_app ON zalo_tokens (app, id);

CREATE TABLE zalo_accounts (
    app TEXT PRIMARY KEY,
    version TEXT,
    trouble TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

CREATE TABLE zalo_media (
    app TEXT NOT NULL,
    hash TEXT NOT NULL,
    kind TEXT NOT NULL,
    media TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (app, hash, kind)
) WITHOUT ROWID;
CREATE INDEX zalo_media_at ON zalo_media (at);
CREATE INDEX addresses_channel_seen ON addresses (channel, seen_at);
