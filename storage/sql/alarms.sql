-- Times are UTC epoch milliseconds.

-- name: busy
-- The units about which something was filed after a moment.
SELECT DISTINCT unit FROM cases WHERE filed_at > $1 AND status <> 'withdrawn';

-- name: first
SELECT min(filed_at) FROM cases;

-- name: voices
SELECT code, reporter, counter, category, filed_at FROM cases
WHERE unit = $1 AND filed_at > $2 AND status <> 'withdrawn' ORDER BY filed_at, code;

-- name: keep
INSERT INTO alarms (unit, counter, at, people, usual, codes) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING;

-- name: of_unit
SELECT unit, counter, at, people, usual, codes FROM alarms WHERE unit = $1 AND at > $2 ORDER BY at, counter;

-- name: between
SELECT unit, counter, at, people, usual, codes FROM alarms WHERE at >= $1 AND at < $2 ORDER BY at, unit, counter;
