"""The tables of the SQLite store, as steps that each file goes through once. A step that was released is never changed."""

from __future__ import annotations

from bot.store.database import Database, Migrations

MIGRATIONS = Migrations("onde")

_TURNS_AND_VOTES = (
    # `seq` is the order in which rows came; clocks may jump. AUTOINCREMENT: never given twice.
    """CREATE TABLE inbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, user TEXT NOT NULL, payload BLOB NOT NULL, received REAL NOT NULL,
        done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)))""",
    "CREATE INDEX inbox_unfinished ON inbox (seq) WHERE done = 0",
    "CREATE INDEX inbox_received ON inbox (received)",
    "CREATE INDEX inbox_user ON inbox (user) WHERE user <> ''",
    """CREATE TABLE turns (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, origin TEXT NOT NULL UNIQUE,
        team TEXT NOT NULL, channel TEXT NOT NULL, thread TEXT NOT NULL, surface TEXT NOT NULL, user TEXT NOT NULL, asked REAL NOT NULL,
        question TEXT NOT NULL, language TEXT NOT NULL, forced_language TEXT NOT NULL, "after" TEXT NOT NULL, status TEXT NOT NULL,
        confidence REAL NOT NULL, reply BLOB NOT NULL, evidence TEXT NOT NULL, knowledge TEXT NOT NULL)""",
    "CREATE INDEX turns_thread ON turns (team, channel, thread, seq) WHERE thread <> ''",
    "CREATE INDEX turns_user ON turns (user, team, seq)",
    "CREATE INDEX turns_asked ON turns (asked)",
    """CREATE TABLE deliveries (
        turn TEXT NOT NULL PRIMARY KEY REFERENCES turns (id) ON DELETE CASCADE,
        state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'failed')), channel TEXT NOT NULL, thread TEXT NOT NULL,
        replaces TEXT NOT NULL, ts TEXT NOT NULL, attempts INTEGER NOT NULL)""",
    "CREATE INDEX deliveries_unsent ON deliveries (state) WHERE state IN ('pending', 'sending')",
    "CREATE INDEX deliveries_message ON deliveries (channel, ts) WHERE ts <> ''",
    # All clicks are kept, and a vote is what they come to: so doubled and late ones change nothing.
    """CREATE TABLE clicks (
        turn TEXT NOT NULL REFERENCES turns (id) ON DELETE CASCADE, user TEXT NOT NULL, at TEXT NOT NULL,
        value TEXT NOT NULL CHECK (value IN ('up', 'down')), PRIMARY KEY (turn, user, at, value)) WITHOUT ROWID""",
    "CREATE INDEX clicks_user ON clicks (user)",
    # `explained` is the value that reason and comment were given for.
    """CREATE TABLE votes (
        turn TEXT NOT NULL REFERENCES turns (id) ON DELETE CASCADE, user TEXT NOT NULL,
        value TEXT NOT NULL CHECK (value IN ('up', 'down', '')), at TEXT NOT NULL, explained TEXT NOT NULL DEFAULT '',
        reason TEXT NOT NULL DEFAULT '', comment TEXT NOT NULL DEFAULT '', PRIMARY KEY (turn, user)) WITHOUT ROWID""",
    "CREATE INDEX votes_user ON votes (user)",
    "CREATE TABLE heartbeat (id INTEGER PRIMARY KEY CHECK (id = 1), at REAL NOT NULL)",
)


@MIGRATIONS()
def turns_and_votes(database: Database) -> None:
    """The first tables."""
    for statement in _TURNS_AND_VOTES:
        database.execute(statement)


_POSITIONS = (
    # All three are the `seq` of a turn: of the first at the same place in the thread; of the one at whose time the thread is looked
    # at; and of the first with the same question there, with which votes are shared. Numbers, since that turn may be purged before.
    "ALTER TABLE turns ADD COLUMN instead_of TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE turns ADD COLUMN author TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE turns ADD COLUMN position INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE turns ADD COLUMN as_of INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE turns ADD COLUMN judged INTEGER NOT NULL DEFAULT 0",
    "UPDATE turns SET position = seq, as_of = seq, judged = seq",
    "DROP INDEX turns_thread",
    "CREATE INDEX turns_position ON turns (team, channel, thread, position, seq) WHERE thread <> ''",
    "CREATE INDEX turns_judged ON turns (judged)",
    "CREATE INDEX turns_author ON turns (author) WHERE author <> ''",
)


@MIGRATIONS()
def positions(database: Database) -> None:
    """Which turn a turn stands for, and who wrote its text."""
    for statement in _POSITIONS:
        database.execute(statement)


