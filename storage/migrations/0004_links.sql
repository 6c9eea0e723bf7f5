-- Notices that wait for the next contact, and one person on several channels. Times are UTC epoch milliseconds.

-- Why a parcel once did not arrive, and whether its reader was told of it by a template.
ALTER TABLE outbox ADD COLUMN reason TEXT;
ALTER TABLE outbox ADD COLUMN offered INTEGER NOT NULL DEFAULT 0;
-- Why an address is not reachable.
ALTER TABLE addresses ADD COLUMN shut TEXT;
CREATE INDEX addresses_shut ON addresses (channel, shut) WHERE reachable = 0;

-- One-time codes by which a person joins two addresses, as hashes. `by_…` is the address where it was typed.
CREATE TABLE link_codes (
    code TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    user TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    by_channel TEXT,
    by_user TEXT,
    used_at INTEGER
) WITHOUT ROWID;
CREATE INDEX link_codes_address ON link_codes (channel, user);
CREATE INDEX link_codes_by ON link_codes (by_channel, by_user) WHERE by_user IS NOT NULL;
CREATE INDEX link_codes_expires ON link_codes (expires_at);

-- When an address typed a code, right or wrong.
CREATE TABLE link_tries (
    channel TEXT NOT NULL,
    user TEXT NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX link_tries_address ON link_tries (channel, user, at);
CREATE INDEX link_tries_at ON link_tries (at);
