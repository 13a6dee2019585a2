import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Problem } from '../../../scripts/terminal/problem.ts'
import { readSettings } from '../../../scripts/terminal/settings.ts'

describe('the settings', () => {
  test('have standard values when the environment says nothing', () => {
    expect(readSettings({})).toEqual({
      home: resolve('.notits'),
      lakePort: 3333,
      sitePort: 4321,
      siteUrl: 'http://localhost:4321',
      previewPort: 4322,
      images: 'own',
    })
  })

  test('take every variable, and an empty one counts as missing', () => {
    const settings = readSettings({
      NOTITS_HOME: '/data/avis',
      NOTITS_PORT: '4000',
      NOTITS_SITE_PORT: '4001',
      NOTITS_SITE_URL: 'https://www.avis.example/',
      NOTITS_PREVIEW_PORT: '4002',
      NOTITS_PREVIEW_URL: 'https://udkast.avis.example',
      IMAGES: 'cdn',
      SANITY_WEBHOOK_SECRET: 'hemmelig',
      SANITY_PROJECT_ID: '',
    })
    expect(settings).toEqual({
      ...{ home: resolve('/data/avis'), lakePort: 4000, sitePort: 4001, siteUrl: 'https://www.avis.example' },
      ...{ previewPort: 4002, previewUrl: 'https://udkast.avis.example', images: 'cdn', webhookSecret: 'hemmelig' },
    })
  })

  test('write the site’s address as every link shall have it', () => {
    const written = (url: string) => readSettings({ NOTITS_SITE_URL: url }).siteUrl
    expect(written(' HTTPS://Avis.Example:443/ ')).toBe('https://avis.example')
    expect(written('https://bølgen.example')).toBe('https://xn--blgen-vua.example')
  })

  test('put the site on its own port’s address when no other is given', () => {
    expect(readSettings({ NOTITS_SITE_PORT: '8080' }).siteUrl).toBe('http://localhost:8080')
  })

  test('say where others may reach the lake, by the environment or, before it, the command line', () => {
    const environment = {
      NOTITS_HOST: '0.0.0.0',
      NOTITS_STUDIO_URL: 'https://cms.avis.example/, http://redaktion:3333',
    }
    expect(readSettings(environment)).toMatchObject({
      lakeHost: '0.0.0.0',
      studioUrls: ['https://cms.avis.example', 'http://redaktion:3333'],
    })
    const reach = { host: '192.0.2.7', url: ['https://desk.avis.example'] }
    expect(readSettings(environment, undefined, reach)).toMatchObject({ lakeHost: '192.0.2.7', studioUrls: reach.url })
  })

  test('name an embedded lake on another machine, with the token that opens it', () => {
    const remote = { NOTITS_LAKE_URL: 'https://cms.avis.example/', NOTITS_LAKE_TOKEN: 'abc' }
    expect(readSettings(remote).remote).toEqual({ url: 'https://cms.avis.example', token: 'abc' })
    expect(faultOf({ NOTITS_LAKE_URL: 'https://cms.avis.example' })).toMatch(
      /^Cannot use the setting NOTITS_LAKE_URL "https:\/\/cms.avis.example": .* NOTITS_LAKE_TOKEN to a token/,
    )
  })

  test('leave the embedded lake for the hosted one when a project is named', () => {
    expect(readSettings({ SANITY_PROJECT_ID: 'a1b2c3d4' }).hosted).toEqual({
      projectId: 'a1b2c3d4',
      dataset: 'production',
    })
    const whole = { SANITY_PROJECT_ID: 'a1b2c3d4', SANITY_DATASET: 'staging', SANITY_API_TOKEN: 'sk123' }
    expect(readSettings(whole).hosted).toEqual({ projectId: 'a1b2c3d4', dataset: 'staging', token: 'sk123' })
  })
})

describe('a setting that cannot be used', () => {
  test('is named with its value and what to do', () => {
    expect(faultOf({ NOTITS_PORT: 'http' })).toMatchInlineSnapshot(
      `"Cannot use the setting NOTITS_PORT "http": set it to a port number from 0 to 65535, such as 3333"`,
    )
    expect(faultOf({ NOTITS_SITE_PORT: '70000' })).toMatchInlineSnapshot(
      `"Cannot use the setting NOTITS_SITE_PORT "70000": set it to a port number from 0 to 65535, such as 4321"`,
    )
    expect(faultOf({ NOTITS_SITE_URL: 'www.avis.example' })).toMatchInlineSnapshot(
      `"Cannot use the setting NOTITS_SITE_URL "www.avis.example": set it to the public address of the site with no path, such as https://www.example.dk"`,
    )
    expect(faultOf({ SANITY_PROJECT_ID: 'My Project' })).toMatchInlineSnapshot(
      `"Cannot use the setting SANITY_PROJECT_ID "My Project": set it to the id that sanity.io/manage shows, such as a1b2c3d4, or remove it to use the embedded lake"`,
    )
  })

  test('is refused when a site address holds more than an origin', () => {
    for (const url of [
      'https://avis.example/nyt',
      'https://avis.example/?a',
      'ftp://avis.example',
      'https://u:p@avis.example',
    ]) {
      expect(faultOf({ NOTITS_SITE_URL: url })).toContain('NOTITS_SITE_URL')
    }
  })

  test('is refused when nobody could reach the lake by it', () => {
    expect(faultOf({ NOTITS_HOST: 'http://0.0.0.0/' })).toContain('NOTITS_HOST "http://0.0.0.0/": set it to an address')
    expect(faultOf({ NOTITS_STUDIO_URL: 'cms.avis.example' })).toContain('NOTITS_STUDIO_URL "cms.avis.example"')
  })

  test('is not shown when it is a secret', () => {
    expect(faultOf({ NOTITS_LAKE_TOKEN: 'very secret' })).toBe(
      'Cannot use the setting NOTITS_LAKE_TOKEN: set it to one token with no spaces in it, or remove it',
    )
    expect(faultOf({ SANITY_API_TOKEN: 'sk very secret' })).toMatchInlineSnapshot(
      `"Cannot use the setting SANITY_API_TOKEN: set it to one API token with no spaces in it, or remove it"`,
    )
  })
})

function faultOf(environment: Record<string, string>): string {
  try {
    readSettings(environment)
  } catch (fault) {
    if (fault instanceof Problem) return fault.message
    throw fault
  }
  return 'no fault'
}
