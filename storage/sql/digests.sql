-- Every query asks the index by time: its cost follows the period and the time since, not all history. What is
-- MATERIALIZED keeps the planner from walking all history in the order of codes instead. Times are UTC epoch
-- milliseconds; $1 and $2 are the period's first moment and the first after it. How a case stood at a moment is told by
-- the last row of its history before it, where anything happened to it since; else by its row. Of the cases that were
-- touched since, only the older ones, not filed since, are asked what they were before.

-- name: counted
-- One statement, hence one snapshot, so that opening + received - finished = closing whatever is committed meanwhile.
-- opening: the open count now, less the sum of all that changed it since $1.
-- closing: case by case, not by sums: open now and unchanged since $2, or changed since and open before.
-- overdue: of the closing ones, those that were past due at $2.
-- silence: the lapses for want of a judgement, a part of the moves called lapse; only for these is the note read.
WITH standing AS MATERIALIZED (
    SELECT unit, category, count(*) AS n
    FROM cases INDEXED BY cases_open_due
    WHERE is_open = 1
    GROUP BY unit, category
),
since AS MATERIALIZED (
    SELECT code, seq, unit, category, delta, action
    FROM history
    WHERE at >= $2
),
changed AS (
    SELECT code, unit, category, delta, row_number() OVER (PARTITION BY code ORDER BY seq) AS nth
    FROM since
    WHERE delta <> 0
),
touched AS MATERIALIZED (
    SELECT DISTINCT code FROM since
),
older AS MATERIALIZED (
    SELECT code FROM since GROUP BY code HAVING max(action = 'file') = 0
),
before AS (
    SELECT h.code, max(h.seq) AS seq, sum(h.delta) AS opened
    FROM older CROSS JOIN history AS h ON h.code = older.code
    WHERE h.at < $2
    GROUP BY h.code
)
SELECT 'opening', unit, category, '', n, 0, 0, 0, 0, 0
FROM standing
UNION ALL
SELECT 'opening', unit, category, '', -sum(delta), 0, 0, 0, 0, 0
FROM history
WHERE at >= $1
GROUP BY unit, category
UNION ALL
SELECT 'closing', unit, category, '', n, 0, 0, 0, 0, 0
FROM standing
UNION ALL
SELECT
    'closing',
    changed.unit,
    changed.category,
    '',
    sum(CASE WHEN changed.delta < 0 THEN 1 ELSE 0 END - cases.is_open),
    0,
    0,
    0,
    0,
    0
FROM changed
JOIN cases ON cases.code = changed.code
WHERE changed.nth = 1
GROUP BY changed.unit, changed.category
UNION ALL
SELECT 'overdue', unit, category, '', count(*), 0, 0, 0, 0, 0
FROM cases INDEXED BY cases_open_due
WHERE is_open = 1 AND due_at < $2 AND code NOT IN (SELECT touched.code FROM touched)
GROUP BY unit, category
UNION ALL
SELECT 'overdue', h.unit, h.category, '', count(*), 0, 0, 0, 0, 0
FROM before JOIN history AS h ON h.code = before.code AND h.seq = before.seq
WHERE before.opened > 0 AND h.due_at < $2
GROUP BY h.unit, h.category
UNION ALL
SELECT
    'moved',
    unit,
    category,
    action,
    count(*),
    sum(CASE WHEN delta > 0 THEN delta ELSE 0 END),
    sum(CASE WHEN delta < 0 THEN -delta ELSE 0 END),
    sum(CASE WHEN at <= due_at AND extended = 0 THEN 1 ELSE 0 END),
    sum(CASE WHEN at > due_at THEN 1 ELSE 0 END),
    sum(CASE WHEN at <= due_at AND extended = 1 THEN 1 ELSE 0 END)
FROM history
WHERE at >= $1 AND at < $2
GROUP BY unit, category, action
UNION ALL
SELECT 'moved', unit, category, 'silence', count(*), 0, 0, 0, 0, 0
FROM history
WHERE at >= $1 AND at < $2 AND action = 'lapse' AND note = 'silence'
GROUP BY unit, category;

