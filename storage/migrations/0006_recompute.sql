-- Lists by which the clock finds cases that wait for somebody, however many there are, and a fresh look at every case.
DROP INDEX cases_unplaced;
CREATE INDEX cases_unplaced ON cases (filed_at, code) WHERE status = 'new';
CREATE INDEX cases_stuck ON cases (code) WHERE is_open = 1 AND next_at IS NULL AND status <> 'new';
-- When something next happens to a case is computed anew by the rules of this release, at the first tick.
UPDATE cases SET next_at = 0 WHERE is_open = 1 OR status = 'answered';