_REVIEWS = (
    # Who votes or thinks otherwise puts the vote in line; what has looked at it takes it out. A vote that changes again comes last again.
    """CREATE TABLE vote_changes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, turn TEXT NOT NULL, user TEXT NOT NULL, UNIQUE (turn, user),
        FOREIGN KEY (turn, user) REFERENCES votes (turn, user) ON DELETE CASCADE)""",
    "INSERT INTO vote_changes (turn, user) SELECT turn, user FROM votes WHERE value = 'down' ORDER BY at",
    """CREATE TRIGGER votes_first AFTER INSERT ON votes BEGIN
        INSERT INTO vote_changes (turn, user) VALUES (new.turn, new.user);
    END""",
    """CREATE TRIGGER votes_change AFTER UPDATE OF value ON votes WHEN new.value <> old.value BEGIN
        DELETE FROM vote_changes WHERE turn = new.turn AND user = new.user;
        INSERT INTO vote_changes (turn, user) VALUES (new.turn, new.user);
    END""",
    'CREATE INDEX turns_after ON turns ("after") WHERE "after" <> \'\'',
    "CREATE INDEX turns_clarify ON turns (seq) WHERE status = 'clarify'",
    "CREATE TABLE projection (id INTEGER PRIMARY KEY CHECK (id = 1), turns INTEGER NOT NULL, aged INTEGER NOT NULL, batches INTEGER NOT NULL)",
    "INSERT INTO projection VALUES (1, 0, 0, 0)",
    # `changed` is the Unix time of the last change of state. What people wrote is nowhere else than in their turn and in findings, which go
    # with it; a reason only in its action.
    """CREATE TABLE items (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'fixed', 'declined', 'duplicate')),
        changed REAL NOT NULL DEFAULT 0, assignee TEXT NOT NULL DEFAULT '', revision INTEGER NOT NULL DEFAULT 0,
        duplicate_of INTEGER REFERENCES items (id) ON DELETE SET NULL)""",
    "CREATE INDEX items_duplicate_of ON items (duplicate_of) WHERE duplicate_of IS NOT NULL",
    """CREATE TABLE findings (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, turn TEXT NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('down', 'unknown', 'unpicked', 'asked_again')), user TEXT NOT NULL,
        item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE, at REAL NOT NULL, language TEXT NOT NULL, products TEXT NOT NULL,
        gist TEXT NOT NULL, stands INTEGER NOT NULL DEFAULT 1 CHECK (stands IN (0, 1)), UNIQUE (turn, kind, user))""",
    "CREATE INDEX findings_item ON findings (item, at)",
    "CREATE INDEX findings_user ON findings (user)",
    """CREATE TABLE actions (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE, revision INTEGER NOT NULL,
        at REAL NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, text TEXT NOT NULL, value TEXT NOT NULL)""",
    "CREATE INDEX actions_item ON actions (item, revision)",
    "CREATE INDEX actions_who ON actions (who) WHERE who <> ''",
    # An item goes with its last finding, unless others are duplicates of it; with the last of those it goes too.
    """CREATE TRIGGER findings_gone AFTER DELETE ON findings
    WHEN NOT EXISTS (SELECT 1 FROM findings WHERE item = old.item) AND NOT EXISTS (SELECT 1 FROM items WHERE duplicate_of = old.item) BEGIN
        DELETE FROM items WHERE id = old.item;
    END""",
    """CREATE TRIGGER duplicates_gone AFTER DELETE ON items
    WHEN old.duplicate_of IS NOT NULL AND NOT EXISTS (SELECT 1 FROM findings WHERE item = old.duplicate_of)
    AND NOT EXISTS (SELECT 1 FROM items WHERE duplicate_of = old.duplicate_of) BEGIN
        DELETE FROM items WHERE id = old.duplicate_of;
    END""",
    "CREATE TABLE knowledge_versions (version TEXT PRIMARY KEY, first_used REAL NOT NULL, archive BLOB NOT NULL)",
    "CREATE TABLE claims (name TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('pending', 'sent')), at REAL NOT NULL) WITHOUT ROWID",
)


@MIGRATIONS()
def reviews(database: Database) -> None:
    """What maintainers look at, and what they did."""
    for statement in _REVIEWS:
        database.execute(statement)


_EDITS = (
    # The time of an edit stood in the origin only, and nowhere for one that came before what it changed.
    "ALTER TABLE turns ADD COLUMN edited TEXT NOT NULL DEFAULT ''",
    "UPDATE turns SET edited = substr(origin, instr(origin, ':edited:') + 8) WHERE instr(origin, ':edited:') > 0",
)


@MIGRATIONS()
def edits(database: Database) -> None:
    """Which edit a turn's question is from."""
    for statement in _EDITS:
        database.execute(statement)
