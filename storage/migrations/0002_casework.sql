-- The organisation as dated data, groups, similar reports, and what the clock and the rules of casework ask for.
-- Days are ISO texts, times UTC epoch milliseconds.

ALTER TABLE posts ADD COLUMN under TEXT NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN valid_from TEXT;
ALTER TABLE posts ADD COLUMN valid_to TEXT;
UPDATE posts SET under = 'head-' || unit WHERE kind = 'officer';

-- A deputy acts while no holder of the post is there. `via` is the group by whose membership somebody holds a post.
ALTER TABLE holders ADD COLUMN deputy INTEGER NOT NULL DEFAULT 0;
ALTER TABLE holders ADD COLUMN via TEXT NOT NULL DEFAULT '';
-- A spell may end on a day to come, so what is over is seen by the clock and not by an empty `until`.
DROP INDEX holders_person;
CREATE INDEX holders_person ON holders (person);
CREATE INDEX holders_until ON holders (until) WHERE until IS NOT NULL;
CREATE INDEX posts_valid_to ON posts (valid_to) WHERE valid_to IS NOT NULL;
ALTER TABLE invitations ADD COLUMN deputy INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invitations ADD COLUMN since INTEGER;
ALTER TABLE invitations ADD COLUMN until INTEGER;

CREATE TABLE absences (
    person INTEGER NOT NULL REFERENCES people (id),
    since INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY (person, since)
) WITHOUT ROWID;

CREATE INDEX absences_since ON absences (since);

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
    PRIMARY KEY (channel, user, post, since)
) WITHOUT ROWID;
CREATE INDEX holders_via ON holders (via) WHERE until IS NULL AND via <> '';

-- Who came from a group and waits until the channel was asked whether he or she is a member of it: one row for each.
CREATE TABLE knocks (
    channel TEXT NOT NULL,
    user TEXT NOT NULL,
    code TEXT NOT NULL,
    chat TEXT NOT NULL,
    id TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (channel, user)
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

-- The words of recent cases, folded, to find similar ones by. The rowid grows with the time of filing, so that the newest
-- come first without being sorted. Each word has its unit's code before it, so that no other unit's rows are read.
CREATE VIRTUAL TABLE similar USING fts5 (words, code UNINDEXED, tokenize = 'unicode61', detail = 'none', columnsize = 0);

-- Cases of different people that are about the same matter, each pair once: `code` < `other`.
CREATE TABLE links (
    code TEXT NOT NULL REFERENCES cases (code),
    other TEXT NOT NULL REFERENCES cases (code),
    at INTEGER NOT NULL,
    PRIMARY KEY (code, other)
) WITHOUT ROWID;
CREATE INDEX links_other ON links (other);
CREATE INDEX links_at ON links (at);

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
-- Whether somebody besides the reporter may be shut out of a case, so that a list must ask about each reader.
-- Lists of open cases are read from indexes and desks alone, without opening one case.
ALTER TABLE cases ADD COLUMN guarded INTEGER NOT NULL DEFAULT 1;
DROP INDEX cases_open_unit;
CREATE INDEX cases_open_unit ON cases (unit, due_at, filed_at, guarded, reporter, is_open) WHERE is_open = 1;
CREATE INDEX cases_open_due ON cases (due_at, filed_at, guarded, reporter, is_open) WHERE is_open = 1;
ALTER TABLE desks ADD COLUMN filed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE desks ADD COLUMN guarded INTEGER NOT NULL DEFAULT 1;
ALTER TABLE desks ADD COLUMN reporter INTEGER NOT NULL DEFAULT 0;

