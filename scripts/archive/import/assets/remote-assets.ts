import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { counted } from '../../../terminal/duration.ts'
import type { Report } from '../../../terminal/progress.ts'
import { ArchiveFault, named } from '../../archive-fault.ts'
import { type AssetFile, fileIn, type Wanted } from './archive-assets.ts'
import { fetchTo, type Outside } from './remote-bytes.ts'

/** What fetching needs: whether it was allowed, where files may be put, and the world. */
export type Fetching = {
  allowed: boolean
  folder: () => string
  outside: Outside
  report: Report
  signal: AbortSignal
}

/**
 * Fetches the assets that documents name on other servers.
 * @throws ArchiveFault when there are any and it was not allowed, or when one of them is not on the public internet
 */
export async function remoteAssets({ elsewhere }: Wanted, fetching: Fetching): Promise<AssetFile[]> {
  const { allowed, outside, report, signal } = fetching
  if (elsewhere.size === 0) return []
  const urls = [...elsewhere.keys()].map((key) => key.slice(key.indexOf(':') + 1))
  if (!allowed) {
    const lie = urls.length === 1 ? 'lies on another server' : 'lie on other servers'
    const assets = `${counted(urls.length, 'asset')} that its documents show`
    throw new ArchiveFault(`${assets} ${lie} (${named(urls)}); add --allow-remote to fetch them`)
  }
  const files: AssetFile[] = []
  for (const [key, { type, names }] of elsewhere) {
    report(`Fetching assets from other servers: ${files.length} of ${elsewhere.size}`)
    const url = key.slice(key.indexOf(':') + 1)
    const folder = join(fetching.folder(), 'remote', String(files.length))
    await mkdir(folder, { recursive: true })
    await fetchTo(join(folder, fileName(url)), url, outside, signal)
    const file = await fileIn(folder, fileName(url), type, names)
    if (file === undefined) throw new ArchiveFault(`its asset ${url} is empty`)
    files.push(file)
  }
  return files
}

/** A name for a fetched file that is safe on any disk, and tells its kind when the address does. */
function fileName(url: string): string {
  const last = URL.parse(url)?.pathname.split('/').at(-1) ?? ''
  return (
    last
      .replaceAll(/[^\w.-]/g, '-')
      .replace(/^\.+/, '')
      .slice(-80) || 'asset'
  )
}
