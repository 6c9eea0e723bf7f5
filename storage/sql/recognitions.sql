-- name: all
SELECT unit, step, day, criteria, tenths, decision FROM recognitions ORDER BY unit, day, step;

-- name: put
INSERT INTO recognitions (unit, step, day, criteria, tenths, decision) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (unit, step, day) DO UPDATE SET
    criteria = excluded.criteria, tenths = excluded.tenths, decision = excluded.decision;
