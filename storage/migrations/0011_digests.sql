-- What a digest needs to tell a past moment as it was, and what its readers follow. Times are UTC epoch milliseconds.

-- Who owed the answer after each move, who had taken the case, and the posts that had it (their ids, with spaces between).
-- Rows of an older release have none of it: there a digest tells who holds the case now.
ALTER TABLE history ADD COLUMN holder TEXT;
ALTER TABLE history ADD COLUMN taken_by INTEGER;
ALTER TABLE history ADD COLUMN reach TEXT;

-- Which units a person wants first in the digest (theo dõi). It gives no right to read a case.
CREATE TABLE follows (
    person INTEGER NOT NULL REFERENCES people (id),
    unit TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (person, unit)
) WITHOUT ROWID;

-- Counters that several people report in a period, found without opening one case.
ALTER TABLE cases ADD COLUMN counter TEXT NOT NULL DEFAULT '';
UPDATE cases SET counter = json_extract(body, '$.counter') WHERE json_extract(body, '$.counter') <> '';
CREATE INDEX cases_counter ON cases (filed_at, unit, counter, reporter) WHERE counter <> '';

-- What stands open, by unit and category, and who may be shut out of a case, each read without the cases themselves.
DROP INDEX cases_open_due;
CREATE INDEX cases_open_due ON cases (due_at, filed_at, guarded, reporter, is_open, unit, category) WHERE is_open = 1;
CREATE INDEX cases_shut ON cases (code, guarded, reporter);
