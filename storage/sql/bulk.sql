-- name: add_person
INSERT INTO people (id, created_at) VALUES ($1, $2);
