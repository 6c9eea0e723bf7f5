-- name: unsettled
SELECT person FROM absences WHERE told = 0 AND since <= $1
UNION
SELECT person FROM absences WHERE told = 1 AND until <= $1;

-- name: told_of
SELECT person, since, until, told FROM absences
WHERE person IN (SELECT value FROM json_each($1)) AND since <= $2 AND told < 2;

-- name: settle
UPDATE absences SET told = CASE WHEN until <= $2 THEN 2 ELSE 1 END
WHERE person IN (SELECT value FROM json_each($1)) AND since <= $2 AND told < 2;

-- name: end
UPDATE absences SET until = $2 WHERE person = $1 AND since <= $2 AND (until IS NULL OR until > $2);
