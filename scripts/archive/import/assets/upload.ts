import { pathToFileURL } from 'node:url'
import { ClientError, type SanityClient, type UploadBody, type UploadClientConfig } from '@sanity/client'
import { sanityImport } from '@sanity/import'
import { z } from 'zod'
import { Problem } from '../../../terminal/problem.ts'
import type { Report } from '../../../terminal/progress.ts'
import type { AssetType } from '../../asset-address.ts'
import type { AssetFile, AssetMap } from './archive-assets.ts'
import { mediaTypeOf } from './media-types.ts'

/** Ids of asset documents, by the texts that documents name them with. */
export type AssetIds = ReadonlyMap<string, string>

/** Assets on their way to a lake. */
export type Upload = {
  client: SanityClient
  files: readonly AssetFile[]
  map: AssetMap
  /** Whether what the archive tells of an asset goes before what the lake knows of it. */
  replace: boolean
  report: Report
}

/**
 * Brings files into the lake as assets, with what the archive tells of them; those that are there already are found by hash.
 * The work is done by `@sanity/import`, which is given nothing but files of ours: it then asks no other server for anything.
 */
export async function uploaded({ client, files, map, replace, report }: Upload): Promise<AssetIds> {
  if (files.length === 0) return new Map()
  const options = {
    client: withMediaTypes(client),
    unreferencedAssets: files.map(({ type, path }) => `${type}#${pathToFileURL(path).href}`),
    assetMap: withSecondEntry(map),
    assetFetch: fetchFrom(new URL(client.getUrl('/')).origin),
    replaceAssets: replace,
    allowReplacementCharacters: true,
    onProgress: ({ step, current, total }: ProgressEvent) => {
      if (step.startsWith('Importing assets')) report(`Uploading assets: ${current ?? 0} of ${total ?? files.length}`)
    },
  }
  await sanityImport([], options).catch((fault: unknown) => {
    throw nameOfRefused(fault, files)
  })
  return assetIds(client, files)
}

/** The fault of an upload as a sentence that names the asset, when it was one that the lake refused. */
function nameOfRefused(fault: unknown, files: readonly AssetFile[]): unknown {
  if (!(fault instanceof ClientError) || fault.statusCode === 401 || fault.statusCode === 403) return fault
  const refused = files.find(({ path }) => 'url' in fault && fault.url === pathToFileURL(path).href)
  const why = fault.message.split('\n').at(-1) ?? ''
  return refused ? new Problem(`Cannot import ${refused.name}, and nothing was imported yet but assets: ${why}`) : fault
}

/** What `@sanity/import` hands to its own fetch; only the address matters here. */
type Fetch = (address: string | URL, init?: RequestInit) => Promise<Response>

/**
 * Before it reuses an asset, `@sanity/import` asks for it at the address that the lake's document tells, which anyone who may
 * write there has chosen. Only the lake itself and Sanity's asset host are asked; elsewhere, the asset counts as missing.
 */
function fetchFrom(lake: string): Fetch {
  const asked = [lake, 'https://cdn.sanity.io']
  return async (address, init) => {
    const { origin } = new URL(address)
    return asked.includes(origin) ? fetch(address, { ...init, redirect: 'error' }) : new Response(null, { status: 404 })
  }
}

/** `@sanity/import` restores what is told of assets only when the list tells of two or more. */
function withSecondEntry(map: AssetMap): WholeAssets {
  // Cast since its type speaks of whole documents, while exports leave out what an upload tells anew.
  return (Object.keys(map).length === 1 ? { ...map, 'no-asset': {} } : map) as WholeAssets
}

type ProgressEvent = Parameters<NonNullable<Parameters<typeof sanityImport>[1]['onProgress']>>[0]

type WholeAssets = NonNullable<Parameters<typeof sanityImport>[1]['assetMap']>

/**
 * A client that says of what kind an uploaded file is. Exports leave that out, `@sanity/import` does not look for it, and a
 * lake then takes a PDF for bytes of no kind.
 */
function withMediaTypes(client: SanityClient): SanityClient {
  const own = client.clone()
  const { assets } = own
  const upload = assets.upload.bind(assets)
  const told = (type: AssetType, body: UploadBody, options?: UploadClientConfig) => {
    const contentType = mediaTypeOf(options?.filename ?? '')
    return upload(type, body, { ...options, ...(contentType && { contentType }) })
  }
  Object.assign(assets, { upload: told })
  return own
}

const Rows = z.array(z.object({ _id: z.string(), _type: z.string(), sha1hash: z.string() }))

const atOnce = 500

async function assetIds(client: SanityClient, files: readonly AssetFile[]): Promise<AssetIds> {
  const ids = new Map<string, string>()
  for (let start = 0; start < files.length; start += atOnce) {
    const some = files.slice(start, start + atOnce)
    const query = '*[_type in ["sanity.imageAsset", "sanity.fileAsset"] && sha1hash in $hashes]{_id, _type, sha1hash}'
    const rows = Rows.parse(await client.fetch(query, { hashes: some.map(({ sha1 }) => sha1) }))
    const byHash = new Map(rows.map(({ _id, _type, sha1hash }) => [`${_type} ${sha1hash}`, _id]))
    for (const { type, sha1, names, path } of some) {
      const id = byHash.get(`sanity.${type}Asset ${sha1}`)
      if (id === undefined) throw new Error(`The lake took ${path} and does not have it`)
      for (const name of names) ids.set(name, id)
    }
  }
  return ids
}