-- name: before
-- Of an earlier period: what moved in it, and what was overdue at its end. How it opened and closed the next one tells.
WITH since AS MATERIALIZED (
    SELECT code, action FROM history WHERE at >= $2
),
touched AS MATERIALIZED (
    SELECT DISTINCT code FROM since
),
older AS MATERIALIZED (
    SELECT code FROM since GROUP BY code HAVING max(action = 'file') = 0
),
before AS (
    SELECT h.code, max(h.seq) AS seq, sum(h.delta) AS opened
    FROM older CROSS JOIN history AS h ON h.code = older.code
    WHERE h.at < $2
    GROUP BY h.code
)
SELECT 'overdue', unit, category, '', count(*), 0, 0, 0, 0, 0
FROM cases INDEXED BY cases_open_due
WHERE is_open = 1 AND due_at < $2 AND code NOT IN (SELECT touched.code FROM touched)
GROUP BY unit, category
UNION ALL
SELECT 'overdue', h.unit, h.category, '', count(*), 0, 0, 0, 0, 0
FROM before JOIN history AS h ON h.code = before.code AND h.seq = before.seq
WHERE before.opened > 0 AND h.due_at < $2
GROUP BY h.unit, h.category
UNION ALL
SELECT
    'moved',
    unit,
    category,
    action,
    count(*),
    sum(CASE WHEN delta > 0 THEN delta ELSE 0 END),
    sum(CASE WHEN delta < 0 THEN -delta ELSE 0 END),
    sum(CASE WHEN at <= due_at AND extended = 0 THEN 1 ELSE 0 END),
    sum(CASE WHEN at > due_at THEN 1 ELSE 0 END),
    sum(CASE WHEN at <= due_at AND extended = 1 THEN 1 ELSE 0 END)
FROM history
WHERE at >= $1 AND at < $2
GROUP BY unit, category, action
UNION ALL
SELECT 'moved', unit, category, 'silence', count(*), 0, 0, 0, 0, 0
FROM history
WHERE at >= $1 AND at < $2 AND action = 'lapse' AND note = 'silence'
GROUP BY unit, category;

-- name: judged
-- Every judgement counts, one a round; of several scores of one case only the last of the week.
WITH judging AS MATERIALIZED (
    SELECT code, seq, unit, action, note
    FROM history
    WHERE at >= $1 AND at < $2 AND action IN ('solve', 'reopen', 'lapse', 'score')
),
said AS (
    SELECT
        unit,
        note,
        CASE WHEN action = 'score' THEN 'score' ELSE 'solved' END AS kind,
        row_number() OVER (PARTITION BY code, action ORDER BY seq DESC) AS nth
    FROM judging
    WHERE note IN ('yes', 'partly', 'no') OR action = 'score' AND note IN ('1', '2', '3', '4', '5')
)
SELECT unit, kind, note, count(*)
FROM said
WHERE kind = 'solved' OR nth = 1
GROUP BY unit, kind, note;

-- name: due_at_moment
-- The cases that were open at $1 and due from $2 until before $3, of the units in $4 (JSON; '' for all), the latest first.
WITH since AS MATERIALIZED (
    SELECT code, action FROM history WHERE at >= $1
),
touched AS MATERIALIZED (
    SELECT DISTINCT code FROM since
),
older AS MATERIALIZED (
    SELECT code FROM since GROUP BY code HAVING max(action = 'file') = 0
),
before AS (
    SELECT h.code, max(h.seq) AS seq, sum(h.delta) AS opened
    FROM older CROSS JOIN history AS h ON h.code = older.code
    WHERE h.at < $1
    GROUP BY h.code
)
SELECT code, unit, due_at, guarded, reporter
FROM cases INDEXED BY cases_open_due
WHERE
    is_open = 1 AND due_at >= $2 AND due_at < $3 AND code NOT IN (SELECT touched.code FROM touched)
    AND ($4 = '' OR unit IN (SELECT value FROM json_each($4)))
UNION ALL
SELECT before.code, h.unit, h.due_at, cases.guarded, cases.reporter
FROM before
JOIN history AS h ON h.code = before.code AND h.seq = before.seq
JOIN cases INDEXED BY cases_shut ON cases.code = before.code
WHERE
    before.opened > 0 AND h.due_at >= $2 AND h.due_at < $3
    AND ($4 = '' OR h.unit IN (SELECT value FROM json_each($4)))
