-- Every query asks the index by time: its cost follows the week and the time since, not all history. What is
-- MATERIALIZED keeps the planner from walking all history in the order of codes instead. Times are UTC epoch
-- milliseconds; $1 and $2 are the week's first moment and the first after it.

-- name: counted
-- One statement, hence one snapshot, so that opening + received - finished = closing whatever is committed meanwhile.
-- opening: the open count now, less the sum of all that changed it since $1.
-- closing: case by case, not by sums: open now and unchanged since $2, or changed since and open before.
-- overdue: of the closing ones, those that were past due at $2.
-- silence: the lapses for want of a judgement, a part of the moves called lapse; only for these is the note read.
WITH standing AS (
    SELECT unit, category, count(*) AS n
    FROM cases
    WHERE is_open = 1
    GROUP BY unit, category
),
since AS MATERIALIZED (
    SELECT code, seq, unit, category, delta, due_at
    FROM history
    WHERE at >= $2 AND delta <> 0
),
changed AS (
    SELECT code, unit, category, delta, due_at, row_number() OVER (PARTITION BY code ORDER BY seq) AS nth
    FROM since
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
FROM cases
WHERE is_open = 1 AND due_at < $2 AND code NOT IN (SELECT since.code FROM since)
GROUP BY unit, category
UNION ALL
SELECT 'overdue', unit, category, '', count(*), 0, 0, 0, 0, 0
FROM changed
WHERE nth = 1 AND delta < 0 AND due_at < $2
GROUP BY unit, category
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

-- name: overdue
-- The cases that were open and past due at $1: open still and unchanged since, or left since. The latest first.
WITH since AS MATERIALIZED (
    SELECT code, seq, delta, due_at
    FROM history
    WHERE at >= $1 AND delta <> 0
),
changed AS (
    SELECT code, delta, due_at, row_number() OVER (PARTITION BY code ORDER BY seq) AS nth
    FROM since
)
SELECT cases.due_at, cases.code, cases.body
FROM cases
WHERE cases.is_open = 1 AND cases.due_at < $1 AND cases.code NOT IN (SELECT since.code FROM since)
UNION ALL
SELECT changed.due_at, cases.code, cases.body
FROM changed
JOIN cases ON cases.code = changed.code
WHERE changed.nth = 1 AND changed.delta < 0 AND changed.due_at < $1
ORDER BY 1, 2;

-- name: claim
INSERT INTO digests (kind, period, person, post, at)
VALUES ('week', $1, $2, $3, $4)
ON CONFLICT DO NOTHING;

-- name: moves
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
