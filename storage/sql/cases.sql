-- name: save
INSERT INTO cases (
    code, unit, category, status, holder, reporter, filed_at, due_at, next_at, is_open, body, guarded, counter
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (code) DO UPDATE SET
    unit = excluded.unit, category = excluded.category, status = excluded.status, holder = excluded.holder,
    due_at = excluded.due_at, next_at = excluded.next_at, is_open = excluded.is_open, body = excluded.body,
    guarded = excluded.guarded, counter = excluded.counter;

-- name: get
SELECT body FROM cases WHERE code = $1;

-- name: mine
SELECT body FROM cases WHERE reporter = $1 ORDER BY filed_at DESC LIMIT $2;

-- name: due_codes
SELECT code FROM cases WHERE next_at IS NOT NULL AND next_at <= $1 ORDER BY next_at, filed_at LIMIT $2;

-- name: put_off
UPDATE cases SET next_at = $2 WHERE code = $1;

-- name: unplaced
SELECT body FROM cases WHERE status = 'new' AND (filed_at, code) > ($1, $2) ORDER BY filed_at, code LIMIT $3;

-- name: unplaced_count
SELECT count(*) FROM cases WHERE status = 'new';

-- name: list
SELECT body FROM cases ORDER BY filed_at DESC LIMIT $1;

-- name: filed_since
SELECT body FROM cases WHERE filed_at >= $1 ORDER BY filed_at;

-- name: clear_desks
DELETE FROM desks WHERE code = $1;

-- name: put_on_desk
INSERT INTO desks (post, code, due_at, filed_at, guarded, reporter) VALUES ($1, $2, $3, $4, $5, $6);

-- name: on_desks
SELECT c.body FROM desks AS d JOIN cases AS c ON c.code = d.code
WHERE d.post IN (SELECT value FROM json_each($1)) AND d.due_at < $2 ORDER BY d.due_at, c.filed_at LIMIT $3;

-- name: desk_lines
SELECT code, guarded, reporter FROM desks
WHERE post IN (SELECT value FROM json_each($1)) AND due_at < $2 ORDER BY due_at, filed_at LIMIT $3;

-- name: overdue_lines_all
SELECT code, guarded, reporter FROM cases WHERE is_open = 1 AND due_at < $1 ORDER BY due_at, filed_at LIMIT $2;

-- name: overdue_lines_in
SELECT code, guarded, reporter FROM cases
WHERE is_open = 1 AND due_at < $1 AND unit IN (SELECT value FROM json_each($2))
ORDER BY due_at, filed_at LIMIT $3;

-- name: bodies
SELECT c.body FROM json_each($1) AS asked JOIN cases AS c ON c.code = asked.value ORDER BY asked.key;

-- name: record
INSERT INTO history (
    code, seq, at, unit, category, action, post, person, note, delta, due_at, extended, went_to, holder, taken_by, reach
)
SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
FROM history WHERE code = $1;

-- name: history
SELECT at, action, post, person, note, went_to FROM history WHERE code = $1 ORDER BY seq;

-- name: last_answers
SELECT note FROM history WHERE unit = $1 AND action = 'answer' ORDER BY at DESC LIMIT $2;

-- name: add_words
INSERT INTO words (code, seq, at, channel, message, text)
SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5 FROM words WHERE code = $1;

-- name: additions
SELECT w.text FROM words AS w JOIN cases AS c ON c.code = w.code
WHERE w.code = $1 AND w.at > c.filed_at ORDER BY w.seq;

-- name: by_message
SELECT w.code FROM words AS w JOIN cases AS c ON c.code = w.code
WHERE w.channel = $1 AND w.message = $2 AND c.reporter = $3 LIMIT 1;

-- name: on_any_desk
SELECT body FROM cases
WHERE code IN (SELECT DISTINCT code FROM desks WHERE code > $1 ORDER BY code LIMIT $2) ORDER BY code;

-- name: stuck
SELECT body FROM cases
WHERE is_open = 1 AND next_at IS NULL AND status <> 'new' AND code > $1 ORDER BY code LIMIT $2;

-- name: open_count
SELECT count(*) FROM cases WHERE is_open = 1;