ORDER BY 3, 1;

-- name: open_at_moment
-- The cases that were open at $1, of the units in $2 (JSON; '' for all), in the order of their codes.
WITH since AS MATERIALIZED (
    SELECT code, seq, unit, delta FROM history WHERE at >= $1 AND delta <> 0
),
changed AS (
    SELECT code, unit, delta, row_number() OVER (PARTITION BY code ORDER BY seq) AS nth FROM since
)
SELECT code, unit, filed_at, guarded, reporter
FROM cases INDEXED BY cases_open_unit
WHERE
    is_open = 1 AND code NOT IN (SELECT since.code FROM since)
    AND ($2 = '' OR unit IN (SELECT value FROM json_each($2)))
UNION ALL
SELECT changed.code, changed.unit, cases.filed_at, cases.guarded, cases.reporter
FROM changed JOIN cases ON cases.code = changed.code
WHERE
    changed.nth = 1 AND changed.delta < 0
    AND ($2 = '' OR changed.unit IN (SELECT value FROM json_each($2)))
ORDER BY 3, 1;

-- name: happened
-- What happened from $1 until before $2 to cases of the units in $3 (JSON; '' for all): the actions in $4 (JSON; '' for
-- all that opened or ended a case). Only with $5 = 1 the notes are read, and given.
SELECT
    h.code, h.unit, h.at, c.guarded, c.reporter, h.action, h.delta, h.due_at, h.extended,
    CASE WHEN $5 = 1 THEN h.note ELSE '' END, h.seq
FROM history AS h JOIN cases AS c INDEXED BY cases_shut ON c.code = h.code
WHERE
    h.at >= $1 AND h.at < $2
    AND ($3 = '' OR h.unit IN (SELECT value FROM json_each($3)))
    AND CASE WHEN $4 = '' THEN h.delta <> 0 ELSE h.action IN (SELECT value FROM json_each($4)) END
ORDER BY h.at, h.code, h.seq;

-- name: stood
-- How the cases in $1 (JSON) stood just before $2, in the order of $1.
SELECT
    asked.value, h.unit, h.category, h.due_at, h.reach IS NULL, h.holder, h.taken_by, h.reach,
    (SELECT sum(o.delta) FROM history AS o WHERE o.code = asked.value AND o.at < $2)
FROM json_each($1) AS asked
JOIN history AS h ON h.code = asked.value AND h.seq = (
    SELECT max(l.seq) FROM history AS l WHERE l.code = asked.value AND l.at < $2
)
ORDER BY asked.key;

-- name: counters
-- The cases that were filed from $1 until before $2 about counters that at least $3 persons reported in that time.
WITH spots AS MATERIALIZED (
    SELECT unit, counter
    FROM cases INDEXED BY cases_counter
    WHERE filed_at >= $1 AND filed_at < $2 AND counter <> ''
    GROUP BY unit, counter
    HAVING count(DISTINCT reporter) >= $3
)
SELECT code, unit, filed_at, guarded, reporter, counter
FROM cases INDEXED BY cases_counter
WHERE filed_at >= $1 AND filed_at < $2 AND counter <> '' AND (unit, counter) IN (SELECT spots.unit, spots.counter FROM spots)
ORDER BY unit, counter, filed_at, code;

-- name: claim
INSERT INTO digests (kind, period, person, post, at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING;

-- name: turnover
-- What became open and what was finished in each of some periods, [[start, end], …]; its cost follows them alone.
SELECT
    period.key,
    history.unit,
    sum(CASE WHEN history.delta > 0 THEN history.delta ELSE 0 END),
    sum(CASE WHEN history.delta < 0 THEN -history.delta ELSE 0 END)
FROM json_each($1) AS period
CROSS JOIN history
WHERE history.at >= period.value ->> 0 AND history.at < period.value ->> 1 AND history.delta <> 0
GROUP BY period.key, history.unit;

-- name: follows
SELECT unit FROM follows WHERE person = $1 ORDER BY unit;

-- name: follow
INSERT INTO follows (person, unit, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;

-- name: unfollow
DELETE FROM follows WHERE person = $1 AND unit = $2;

-- name: nudged
SELECT count(*) FROM history WHERE code = $1 AND action = 'nudge' AND person = $2 AND at >= $3;
