import type { Locator, Page } from 'playwright-core'

/** What an editor does in the Studio, step by step; every step ends when the Studio shows that it is done. */
export interface StudioDesk {
  page: Page
  /** Opens an empty article in the list of all articles. */
  newArticle(): Promise<void>
  /** Opens a document that exists, such as `articles;all;<id>`. */
  openDocument(path: string): Promise<void>
  /** Shows a group of fields. */
  showTab(tab: string): Promise<void>
  /** Writes into a field of one line or several, by its name in the model. */
  fill(field: string, text: string): Promise<void>
  /** Lets the Studio make the web address. */
  generateSlug(): Promise<void>
  /** Writes paragraphs at the end of the body. */
  writeBody(...paragraphs: string[]): Promise<void>
  /** Chooses a document for a reference field, by the title that the list shows. */
  choose(field: string, title: string): Promise<void>
  /** Uploads a file into an image field. */
  uploadImage(field: string, file: string): Promise<void>
  /** Presses »Publicér«, and waits until there is nothing more to publish. */
  publish(): Promise<void>
  /** Takes the published version back; the text stays as a draft. */
  unpublish(): Promise<void>
  /** The id of the open document, without `drafts.`. */
  documentId(): string
}

/** The Studio in a browser page, with its desk shown. `url` is where the lake serves it. */
export async function openStudio(page: Page, url: string): Promise<StudioDesk> {
  await page.goto(`${url}/structure`)
  await page.getByText('Redaktionen', { exact: true }).first().waitFor()
  return { page, ...navigation(page, url), ...writing(page), ...publishing(page), documentId: () => openId(page) }
}

/** A field of text. */
const field = (page: Page, name: string) => page.getByTestId(`field-${name}`)

/** A field with an image or a reference, which Sanity marks by its menu alone. */
const row = (page: Page, name: string) =>
  page.locator('[data-ui="FormRow"]').filter({ has: page.getByTestId(`field-actions-menu-${name}`) })

async function formIsReady(page: Page): Promise<void> {
  await page
    .getByTestId('form-view')
    .getByTestId(/^field-/)
    .first()
    .waitFor()
}

function navigation(page: Page, url: string) {
  return {
    async newArticle() {
      // By the desk's own links: when a page is left for another, Sanity's presence sometimes speaks into a closed socket.
      await page.getByRole('link', { name: 'Artikler', exact: true }).click()
      await page.getByRole('link', { name: 'Alle artikler', exact: true }).click()
      await page.getByTestId('action-intent-button').first().click()
      await field(page, 'headline').waitFor()
    },
    async openDocument(path: string) {
      await page.goto(`${url}/structure/${path}`)
      await formIsReady(page)
    },
    async showTab(tab: string) {
      await page.getByRole('tab', { name: tab }).click()
    },
  }
}

function writing(page: Page) {
  return {
    async fill(name: string, text: string) {
      await field(page, name).locator('input, textarea').first().fill(text)
    },
    async generateSlug() {
      const slug = field(page, 'slug')
      await slug.getByRole('button', { name: 'Generér' }).click()
      await slug.locator('input:not([value=""])').waitFor()
    },
    async writeBody(...paragraphs: string[]) {
      const body = field(page, 'body').getByRole('textbox')
      await body.click()
      await page.keyboard.press('ControlOrMeta+End')
      for (const [place, paragraph] of paragraphs.entries()) {
        if (place > 0) await page.keyboard.press('Enter')
        await page.keyboard.insertText(paragraph)
      }
      await body.getByText(paragraphs.at(-1) ?? '').waitFor()
    },
    async choose(name: string, title: string) {
      await row(page, name).getByPlaceholder('Skriv for at søge').fill(title)
      await page.getByTestId('autocomplete-popover').getByText(title, { exact: true }).first().click()
      await row(page, name).getByText(title, { exact: true }).waitFor()
    },
    async uploadImage(name: string, file: string) {
      const image = row(page, name)
      await image.locator('input[type=file]').first().setInputFiles(file)
      await image.locator('img').first().waitFor()
    },
  }
}

function publishing(page: Page) {
  const publish = page.getByTestId('action-publicér')
  return {
    async publish() {
      await publish.and(enabled(page)).click()
      await publish.and(page.locator(':disabled')).waitFor()
    },
    async unpublish() {
      await page.getByTestId('document-header-Publiceret-chip').click()
      await page.getByTestId('action-afpublicér').click()
      await page.getByRole('button', { name: 'Afpublicér nu' }).click()
      await page.getByText('er afpubliceret').first().waitFor()
      await page.getByTestId('document-header-Kladde-chip').click()
      await publish.and(enabled(page)).waitFor()
    },
  }
}

const enabled = (page: Page): Locator => page.locator(':enabled:not([data-disabled="true"])')

function openId(page: Page): string {
  const last = decodeURIComponent(new URL(page.url()).pathname).split(';').at(-1) ?? ''
  return last.split(',')[0] ?? ''
}
