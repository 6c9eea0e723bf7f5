-- name: add
INSERT INTO outbox (id, channel, user, person, kind, code, say, state, not_before, unique_key, made_at)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
       value ->> 8, value ->> 9, $2
FROM json_each($1) WHERE true
ON CONFLICT (unique_key) DO NOTHING
RETURNING id;

-- name: sent
UPDATE outbox SET state = 'sent', sent_as = $2, tries = tries + 1 WHERE id = $1;

-- name: sending
UPDATE outbox SET state = 'sending'
WHERE state = 'queued' AND id IN (SELECT value FROM json_each($1))
RETURNING id;

-- name: put_back
UPDATE outbox SET state = 'queued' WHERE state = 'sending' AND id IN (SELECT value FROM json_each($1));

-- name: later
UPDATE outbox SET state = 'queued', not_before = $2, again = max(again, $3), tries = tries + 1 WHERE id = $1;

-- name: finish
UPDATE outbox SET state = $2, tries = tries + 1, reason = coalesce($3, reason), again = max(again, $4) WHERE id = $1;

-- name: recover
UPDATE outbox SET state = 'queued', again = 1
WHERE state = 'sending' AND channel IN (SELECT value FROM json_each($1));

-- name: unsent
SELECT id, channel, user, person, kind, code, say, not_before, tries, again, unique_key, reason FROM outbox
WHERE state = 'queued' AND channel IN (SELECT value FROM json_each($1)) AND id > $2 ORDER BY id LIMIT $3;

-- name: release
UPDATE outbox
SET not_before = 0, state = CASE WHEN channel IN (SELECT value FROM json_each($2)) THEN 'sending' ELSE 'queued' END
WHERE code IN (SELECT value FROM json_each($1)) AND state = 'queued' AND not_before > 0 AND tries = 0 AND kind = 'official'
RETURNING id, channel, user, person, kind, code, say, not_before, tries, again, unique_key, reason;

-- name: pending
SELECT id, channel, user, person, kind, code, say, not_before, tries, again, unique_key, reason FROM outbox
WHERE person = $1 AND state = 'unreachable'
    AND (kind IN ('official', 'reporter', 'due', 'digest') OR channel = $2 AND user = $3)
ORDER BY id;

-- name: requeue
UPDATE outbox SET state = 'sending', channel = $2, user = $3 WHERE id = $1;

-- name: redirect
UPDATE outbox SET state = 'sending', channel = $2, user = $3, tries = tries + 1, again = max(again, $4), reason = $5
WHERE id = $1;

-- name: current
SELECT person, channel, user FROM outbox WHERE id = $1;

-- name: offer
UPDATE outbox SET offered = 1 WHERE id = $1 AND offered = 0 AND state = 'unreachable';

-- name: retry
UPDATE outbox SET state = 'queued', not_before = 0
WHERE state = 'unreachable' AND channel IN (SELECT value FROM json_each($1))
    AND reason IN (SELECT value FROM json_each($2));

-- name: notices_waiting
SELECT coalesce(c.unit, ''), coalesce(o.reason, 'blocked'), count(*)
FROM outbox AS o LEFT JOIN cases AS c ON c.code = o.code
WHERE o.state = 'unreachable' AND o.kind IN ('official', 'reporter', 'due', 'digest')
GROUP BY 1, 2 ORDER BY 1, 2;

-- name: card
SELECT sent_as FROM outbox
WHERE code = $1 AND person = $2 AND channel = $3 AND user = $4 AND sent_as <> '' AND say ->> '$.card' = $1
ORDER BY id DESC LIMIT 1;

-- name: standing
-- The newest messages about a case that still show buttons in an official's chat, unless they were changed since.
SELECT person, channel, user, sent_as, coalesce(say ->> '$.card' = $1, 0), say ->> '$.replaces' IS NOT NULL
FROM outbox AS o
WHERE code = $1 AND kind IN ('official', 'reply') AND sent_as <> '' AND json_array_length(say, '$.buttons') > 0
    AND NOT EXISTS (
        SELECT 1 FROM outbox AS f
        WHERE f.code = $1 AND f.person = o.person AND f.kind = 'fold' AND f.say ->> '$.in_place' = o.sent_as
    )
ORDER BY id DESC
LIMIT 40;

-- name: told
SELECT person FROM outbox WHERE code = $1 AND kind = 'official' AND state <> 'withheld'
UNION
SELECT person FROM outbox WHERE kind = 'due' AND state <> 'withheld' AND instr(say, '"code":"' || $1 || '"') > 0;

-- name: forget_replies
DELETE FROM outbox WHERE channel = $1 AND user = $2 AND kind = 'reply' AND state = 'sent';

-- name: undelivered
SELECT code, say FROM outbox WHERE state = 'unreachable' AND kind IN ('official', 'due') ORDER BY id;

-- name: prune
DELETE FROM outbox WHERE made_at < $1 AND state IN ('sent', 'withheld', 'refused');

-- name: counts
SELECT state, count(*) FROM outbox WHERE state <> 'sent' GROUP BY state;
