import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runningLake } from '../../../rigs/running-lake.ts'

const page =
  '<!doctype html><html><script>window.a = 1</script><script type="module" src="/static/sanity-abcd1234.js"></script></html>'

async function lakeWithStudio() {
  const lake = await runningLake()
  await mkdir(join(lake.home, 'studio', 'static'), { recursive: true })
  await writeFile(join(lake.home, 'studio', 'index.html'), page)
  await writeFile(join(lake.home, 'studio', 'favicon.ico'), 'ico')
  await writeFile(join(lake.home, 'studio', 'static', 'sanity-abcd1234.js'), 'export {}')
  return lake
}

describe('the Studio', () => {
  test.each(['/', '/structure', '/structure/article;drafts.a-1%2Cview%3Dpreview', '/vision', '/index.html'])(
    'opens its page at %s',
    async (path) => {
      await using lake = await lakeWithStudio()
      const response = await fetch(`${lake.url}${path}`, { headers: { accept: 'text/html' } })
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toMatch(/^text\/html/)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await response.text()).toBe(page)
    },
  )

  test('keeps its hashed files for ever and asks anew for the others', async () => {
    await using lake = await lakeWithStudio()
    const script = await fetch(`${lake.url}/static/sanity-abcd1234.js`)
    expect(script.headers.get('content-type')).toMatch(/javascript/)
    expect(script.headers.get('cache-control')).toContain('immutable')
    const icon = await fetch(`${lake.url}/favicon.ico`)
    expect(await icon.text()).toBe('ico')
    expect(icon.headers.get('cache-control')).toBe('no-cache')
  })

  test('has no page in place of a file that is missing', async () => {
    await using lake = await lakeWithStudio()
    expect((await fetch(`${lake.url}/static/gone-abcd1234.js`)).status).toBe(404)
    expect((await fetch(`${lake.url}/gone.png`, { headers: { 'sec-fetch-dest': 'image' } })).status).toBe(404)
  })

  test('may load and call nothing but its own origin, and run no script but its own', async () => {
    await using lake = await lakeWithStudio()
    const policy = (await fetch(lake.url)).headers.get('content-security-policy')
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("script-src 'self' 'sha256-")
    expect(policy).toContain(`connect-src 'self' ws://localhost:${lake.port}`)
    expect(policy).not.toMatch(/https?:|script-src[^;]*unsafe/)
  })

  test('gives its page as nothing but its page, whatever the disk takes its name for', async () => {
    await using lake = await lakeWithStudio()
    await writeFile(join(lake.home, 'studio', 'Index.html'), page)
    const response = await fetch(`${lake.url}/Index.html`)
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  test('gives no file from outside its folder', async () => {
    await using lake = await lakeWithStudio()
    for (const path of ['/..%2ftoken', '/%2e%2e/token', '/static/..%2f..%2ftoken', '/.env', '/static/%5c..%5ctoken']) {
      expect(await (await fetch(`${lake.url}${path}`)).text()).not.toContain(lake.token)
    }
  })

  test('is told to be built, in Danish, when it is not', async () => {
    await using lake = await runningLake()
    const response = await fetch(lake.url)
    expect(response.status).toBe(503)
    expect(response.headers.get('set-cookie')).toBeNull()
    const text = await response.text()
    expect(text).toContain('Studiet er ikke bygget endnu')
    expect(text).toContain('npm start')
    expect(text).toContain('npx notits studio')
  })
})
