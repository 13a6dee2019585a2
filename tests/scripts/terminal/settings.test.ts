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
    })
  })

  test('take every variable, and an empty one counts as missing', () => {
    const settings = readSettings({
      NOTITS_HOME: '/data/avis',
      NOTITS_PORT: '4000',
      NOTITS_SITE_PORT: '4001',
      NOTITS_SITE_URL: 'https://www.avis.example/',
      SANITY_PROJECT_ID: '',
    })
    const expected = { home: '/data/avis', lakePort: 4000, sitePort: 4001, siteUrl: 'https://www.avis.example' }
    expect(settings).toEqual({ ...expected, home: resolve('/data/avis') })
  })

  test('write the site’s address as every link shall have it', () => {
    const written = (url: string) => readSettings({ NOTITS_SITE_URL: url }).siteUrl
    expect(written(' HTTPS://Avis.Example:443/ ')).toBe('https://avis.example')
    expect(written('https://bølgen.example')).toBe('https://xn--blgen-vua.example')
  })

  test('put the site on its own port’s address when no other is given', () => {
    expect(readSettings({ NOTITS_SITE_PORT: '8080' }).siteUrl).toBe('http://localhost:8080')
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

  test('is not shown when it is a secret', () => {
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
