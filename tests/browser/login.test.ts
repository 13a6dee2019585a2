import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UserFile } from '../../scripts/lake/users/user-file.ts'
import { withoutUser } from '../../scripts/lake/users/user-list.ts'
import { anArticle, anAuthor, aSection, siteSettings } from '../builders/documents.ts'
import { type DeskRig, deskAndLake } from '../rigs/desk-and-lake.ts'
import { addUser, changed, type TestUser } from '../rigs/lake-users.ts'

let desk: DeskRig
let ole: TestUser
let vera: TestUser

const article = anArticle({ _id: 'havnen', headline: 'Havnen i Esbjerg får strøm fra land' })
const place = '/structure/articles;all;havnen'

beforeAll(async () => {
  desk = await deskAndLake()
  const { client, home } = desk.lake
  const documents = [aSection(), anAuthor(), article, siteSettings()]
  await client.mutate(
    documents.map(({ _rev, ...document }: { _rev?: string; _type: string }) => ({ create: document })),
  )
  await addUser(home, 'Mette Holm', 'administrator')
  ole = await addUser(home, 'Ole Krog', 'editor')
  vera = await addUser(home, 'Vera Lund', 'viewer')
})

afterAll(() => desk[Symbol.asyncDispose]())

async function enter(page: Page, { name, password }: Pick<TestUser, 'name' | 'password'>): Promise<void> {
  await page.getByLabel('Navn eller mailadresse').fill(name)
  await page.getByLabel('Adgangskode').fill(password)
  await page.getByRole('button', { name: 'Log ind', exact: true }).click()
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What keeps some people from using the page (https://www.w3.org/TR/WCAG22/), one line each. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = await page.evaluate<{ violations: { id: string; help: string }[] }>('axe.run()')
  return violations.map(({ id, help }) => `${id}: ${help}`)
}

const headline = (page: Page) => page.getByTestId('field-headline').locator('input, textarea').first()

describe('logging in', () => {
  test('stands before the Studio, in Danish, and says so when the password is wrong', async () => {
    const { page, lake } = desk
    await page.goto(lake.url + place)
    expect(await page.title()).toBe('Log ind – Kajen')
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page), colorScheme).toEqual([])
    }
    await enter(page, { name: 'Ole Krog', password: 'forkert' })
    await page.getByRole('alert').getByText('Navnet eller adgangskoden er forkert.').waitFor()
    expect(await page.getByLabel('Navn eller mailadresse').inputValue()).toBe('Ole Krog')
    desk.faults.splice(0) // the browser takes note of the refusal
  })

  test('leads an editor to where they wanted, and puts their name on what they write', async () => {
    const { page, faults } = desk
    await enter(page, ole)
    await headline(page).fill('Havnen får ny strøm')
    expect(new URL(page.url()).pathname).toBe(place)
    await page.getByTestId('pane-footer-document-status').getByText('Redigeret').waitFor()
    await page.getByTestId('pane-footer-document-status').click()
    await page.locator('ins').first().hover()
    await page.getByText('Ole Krog').first().waitFor()
    expect(faults).toEqual([])
  })

  test('is asked for again when the session ends under an open Studio, which loses nothing but itself', async () => {
    const { page, lake } = desk
    const users = new UserFile(lake.home)
    users.keep(changed(withoutUser(users.list(), 'Ole Krog')))
    const way = page.getByRole('link', { name: 'Log ind i redaktionen' })
    await way.or(page.getByLabel('Adgangskode')).first().waitFor()
    if (await way.isVisible()) await way.click()
    await enter(page, vera)
    await headline(page).waitFor()
    expect(new URL(page.url()).pathname).toContain(place)
    expect(await headline(page).inputValue()).toBe('Havnen får ny strøm')
  })

  test('shows a viewer everything and lets them change nothing', async () => {
    const { page } = desk
    await page.getByText('Din rolle').first().waitFor()
    expect(await headline(page).getAttribute('readonly')).not.toBeNull()
    expect(await page.getByTestId('action-publicér').isDisabled()).toBe(true)
  })

  test('is over with »Log ud«', async () => {
    const { page, lake } = desk
    await page.locator('#user-menu').click()
    await page.getByRole('menuitem', { name: 'Log ud' }).click()
    await page
      .getByText(/Log ind/)
      .first()
      .waitFor()
    await page.goto(lake.url)
    await page.getByLabel('Adgangskode').waitFor()
  })
})
