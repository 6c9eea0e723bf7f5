-- Surveys (khảo sát) as they were opened: `body` is the form, `key` the secret by which its sample is drawn.
CREATE TABLE surveys (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    units TEXT NOT NULL,           -- codes; [] for all
    opens INTEGER NOT NULL,        -- epoch ms
    closes INTEGER NOT NULL,
    closed_at INTEGER,             -- closed early
    key BLOB NOT NULL
);

-- One secret of this store, by which a phone number is known again without being kept.
CREATE TABLE survey_contacts_key (one INTEGER PRIMARY KEY CHECK (one = 1), key BLOB NOT NULL);

-- A day's list of finished files that was brought: how it was drawn from, what looked odd.
CREATE TABLE survey_waves (
    id INTEGER PRIMARY KEY,
    survey TEXT NOT NULL REFERENCES surveys (id),
    at INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    drawn TEXT NOT NULL,           -- {"n": 200} or {"share": 0.1}, and the seed
    flags TEXT NOT NULL
);
CREATE INDEX survey_waves_survey ON survey_waves (survey, id);

-- Dossiers that stood on a list, by their keyed hash: none is drawn a second time, and no day of a unit.
CREATE TABLE survey_served (
    survey TEXT NOT NULL,
    dossier TEXT NOT NULL,
    unit TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (survey, dossier)
) WITHOUT ROWID;

-- How many files a unit finished on a day, to see what is unlike that weekday.
CREATE TABLE survey_days (unit TEXT NOT NULL, day TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (unit, day)) WITHOUT ROWID;

-- Who was drawn. `token` is the hash of the one-time link; `fate` is asked, answered, no_contact, same_contact or opted_out.
CREATE TABLE survey_invitations (
    token TEXT PRIMARY KEY,
    survey TEXT NOT NULL REFERENCES surveys (id),
    wave INTEGER NOT NULL,
    unit TEXT NOT NULL,
    contact TEXT NOT NULL DEFAULT '',
    person INTEGER REFERENCES people (id),
    remind_at INTEGER,
    fate TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX survey_invitations_survey ON survey_invitations (survey, unit, fate);
CREATE INDEX survey_invitations_contact ON survey_invitations (survey, contact);
CREATE INDEX survey_invitations_person ON survey_invitations (person) WHERE person IS NOT NULL;
CREATE INDEX survey_invitations_remind ON survey_invitations (remind_at) WHERE remind_at IS NOT NULL;

-- That a person has answered, and nothing more: no day, no unit, nothing that leads to the answers.
CREATE TABLE survey_taken (
    person INTEGER NOT NULL REFERENCES people (id),
    survey TEXT NOT NULL,
    PRIMARY KEY (person, survey)
) WITHOUT ROWID;

-- What was answered, under a random id: no person, no time, no order.
CREATE TABLE survey_answers (
    id TEXT PRIMARY KEY,
    survey TEXT NOT NULL REFERENCES surveys (id),
    respondents TEXT NOT NULL,     -- official | citizen | organisation | business
    unit TEXT NOT NULL,
    drawn INTEGER NOT NULL,        -- 1: of the sample, 0: came by itself
    answers TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX survey_answers_survey ON survey_answers (survey, id);

-- Who is not to be asked again: a person, or a phone's keyed hash.
CREATE TABLE survey_optouts (who TEXT PRIMARY KEY, person INTEGER REFERENCES people (id)) WITHOUT ROWID;
CREATE INDEX survey_optouts_person ON survey_optouts (person) WHERE person IS NOT NULL;
