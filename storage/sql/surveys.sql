-- name: open
INSERT INTO surveys (id, body, units, opens, closes, key) VALUES ($1, $2, $3, $4, $5, $6);

-- name: get
SELECT id, body, units, opens, closes, closed_at FROM surveys WHERE id = $1;

-- name: all
SELECT id, body, units, opens, closes, closed_at FROM surveys ORDER BY opens, id;

-- name: open_at
SELECT id, body, units, opens, closes, closed_at FROM surveys
WHERE opens <= $1 AND closes > $1 AND closed_at IS NULL ORDER BY opens, id;

-- name: key
SELECT key FROM surveys WHERE id = $1;

-- name: close
UPDATE surveys SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL AND closes > $2;

-- name: keep_contacts_key
INSERT OR IGNORE INTO survey_contacts_key (one, key) VALUES (1, $1);

-- name: contacts_key
SELECT key FROM survey_contacts_key WHERE one = 1;

-- name: served
SELECT dossier, unit, day FROM survey_served WHERE survey = $1;

-- name: add_served
INSERT OR IGNORE INTO survey_served (survey, dossier, unit, day) VALUES ($1, $2, $3, $4);

-- name: history
SELECT d.unit, d.day, d.n FROM json_each($1) AS asked JOIN survey_days AS d ON d.unit = asked.value
WHERE d.day >= $2 ORDER BY d.unit, d.day;

-- name: add_day
INSERT INTO survey_days (unit, day, n) VALUES ($1, $2, $3) ON CONFLICT (unit, day) DO UPDATE SET n = max(n, excluded.n);

-- name: add_wave
INSERT INTO survey_waves (survey, at, rows, drawn, flags) VALUES ($1, $2, $3, $4, $5) RETURNING id;

-- name: waves
SELECT id, at, rows, drawn, flags FROM survey_waves WHERE survey = $1 ORDER BY id;

-- name: contacts
SELECT contact FROM survey_invitations WHERE survey = $1 AND contact <> '';

-- name: invited_persons
SELECT person FROM survey_invitations WHERE survey = $1 AND person IS NOT NULL
UNION SELECT t.person FROM survey_taken AS t WHERE t.survey = $1 AND t.person IN (SELECT value FROM json_each($2));

-- name: invite
INSERT INTO survey_invitations (token, survey, wave, unit, contact, person, remind_at, fate)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: invitation
SELECT token, survey, unit, person, contact, fate FROM survey_invitations WHERE token = $1;

-- name: invitations_of
SELECT token, survey, unit, person, contact, fate FROM survey_invitations WHERE person = $1 AND fate = 'asked'
ORDER BY wave DESC;

-- name: fates
SELECT unit, fate, count(*) FROM survey_invitations WHERE survey = $1 GROUP BY unit, fate;

-- name: use
UPDATE survey_invitations SET fate = 'answered', person = NULL, remind_at = NULL
WHERE token = $1 AND fate = 'asked' RETURNING unit;

-- name: due
SELECT i.token, i.survey, i.person FROM survey_invitations AS i
WHERE i.remind_at <= $1 ORDER BY i.remind_at LIMIT $2;

-- name: reminded
UPDATE survey_invitations SET remind_at = NULL WHERE token = $1;

-- name: take
INSERT OR IGNORE INTO survey_taken (person, survey) VALUES ($1, $2) RETURNING 1;

-- name: taken
SELECT 1 FROM survey_taken WHERE person = $1 AND survey = $2;

-- name: answer
INSERT INTO survey_answers (id, survey, respondents, unit, drawn, answers) VALUES ($1, $2, $3, $4, $5, $6);

-- name: answers
SELECT respondents, unit, drawn, answers FROM survey_answers WHERE survey = $1 ORDER BY id;

-- name: counts
SELECT drawn, count(*) FROM survey_answers WHERE survey = $1 GROUP BY drawn;

-- name: stop
INSERT INTO survey_optouts (who, person) VALUES ($1, $2) ON CONFLICT (who) DO UPDATE SET person = excluded.person;

-- name: stop_invitations
UPDATE survey_invitations SET fate = 'opted_out', remind_at = NULL WHERE person = $1 AND fate = 'asked';

-- name: stop_invitation
UPDATE survey_invitations SET fate = 'opted_out', remind_at = NULL WHERE token = $1 AND fate = 'asked';

-- name: again
DELETE FROM survey_optouts WHERE person = $1;

-- name: opted_out
SELECT who FROM survey_optouts WHERE who IN (SELECT value FROM json_each($1))
UNION SELECT 'person:' || person FROM survey_optouts WHERE person IN (SELECT value FROM json_each($2));

-- name: forget_bubbles
DELETE FROM web_messages WHERE chat = $1 AND who = 'own' AND at >= $2;
