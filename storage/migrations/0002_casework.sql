-- The organisation as dated data, groups, similar reports, and what the clock and the rules of casework ask for.
-- Days are ISO texts, times UTC epoch milliseconds.

ALTER TABLE posts ADD COLUMN under TEXT NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN valid_from TEXT;
ALTER TABLE posts ADD COLUMN valid_to TEXT;
UPDATE posts SET under = 'head-' || unit WHERE kind = 'officer';

-- A deputy acts while no holder of the post is there. `via` is the group by whose membership somebody holds a post.
ALTER TABLE holders ADD COLUMN deputy INTEGER NOT NULL DEFAULT 0;
ALTER TABLE holders ADD COLUMN via TEXT NOT NULL DEFAULT '';
ALTER TABLE invitations ADD COLUMN deputy INTEGER NOT NULL DEFAULT 0;

CREATE TABLE absences (
    person INTEGER NOT NULL REFERENCES people (id),
    since INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (person, since)
) WITHOUT ROWID;

-- Which units a member follows for a time, in place of the post's own list.
CREATE TABLE followings (
    post TEXT NOT NULL REFERENCES posts (id),
    units TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (post, since)
) WITHOUT ROWID;

-- Which kinds of posts get a category first for a time, in place of the standard.
CREATE TABLE jurisdictions (
    category TEXT NOT NULL,
    first TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (category, since)
) WITHOUT ROWID;

-- Group chats that are the inbox of a post; `person` brought the bot into them.
CREATE TABLE groups (
    channel TEXT NOT NULL,
    user TEXT NOT NULL,
    post TEXT NOT NULL REFERENCES posts (id),
    person INTEGER NOT NULL REFERENCES people (id),
    since INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (channel, user, since)
) WITHOUT ROWID;

-- Units that were imported: each replaces the packaged one of its code, or is new. `body` is the unit as JSON.
CREATE TABLE units (
    code TEXT PRIMARY KEY,
    body TEXT NOT NULL
) WITHOUT ROWID;

-- A number that grows with every import, so that a running program notices it.
CREATE TABLE versions (
    what TEXT PRIMARY KEY,
    n INTEGER NOT NULL
) WITHOUT ROWID;

-- The words of open and recent cases, folded, to find similar ones by.
CREATE VIRTUAL TABLE similar USING fts5 (folded, code UNINDEXED, unit UNINDEXED, tokenize = 'unicode61');

-- Cases of different people that are about the same matter, each pair once: `code` < `other`.
CREATE TABLE links (
    code TEXT NOT NULL REFERENCES cases (code),
    other TEXT NOT NULL REFERENCES cases (code),
    at INTEGER NOT NULL,
    PRIMARY KEY (code, other)
) WITHOUT ROWID;
CREATE INDEX links_other ON links (other);

-- A unit's last answers, to compare a new one with.
CREATE INDEX history_answers ON history (unit, at) WHERE action = 'answer';
-- What a reporter sent in a day to one unit.
CREATE INDEX cases_reporter_unit ON cases (reporter, unit, filed_at);

-- Whether time had been granted when something happened, so that such answers are counted apart.
ALTER TABLE history ADD COLUMN extended INTEGER NOT NULL DEFAULT 0;
-- Where a transfer went; `post` is who transferred.
ALTER TABLE history ADD COLUMN went_to TEXT;
DROP INDEX history_at;
CREATE INDEX history_at ON history (at, action, unit, category, delta, due_at, extended);

-- What the clock owes a person, gathered so that one message tells it all: at most one row for a person and a case.
CREATE TABLE due_notices (
    person INTEGER NOT NULL REFERENCES people (id),
    code TEXT NOT NULL REFERENCES cases (code),
    kind TEXT NOT NULL,
    post TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (person, code)
) WITHOUT ROWID;

-- What could not be delivered, for `check` and for the next contact.
CREATE INDEX outbox_shut ON outbox (id) WHERE state = 'unreachable';
CREATE INDEX outbox_due ON outbox (person) WHERE kind = 'due';

-- A number drawn anew whenever the organisation changes, so that it need be read again only then. It is drawn, not
-- counted, since a change that was rolled back must not leave its number to the next one.
INSERT INTO versions (what, n) VALUES ('organisation', random());
CREATE TRIGGER posts_inserted AFTER INSERT ON posts BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER posts_updated AFTER UPDATE ON posts BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER posts_deleted AFTER DELETE ON posts BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER holders_inserted AFTER INSERT ON holders BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER holders_updated AFTER UPDATE ON holders BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER holders_deleted AFTER DELETE ON holders BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER absences_inserted AFTER INSERT ON absences BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER absences_updated AFTER UPDATE ON absences BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER absences_deleted AFTER DELETE ON absences BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER followings_inserted AFTER INSERT ON followings BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER followings_updated AFTER UPDATE ON followings BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER followings_deleted AFTER DELETE ON followings BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER jurisdictions_inserted AFTER INSERT ON jurisdictions BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER jurisdictions_updated AFTER UPDATE ON jurisdictions BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER jurisdictions_deleted AFTER DELETE ON jurisdictions BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER groups_inserted AFTER INSERT ON groups BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER groups_updated AFTER UPDATE ON groups BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
CREATE TRIGGER groups_deleted AFTER DELETE ON groups BEGIN
    UPDATE versions SET n = random() WHERE what = 'organisation';
END;
