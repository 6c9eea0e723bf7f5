-- name: load
SELECT a.channel, a.user, a.person, a.reachable, a.hint, p.language, p.consent_at, c.state, a.seen_at,
    EXISTS (
        SELECT 1 FROM outbox AS o WHERE o.person = a.person AND o.state = 'unreachable'
            AND (o.kind IN ('official', 'reporter', 'due', 'digest') OR o.channel = a.channel AND o.user = a.user)
    ),
    EXISTS (
        SELECT 1 FROM addresses AS other WHERE other.person = a.person AND other.seen_at >= a.seen_at
            AND (other.channel <> a.channel OR other.user <> a.user)
    )
FROM json_each($1) AS asked
JOIN addresses AS a ON a.channel = asked.value ->> 0 AND a.user = asked.value ->> 1
JOIN people AS p ON p.id = a.person
LEFT JOIN conversations AS c ON c.channel = a.channel AND c.user = a.user;

-- name: add
INSERT INTO people (language, consent_at, created_at) SELECT NULL, NULL, $2 FROM json_each($1) WHERE true RETURNING id;

-- name: add_address
INSERT INTO addresses (channel, user, person, hint, seen_at) VALUES ($1, $2, $3, $4, $5);

-- name: seen
UPDATE addresses SET seen_at = $3, reachable = 1, shut = NULL, hint = coalesce($4, hint)
WHERE channel = $1 AND user = $2;

-- name: unreachable
UPDATE addresses SET reachable = 0, shut = $3 WHERE channel = $1 AND user = $2;

-- name: reopen
UPDATE addresses SET reachable = 1, shut = NULL
WHERE reachable = 0 AND channel IN (SELECT value FROM json_each($1)) AND shut IN (SELECT value FROM json_each($2));

-- name: addresses
SELECT channel, user, reachable FROM addresses WHERE person = $1 ORDER BY reachable DESC, seen_at DESC;

-- name: set_language
UPDATE people SET language = $2 WHERE id = $1;

-- name: learn_language
UPDATE people SET language = $2 WHERE id = $1 AND language IS NULL;

-- name: give_consent
UPDATE people SET consent_at = $2 WHERE id = $1;

-- name: language
SELECT p.language, a.hint FROM addresses AS a JOIN people AS p ON p.id = a.person
WHERE a.channel = $1 AND a.user = $2;

-- name: asked
SELECT code, reporter, status FROM cases
WHERE reporter IN (SELECT value FROM json_each($1)) AND status IN ('need_info', 'answered') ORDER BY filed_at;

-- name: count
INSERT INTO counts (what, day, n) VALUES ($1, $2, 1) ON CONFLICT (what, day) DO UPDATE SET n = n + 1;

-- name: forget_bubbles
DELETE FROM web_messages WHERE chat = $1 AND (
    who = 'own' OR EXISTS (
        SELECT 1 FROM web_messages AS own
        WHERE own.chat = $1 AND own.who = 'own' AND length(own.body ->> '$.text') > 7
            AND instr(web_messages.body ->> '$.text', own.body ->> '$.text') > 0
    )
);

-- name: anybody
SELECT 1 FROM people LIMIT 1;
