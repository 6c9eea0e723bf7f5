-- name: add_person
INSERT INTO people (id, created_at) VALUES ($1, $2);

-- name: bodies
SELECT c.body FROM json_each($1) AS asked JOIN cases AS c ON c.code = asked.value;
