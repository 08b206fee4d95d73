BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'onde','turns_and_votes','2026-11-25 17:48:44.382707+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'onde','positions','2026-11-25 17:48:44.383570+00:00');
CREATE TABLE clicks (
        turn TEXT NOT NULL REFERENCES turns (id) ON DELETE CASCADE, user TEXT NOT NULL, at TEXT NOT NULL,
        value TEXT NOT NULL CHECK (value IN ('up', 'down')), PRIMARY KEY (turn, user, at, value)) WITHOUT ROWID;
INSERT INTO "clicks" VALUES('00000000000000000000000000000002','U1','1712.000001','down');
INSERT INTO "clicks" VALUES('00000000000000000000000000000002','U2','1712.000002','up');
INSERT INTO "clicks" VALUES('00000000000000000000000000000002','U2','1712.000003','up');
CREATE TABLE deliveries (
        turn TEXT NOT NULL PRIMARY KEY REFERENCES turns (id) ON DELETE CASCADE,
        state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'failed')), channel TEXT NOT NULL, thread TEXT NOT NULL,
        replaces TEXT NOT NULL, ts TEXT NOT NULL, attempts INTEGER NOT NULL);
INSERT INTO "deliveries" VALUES('00000000000000000000000000000001','pending','C1','1712.000100','','',0);
CREATE TABLE heartbeat (id INTEGER PRIMARY KEY CHECK (id = 1), at REAL NOT NULL);
INSERT INTO "heartbeat" VALUES(1,1.79562892437650489805e+09);
CREATE TABLE inbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, user TEXT NOT NULL, payload BLOB NOT NULL, received REAL NOT NULL,
        done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)));
INSERT INTO "inbox" VALUES(1,'T1:Ev1','',X'',1.0,1);
INSERT INTO "inbox" VALUES(2,'T1:Ev2','U1',X'7B2274657874223A202257686572653F227D',2.0,0);
CREATE TABLE turns (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, origin TEXT NOT NULL UNIQUE,
        team TEXT NOT NULL, channel TEXT NOT NULL, thread TEXT NOT NULL, surface TEXT NOT NULL, user TEXT NOT NULL, asked REAL NOT NULL,
        question TEXT NOT NULL, language TEXT NOT NULL, forced_language TEXT NOT NULL, "after" TEXT NOT NULL, status TEXT NOT NULL,
        confidence REAL NOT NULL, reply BLOB NOT NULL, evidence TEXT NOT NULL, knowledge TEXT NOT NULL, instead_of TEXT NOT NULL DEFAULT '', author TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL DEFAULT 0, as_of INTEGER NOT NULL DEFAULT 0, judged INTEGER NOT NULL DEFAULT 0);
INSERT INTO "turns" VALUES(1,'00000000000000000000000000000001','T1:C1:1','T1','C1','1712.000100','channel','U1',1.0,'Where?','en','pt','00000000000000000000000000000000','answered',0.875,X'7B2274657874223A202254686572652E227D','["freshdesk/ticket","backup"]','0123456789ab','','',1,1,1);
INSERT INTO "turns" VALUES(2,'00000000000000000000000000000002','T1:C1:2','T1','C1','1712.000100','channel','U1',2.0,'Where?','en','pt','00000000000000000000000000000001','answered',0.875,X'7B2274657874223A202254686572652E227D','["freshdesk/ticket","backup"]','0123456789ab','','',2,2,2);
CREATE TABLE votes (
        turn TEXT NOT NULL REFERENCES turns (id) ON DELETE CASCADE, user TEXT NOT NULL,
        value TEXT NOT NULL CHECK (value IN ('up', 'down', '')), at TEXT NOT NULL, explained TEXT NOT NULL DEFAULT '',
        reason TEXT NOT NULL DEFAULT '', comment TEXT NOT NULL DEFAULT '', PRIMARY KEY (turn, user)) WITHOUT ROWID;
INSERT INTO "votes" VALUES('00000000000000000000000000000002','U1','down','1712.000001','down','wrong','old');
INSERT INTO "votes" VALUES('00000000000000000000000000000002','U2','','1712.000003','','','');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX inbox_unfinished ON inbox (seq) WHERE done = 0;
CREATE INDEX inbox_received ON inbox (received);
CREATE INDEX inbox_user ON inbox (user) WHERE user <> '';
CREATE INDEX turns_user ON turns (user, team, seq);
CREATE INDEX turns_asked ON turns (asked);
CREATE INDEX deliveries_unsent ON deliveries (state) WHERE state IN ('pending', 'sending');
CREATE INDEX deliveries_message ON deliveries (channel, ts) WHERE ts <> '';
CREATE INDEX clicks_user ON clicks (user);
CREATE INDEX votes_user ON votes (user);
CREATE INDEX turns_position ON turns (team, channel, thread, position, seq) WHERE thread <> '';
CREATE INDEX turns_judged ON turns (judged);
CREATE INDEX turns_author ON turns (author) WHERE author <> '';
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('inbox',2);
INSERT INTO "sqlite_sequence" VALUES('turns',2);
COMMIT;
