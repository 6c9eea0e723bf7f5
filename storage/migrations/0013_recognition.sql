-- Scorecards read what happened to one unit's cases: when rounds began and ended, and which answers nobody judged.
CREATE INDEX history_of_unit ON history (unit, at) WHERE delta <> 0 OR action = 'lapse';

-- Which units registered, scored themselves, were appraised or were recognised (công nhận đạt chuẩn), by the day of it
-- and the version of the criteria. Days are ISO texts; `tenths` are points in tenths.
CREATE TABLE recognitions (
    unit TEXT NOT NULL,
    step TEXT NOT NULL,            -- registered | self_scored | appraised | recognised | withdrawn
    day TEXT NOT NULL,
    criteria TEXT NOT NULL,
    tenths INTEGER,
    decision TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (unit, step, day)
) WITHOUT ROWID;

-- What the head of a unit objects to in a scorecard (ý kiến không đồng ý).
CREATE TABLE objections (
    id INTEGER PRIMARY KEY,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    figure TEXT NOT NULL,
    at INTEGER NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX objections_unit ON objections (unit, period);
