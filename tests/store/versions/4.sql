BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'onde','turns_and_votes','2026-11-25 23:34:20.045243+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'onde','positions','2026-11-25 23:34:20.050487+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'onde','reviews','2026-11-25 23:34:20.051584+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'onde','edits','2026-11-25 23:34:20.052038+00:00');
CREATE TABLE actions (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE, revision INTEGER NOT NULL,
        at REAL NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, text TEXT NOT NULL, value TEXT NOT NULL);
INSERT INTO "actions" VALUES(1,1,1,1713.0,'U9','declined','old','');
CREATE TABLE claims (name TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('pending', 'sent')), at REAL NOT NULL) WITHOUT ROWID;
INSERT INTO "claims" VALUES('digest','sent',1.79564966017007422447e+09);
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
CREATE TABLE findings (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, turn TEXT NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('down', 'unknown', 'unpicked', 'asked_again')), user TEXT NOT NULL,
        item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE, at REAL NOT NULL, language TEXT NOT NULL, products TEXT NOT NULL,
        gist TEXT NOT NULL, stands INTEGER NOT NULL DEFAULT 1 CHECK (stands IN (0, 1)), UNIQUE (turn, kind, user));
INSERT INTO "findings" VALUES(1,'00000000000000000000000000000002','down','U1',1,1712.0,'en','[]','gist 2',1);
CREATE TABLE heartbeat (id INTEGER PRIMARY KEY CHECK (id = 1), at REAL NOT NULL);
INSERT INTO "heartbeat" VALUES(1,1.79564966004323959356e+09);
CREATE TABLE inbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, user TEXT NOT NULL, payload BLOB NOT NULL, received REAL NOT NULL,
        done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)));
INSERT INTO "inbox" VALUES(1,'T1:Ev1','',X'',1.0,1);
INSERT INTO "inbox" VALUES(2,'T1:Ev2','U1',X'7B2274657874223A202257686572653F227D',2.0,0);
CREATE TABLE items (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'fixed', 'declined', 'duplicate')),
        changed REAL NOT NULL DEFAULT 0, assignee TEXT NOT NULL DEFAULT '', revision INTEGER NOT NULL DEFAULT 0,
        duplicate_of INTEGER REFERENCES items (id) ON DELETE SET NULL);
INSERT INTO "items" VALUES(1,'declined',1713.0,'',1,NULL);
CREATE TABLE knowledge_versions (version TEXT PRIMARY KEY, first_used REAL NOT NULL, archive BLOB NOT NULL);
INSERT INTO "knowledge_versions" VALUES('0123456789ab',1.79564966016171908376e+09,X'61726368697665');
CREATE TABLE projection (id INTEGER PRIMARY KEY CHECK (id = 1), turns INTEGER NOT NULL, aged INTEGER NOT NULL, batches INTEGER NOT NULL);
INSERT INTO "projection" VALUES(1,0,0,1);
CREATE TABLE turns (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, origin TEXT NOT NULL UNIQUE,
        team TEXT NOT NULL, channel TEXT NOT NULL, thread TEXT NOT NULL, surface TEXT NOT NULL, user TEXT NOT NULL, asked REAL NOT NULL,
        question TEXT NOT NULL, language TEXT NOT NULL, forced_language TEXT NOT NULL, "after" TEXT NOT NULL, status TEXT NOT NULL,
        confidence REAL NOT NULL, reply BLOB NOT NULL, evidence TEXT NOT NULL, knowledge TEXT NOT NULL, instead_of TEXT NOT NULL DEFAULT '', author TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL DEFAULT 0, as_of INTEGER NOT NULL DEFAULT 0, judged INTEGER NOT NULL DEFAULT 0, edited TEXT NOT NULL DEFAULT '');
INSERT INTO "turns" VALUES(1,'00000000000000000000000000000001','T1:C1:1','T1','C1','1712.000100','channel','U1',1.0,'Where?','en','pt','00000000000000000000000000000000','answered',0.875,X'7B2274657874223A202254686572652E227D','["freshdesk/ticket","backup"]','0123456789ab','','',1,1,1,'');
INSERT INTO "turns" VALUES(2,'00000000000000000000000000000002','T1:C1:2','T1','C1','1712.000100','channel','U1',2.0,'Where?','en','pt','00000000000000000000000000000001','answered',0.875,X'7B2274657874223A202254686572652E227D','["freshdesk/ticket","backup"]','0123456789ab','','',2,2,2,'');
CREATE TABLE vote_changes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, turn TEXT NOT NULL, user TEXT NOT NULL, UNIQUE (turn, user),
        FOREIGN KEY (turn, user) REFERENCES votes (turn, user) ON DELETE CASCADE);
INSERT INTO "vote_changes" VALUES(1,'00000000000000000000000000000002','U1');
INSERT INTO "vote_changes" VALUES(3,'00000000000000000000000000000002','U2');
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
CREATE TRIGGER votes_first AFTER INSERT ON votes BEGIN
        INSERT INTO vote_changes (turn, user) VALUES (new.turn, new.user);
    END;
CREATE TRIGGER votes_change AFTER UPDATE OF value ON votes WHEN new.value <> old.value BEGIN
        DELETE FROM vote_changes WHERE turn = new.turn AND user = new.user;
        INSERT INTO vote_changes (turn, user) VALUES (new.turn, new.user);
    END;
CREATE INDEX turns_after ON turns ("after") WHERE "after" <> '';
CREATE INDEX turns_clarify ON turns (seq) WHERE status = 'clarify';
CREATE INDEX items_duplicate_of ON items (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX findings_item ON findings (item, at);
CREATE INDEX findings_user ON findings (user);
CREATE INDEX actions_item ON actions (item, revision);
CREATE INDEX actions_who ON actions (who) WHERE who <> '';
CREATE TRIGGER findings_gone AFTER DELETE ON findings
    WHEN NOT EXISTS (SELECT 1 FROM findings WHERE item = old.item) AND NOT EXISTS (SELECT 1 FROM items WHERE duplicate_of = old.item) BEGIN
        DELETE FROM items WHERE id = old.item;
    END;
CREATE TRIGGER duplicates_gone AFTER DELETE ON items
    WHEN old.duplicate_of IS NOT NULL AND NOT EXISTS (SELECT 1 FROM findings WHERE item = old.duplicate_of)
    AND NOT EXISTS (SELECT 1 FROM items WHERE duplicate_of = old.duplicate_of) BEGIN
        DELETE FROM items WHERE id = old.duplicate_of;
    END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('vote_changes',3);
INSERT INTO "sqlite_sequence" VALUES('inbox',2);
INSERT INTO "sqlite_sequence" VALUES('turns',2);
INSERT INTO "sqlite_sequence" VALUES('items',1);
INSERT INTO "sqlite_sequence" VALUES('findings',1);
INSERT INTO "sqlite_sequence" VALUES('actions',1);
COMMIT;
