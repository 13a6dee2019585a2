/** Raised with every change to the tables; a database from a later version is refused. */
export const tablesVersion = 1

/** Marks a file as a lake's database (PRAGMA application_id): the letters NOTI. */
export const applicationId = 0x4e4f5449

/**
 * The lake's tables. Documents are JSON text (`JSON.stringify` keeps lone surrogates, which SQLite's text would lose) in a table
 * with row ids, since the search index knows documents by row id alone.
 */
export const tables = `
  CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    json TEXT NOT NULL
  );

  CREATE TABLE document_references (
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    weak INTEGER NOT NULL,
    PRIMARY KEY (source, target)
  ) WITHOUT ROWID;
  CREATE INDEX references_to ON document_references (target, source, weak);

  CREATE TABLE transactions (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    timestamp TEXT NOT NULL,
    author TEXT NOT NULL
  );
  CREATE INDEX transactions_by_time ON transactions (timestamp, seq);

  -- What a transaction did to one document: change is create, update or delete; previous is the revision before;
  -- apply and revert are mendoza patches between documents without _rev; steps counts the patches since the document
  -- was last written out whole, in apply (create) or in post.
  CREATE TABLE transaction_documents (
    document TEXT NOT NULL,
    seq INTEGER NOT NULL,
    change TEXT NOT NULL,
    previous TEXT,
    steps INTEGER NOT NULL,
    mutations TEXT NOT NULL,
    apply TEXT NOT NULL,
    revert TEXT NOT NULL,
    post TEXT
  );
  CREATE INDEX changes_of_document ON transaction_documents (document, seq, change, previous, steps);
  CREATE INDEX changes_in_transaction ON transaction_documents (seq, document);

  CREATE TABLE key_values (
    user TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (user, key)
  ) WITHOUT ROWID;

  CREATE VIRTUAL TABLE search USING fts5(
    text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='2 3'
  );
`
