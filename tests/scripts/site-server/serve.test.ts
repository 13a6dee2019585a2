import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { serveSite } from '../../../scripts/site-server/serve.ts'

describe('serving the site', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'notits-serve-'))
    writeFileSync(join(folder, 'index.html'), 'front')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const toServe = (port = 0) => ({ folder, port, variable: 'NOTITS_SITE_PORT', siteUrl: 'https://www.avis.example' })

  test('answers on this machine under its own names', async () => {
    const site = await serveSite(toServe())
    try {
      for (const name of ['localhost', '127.0.0.1']) {
        expect(await (await fetch(`http://${name}:${site.port}/`)).text()).toBe('front')
      }
    } finally {
      await site.close()
    }
  })

  test('frees its port at once when it is closed, also with readers connected', async () => {
    const site = await serveSite(toServe())
    await fetch(site.url)
    await site.close()
    await site.close()
    const again = await serveSite(toServe(site.port))
    expect(again.port).toBe(site.port)
    await again.close()
  })

  test('says which setting to change when its port is taken', async () => {
    const site = await serveSite(toServe())
    await expect(serveSite(toServe(site.port))).rejects.toThrow(
      `Could not serve on port ${site.port}: another program uses it; set NOTITS_SITE_PORT to a free port`,
    )
    await site.close()
  })
})
