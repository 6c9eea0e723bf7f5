-- name: put_post
INSERT INTO posts (id, kind, unit, follows, under, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET
    kind = excluded.kind, unit = excluded.unit, follows = excluded.follows, under = excluded.under,
    valid_from = excluded.valid_from, valid_to = excluded.valid_to;

-- name: put_holder
INSERT INTO holders (post, person, name, since, until, deputy) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (post, person, since) DO UPDATE SET
    name = excluded.name, until = excluded.until, deputy = excluded.deputy;

-- name: put_absence
INSERT INTO absences (person, since, until, told) VALUES ($1, $2, $3, CASE WHEN $3 <= $4 THEN 2 ELSE 0 END)
ON CONFLICT (person, since) DO UPDATE SET
    until = excluded.until, told = CASE WHEN told = 2 THEN excluded.told ELSE told END;

-- name: put_following
INSERT INTO followings (post, units, since, until) VALUES ($1, $2, $3, $4)
ON CONFLICT (post, since) DO UPDATE SET units = excluded.units, until = excluded.until;

-- name: put_jurisdiction
INSERT INTO jurisdictions (category, first, since, until) VALUES ($1, $2, $3, $4)
ON CONFLICT (category, since) DO UPDATE SET first = excluded.first, until = excluded.until;

-- name: invited
SELECT post, name, expires_at, deputy FROM invitations WHERE used_at IS NULL AND expires_at > $1;
