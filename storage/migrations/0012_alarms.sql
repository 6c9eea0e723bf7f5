-- Patterns that were seen at a counter, or with counter '' in a whole unit: each once, with the reports behind it.
CREATE TABLE alarms (
    unit TEXT NOT NULL,
    counter TEXT NOT NULL,
    at INTEGER NOT NULL,
    people INTEGER NOT NULL,
    usual REAL NOT NULL,
    codes TEXT NOT NULL,
    PRIMARY KEY (unit, counter, at)
) WITHOUT ROWID;
CREATE INDEX alarms_at ON alarms (at);
-- A unit's reports of the last months, whatever became of them.
CREATE INDEX cases_unit_filed ON cases (unit, filed_at);
