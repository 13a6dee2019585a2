/** Raised with every change to the tables, with a step in `migrations.ts`; a database from a later version is refused. */
export const tablesVersion = 2

/** Marks a file as a lake's database (PRAGMA application_id): the letters NOTI. */
export const applicationId = 0x4e4f5449

/**
 * The documents as they stand, and all that is made from them for finding them. Small rows apart from the contents, so that
 * looking through many documents touches few pages. Contents are JSON text (`JSON.stringify` keeps lone surrogates, which
 * SQLite's text would lose).
 */
export const documentTables = `
  -- base is the id that a published document, its draft and its versions share; layer is which of them it is.
  CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    base TEXT NOT NULL,
    layer TEXT NOT NULL,
    type TEXT NOT NULL,
    revision TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL
  );
  CREATE INDEX documents_by_base ON documents (base, layer);
  CREATE INDEX documents_by_type ON documents (type, layer);

  -- checksum is the CRC-32 of the JSON: SQLite does not notice a byte that turns on the disk.
  CREATE TABLE contents (
    number INTEGER PRIMARY KEY,
    checksum INTEGER NOT NULL,
    json TEXT NOT NULL
  );

  CREATE TABLE document_references (
    source INTEGER NOT NULL,
    target TEXT NOT NULL,
    weak INTEGER NOT NULL,
    PRIMARY KEY (source, target)
  ) WITHOUT ROWID;
  CREATE INDEX references_to ON document_references (target, weak, source);

  -- The attributes that queries have asked to find or order by, each with a key for every document.
  CREATE TABLE attributes (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  );
  CREATE TABLE attribute_keys (
    attribute INTEGER NOT NULL,
    key BLOB NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (attribute, key, document)
  ) WITHOUT ROWID;
  CREATE INDEX keys_of_document ON attribute_keys (document, attribute, key);

  -- The texts and lists of texts that stand in the document itself, and texts further in.
  CREATE VIRTUAL TABLE search USING fts5(
    own, inner, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='2 3'
  );
  -- Documents of large transactions whose words are still to be taken in: many at once cost less.
  CREATE TABLE unsearched (number INTEGER PRIMARY KEY);
`

/** Every transaction and what it did, and the small settings of users: apart from the tables above, as these are never made anew. */
const historyTables = `
  -- purged: what the transaction did to some document is no longer told below.
  CREATE TABLE transactions (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    timestamp TEXT NOT NULL,
    author TEXT NOT NULL,
    purged INTEGER NOT NULL DEFAULT 0
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
`

/** All the lake's tables. */
export const tables = `${documentTables}${historyTables}`
