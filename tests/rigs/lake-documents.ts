import type { LakeRig } from './running-lake.ts'

/** A document as a program sends it to the lake. */
export type SentDocument = { _id: string; _type: string; [field: string]: unknown }

/** Puts documents in one transaction; resolves when queries see them. */
export async function putDocuments(
  { client }: Pick<LakeRig, 'client'>,
  documents: readonly SentDocument[],
): Promise<void> {
  const transaction = client.transaction()
  for (const document of documents) transaction.createOrReplace(document)
  await transaction.commit({ visibility: 'sync' })
}

/** The document with references that the lake takes although they lead nowhere. */
export function withWeakReferences<Value>(document: Value): Value {
  return JSON.parse(JSON.stringify(document).replaceAll('"_type":"reference"', '"_type":"reference","_weak":true'))
}
