import type { DatabaseSync } from "node:sqlite";

/**
 * Keeps in memory which connection carries which running session, in step with every statement and roll-back of this
 * connection to the database, which must be the only one that writes: ids of connections are random, and an index of them
 * on the disk would cost each admission a page of its own. To be called once, when the schema is there.
 */
export function mirrorConnections(writer: DatabaseSync): void {
  const carried = (row: string) => `${row}ended_at_seconds IS NULL AND ${row}connection_server IS NOT NULL`;
  writer.exec(`
    CREATE TEMP TABLE carried_sessions (
      server TEXT NOT NULL, connection TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (server, connection, seq)
    ) WITHOUT ROWID;
    INSERT INTO carried_sessions
      SELECT connection_server, connection_id, seq FROM main.sessions WHERE ${carried("")};
    CREATE TEMP TRIGGER session_carried AFTER INSERT ON main.sessions WHEN ${carried("new.")} BEGIN
      INSERT INTO carried_sessions VALUES (new.connection_server, new.connection_id, new.seq);
    END;
    CREATE TEMP TRIGGER session_carried_otherwise
      AFTER UPDATE OF ended_at_seconds, connection_server, connection_id ON main.sessions
      WHEN old.connection_server IS NOT NULL OR new.connection_server IS NOT NULL BEGIN
      DELETE FROM carried_sessions
        WHERE server = old.connection_server AND connection = old.connection_id AND seq = old.seq;
      INSERT INTO carried_sessions
        SELECT new.connection_server, new.connection_id, new.seq WHERE ${carried("new.")};
    END;
    CREATE TEMP TRIGGER carried_session_gone AFTER DELETE ON main.sessions WHEN ${carried("old.")} BEGIN
      DELETE FROM carried_sessions
        WHERE server = old.connection_server AND connection = old.connection_id AND seq = old.seq;
    END;
  `);
}

/** True where `mirrorConnections` keeps what is asked. */
export function mirrorsConnections(database: DatabaseSync): boolean {
  return (
    database.prepare("SELECT 1 FROM temp.sqlite_schema WHERE name = 'carried_sessions'").get() !== undefined
  );
}
