import { toHTML } from '@portabletext/to-html'
import type { TextBlock } from '#schemas/body/block.ts'
import type { Embed } from '#schemas/body/embed.ts'
import type { FactBox } from '#schemas/body/fact-box.ts'
import type { BodyFigure } from '#schemas/body/figure.ts'
import type { Quote } from '#schemas/body/quote.ts'
import type { ReadAlso } from '#schemas/body/read-also.ts'
import type { Table } from '#schemas/body/table.ts'
import type { Body } from '#schemas/body.ts'
import { photoHtml } from '../pictures/photo.ts'
import { creditLine } from './credit.ts'
import { embedWords } from './embed.ts'
import { factLabel } from './fact-label.ts'
import { headingIds } from './headings.ts'
import { attributes, element, escaped, paragraphs } from './html.ts'
import { marked } from './marked.ts'
import { quoted } from './quoted.ts'
import type { Surroundings } from './surroundings.ts'
import { textComponents } from './text-components.ts'

const columnWidth = '(min-width: 44rem) 41rem, calc(100vw - 2rem)'

/** Running text as a page shows it. The HTML is safe: every word is escaped, every link looked at again. */
export function pageForm(body: Body, around: Surroundings): string {
  const ids = headingIds(body)
  const tables = body.filter(({ _type }) => _type === 'table')
  const own = (address: string) => address
  return toHTML(body, {
    onMissingComponent: false,
    components: marked(
      {
        ...textComponents(around, own, (level, children, value) => element(level, children, { id: ids.get(value) })),
        types: {
          quote: ({ value }: { value: Quote }) => quote(value),
          factBox: ({ value }: { value: FactBox }) => factBox(value, around),
          figure: ({ value }: { value: BodyFigure }) => figure(value, around),
          readAlso: ({ value }: { value: ReadAlso }) => readAlso(value, around),
          embed: ({ value }: { value: Embed }) => embed(value),
          table: ({ value }: { value: Table }) => table(value, tables.indexOf(value) + 1),
        },
      },
      around.mark,
    ),
  })
}

function quote({ text, speaker, speakerRole }: Quote): string {
  const who = [element('span', escaped(speaker ?? ''), { class: 'quote-speaker' }), escaped(speakerRole ?? '')]
  const said = element('blockquote', paragraphs(quoted(text)))
  return `<figure class="quote">${said}${element('figcaption', who.filter(Boolean).join(', '))}</figure>`
}

function factBox({ title, body }: FactBox, around: Surroundings): string {
  const text = toHTML<TextBlock>(body, {
    onMissingComponent: false,
    components: textComponents(
      around,
      (address) => address,
      (_, children) => element('p', element('strong', children)),
    ),
  })
  const label = factLabel(title)
  const heading = element('p', escaped(title === '' ? label : title), { class: 'fact-box-title' })
  return `<aside class="fact-box"${attributes({ 'aria-label': label })}>${heading}${text}</aside>`
}

function figure(value: BodyFigure, around: Surroundings): string {
  const picture = around.picture(value)
  if (!picture) return ''
  const { caption, credit } = picture
  const words = [
    escaped(caption ?? ''),
    credit === undefined ? '' : element('span', escaped(creditLine(credit)), { class: 'credit' }),
  ]
  const captioned = element('figcaption', words.filter(Boolean).join(' '))
  return `<figure class="story-picture">${photoHtml(picture, { sizes: columnWidth })}${captioned}</figure>`
}

function readAlso({ stories }: ReadAlso, around: Surroundings): string {
  return stories
    .map(({ _ref }) => around.link(_ref))
    .filter((link) => link !== undefined)
    .map(({ title, address }) => `Læs også: <a${attributes({ href: address })}>${escaped(title)}</a>`)
    .map((line) => element('p', line, { class: 'read-also' }))
    .join('')
}

function embed(value: Embed): string {
  return `<p class="embed"><a${attributes({ href: value.url, rel: 'noopener' })}>${escaped(embedWords(value))}</a></p>`
}

function table({ caption, headerRow, rows }: Table, number: number): string {
  const [first, ...others] = rows
  if (!first) return ''
  const head = headerRow ? `<thead>${row(first.cells, headerCell)}</thead>` : ''
  const lines = headerRow ? others : rows
  const body = element('tbody', lines.map(({ cells }) => row(cells, (cell) => `<td>${escaped(cell)}</td>`)).join(''))
  const label = caption === undefined ? `Tabel ${number}` : `Tabel: ${caption}`
  const region = attributes({ class: 'table', role: 'region', tabindex: 0, 'aria-label': label })
  return `<div${region}><table>${element('caption', escaped(caption ?? ''))}${head}${body}</table></div>`
}

const row = (cells: string[], cell: (text: string) => string) => `<tr>${cells.map(cell).join('')}</tr>`

// A heading with nothing in it says nothing to a screen reader; it is a plain corner.
const headerCell = (text: string) => (text === '' ? '<td></td>' : `<th scope="col">${escaped(text)}</th>`)
