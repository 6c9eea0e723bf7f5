-- What was told of an absence: 0 nothing, 1 that it began, 2 that it is over. It is told once to whoever acts from then on.
ALTER TABLE absences ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
UPDATE absences SET told = 2 WHERE until <= CAST(strftime('%s', 'now') AS INTEGER) * 1000;
CREATE INDEX absences_beginning ON absences (since) WHERE told = 0;
CREATE INDEX absences_ending ON absences (until) WHERE told = 1;
