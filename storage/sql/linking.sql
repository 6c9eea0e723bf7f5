-- name: forget_codes
DELETE FROM link_codes WHERE channel = $1 AND user = $2;

-- name: give
INSERT INTO link_codes (code, channel, user, made_at, expires_at) VALUES ($1, $2, $3, $4, $5);

-- name: claim
-- By whoever types it first.
UPDATE link_codes SET by_channel = $2, by_user = $3
WHERE code = $1 AND used_at IS NULL AND expires_at > $4 AND (channel <> $2 OR user <> $3)
    AND (by_user IS NULL OR (by_channel = $2 AND by_user = $3))
RETURNING channel, user;

-- name: claimed
SELECT code, channel, user FROM link_codes
WHERE by_channel = $1 AND by_user = $2 AND used_at IS NULL AND expires_at > $3 ORDER BY made_at DESC LIMIT 1;

-- name: use
UPDATE link_codes SET used_at = $2 WHERE code = $1;

-- name: drop_claim
DELETE FROM link_codes WHERE by_channel = $1 AND by_user = $2 AND used_at IS NULL;

-- name: try
INSERT INTO link_tries (channel, user, at) VALUES ($1, $2, $3);

-- name: tries
SELECT count(*) FROM link_tries WHERE channel = $1 AND user = $2 AND at > $3;

-- name: prune_codes
DELETE FROM link_codes WHERE expires_at < $1;

-- name: prune_tries
DELETE FROM link_tries WHERE at < $1;

-- name: ever_held
SELECT 1 FROM holders WHERE person = $1 LIMIT 1;

-- name: own_cases
SELECT code FROM cases WHERE reporter = $1 ORDER BY filed_at;

-- name: move_desks
UPDATE desks SET reporter = $2 WHERE code IN (SELECT code FROM cases WHERE reporter = $1);

-- name: move_history
UPDATE history SET person = $2 WHERE person = $1 AND code IN (SELECT code FROM cases WHERE reporter = $1);

-- name: move_cases
UPDATE cases SET reporter = $2, body = json_set(body, '$.reporter', $2) WHERE reporter = $1;

-- name: move_addresses
UPDATE addresses SET person = $2 WHERE person = $1;

-- name: move_parcels
UPDATE outbox SET person = $2 WHERE person = $1;

-- name: move_due_notices
UPDATE OR IGNORE due_notices SET person = $2 WHERE person = $1;

-- name: drop_due_notices
DELETE FROM due_notices WHERE person = $1;

-- name: move_digests
UPDATE OR IGNORE digests SET person = $2 WHERE person = $1;

-- name: drop_digests
DELETE FROM digests WHERE person = $1;

-- name: move_follows
UPDATE OR IGNORE follows SET person = $2 WHERE person = $1;

-- name: drop_follows
DELETE FROM follows WHERE person = $1;

-- name: move_holders
UPDATE OR IGNORE holders SET person = $2 WHERE person = $1;

-- name: drop_holders
DELETE FROM holders WHERE person = $1;

-- name: move_absences
UPDATE OR IGNORE absences SET person = $2 WHERE person = $1;

-- name: drop_absences
DELETE FROM absences WHERE person = $1;

-- name: move_ratings
-- One vote a person, unit and day: if both have given one, that of the person who stays counts.
UPDATE OR IGNORE ratings
SET person = $2, vote = iif(kind = 'open', replace(vote, 'day:' || $1 || ':', 'day:' || $2 || ':'), vote)
WHERE person = $1;

-- name: drop_ratings
DELETE FROM ratings WHERE person = $1;

-- name: move_groups
UPDATE groups SET person = $2 WHERE person = $1;

-- name: move_invitations
UPDATE invitations SET used_by = $2 WHERE used_by = $1;

-- name: move_survey_invitations
UPDATE survey_invitations SET person = $2 WHERE person = $1;

-- name: move_survey_stops
UPDATE survey_optouts SET person = $2 WHERE person = $1;

-- name: move_surveys_taken
UPDATE OR IGNORE survey_taken SET person = $2 WHERE person = $1;

-- name: drop_surveys_taken
DELETE FROM survey_taken WHERE person = $1;

-- name: move_acts
UPDATE history SET person = iif(person = $1, $2, person), taken_by = iif(taken_by = $1, $2, taken_by)
WHERE person = $1 OR taken_by = $1;

-- name: move_task_moves
UPDATE task_moves SET person = $2 WHERE person = $1;

-- name: move_takers
UPDATE cases SET body = json_set(body, '$.taken_by', $2) WHERE body ->> '$.taken_by' = $1;

-- name: move_askers
UPDATE cases SET body = json_set(body, '$.extension.person', $2) WHERE body ->> '$.extension.person' = $1;

-- name: move_recused
UPDATE cases
SET body = json_set(body, '$.recused', json((
    SELECT json_group_array(iif(one.value = $1, $2, one.value)) FROM json_each(cases.body, '$.recused') AS one
)))
WHERE EXISTS (SELECT 1 FROM json_each(cases.body, '$.recused') AS one WHERE one.value = $1);

-- name: join
UPDATE people SET
    language = coalesce(language, (SELECT language FROM people WHERE id = $1)),
    consent_at = max(
        coalesce(consent_at, (SELECT consent_at FROM people WHERE id = $1)),
        coalesce((SELECT consent_at FROM people WHERE id = $1), consent_at)
    ),
    created_at = min(created_at, (SELECT created_at FROM people WHERE id = $1))
WHERE id = $2;

-- name: drop_person
DELETE FROM people WHERE id = $1;

-- name: part
UPDATE addresses SET person = $3, reachable = 1, shut = NULL WHERE channel = $1 AND user = $2;

-- name: part_notices
UPDATE outbox SET channel = $3, user = $4
WHERE person = $5 AND state IN ('queued', 'sending', 'unreachable') AND channel = $1 AND user = $2
    AND kind IN ('official', 'reporter', 'due', 'digest');

-- name: part_replies
UPDATE outbox SET person = $4
WHERE person = $3 AND state IN ('queued', 'sending', 'unreachable') AND channel = $1 AND user = $2;

-- name: forget_state
DELETE FROM conversations WHERE channel = $1 AND user = $2;
