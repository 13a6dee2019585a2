import { toHTML } from '@portabletext/to-html'
import type { TextBlock } from '#schemas/body/block.ts'
import type { Embed } from '#schemas/body/embed.ts'
import type { FactBox } from '#schemas/body/fact-box.ts'
import type { BodyFigure } from '#schemas/body/figure.ts'
import type { Quote } from '#schemas/body/quote.ts'
import type { ReadAlso } from '#schemas/body/read-also.ts'
import type { Table } from '#schemas/body/table.ts'
import type { Body } from '#schemas/body.ts'
import type { Picture } from '../edition/stories.ts'
import { creditLine } from './credit.ts'
import { embedWords } from './embed.ts'
import { factLabel } from './fact-label.ts'
import { attributes, element, escaped, paragraphs } from './html.ts'
import { quoted } from './quoted.ts'
import type { Surroundings } from './surroundings.ts'
import { textComponents } from './text-components.ts'

/**
 * Running text as feeds carry it: every address absolute, embeds as links, and no class, style or script, for those who
 * read feeds throw them away or trip over them. `absolute` makes a whole address from one of this site's.
 */
export function feedForm(body: Body, around: Surroundings, absolute: (address: string) => string): string {
  return toHTML(body, {
    onMissingComponent: false,
    components: {
      ...textComponents(around, absolute, (level, children) => element(level, children)),
      types: {
        quote: ({ value }: { value: Quote }) => quote(value),
        factBox: ({ value }: { value: FactBox }) => factBox(value, around, absolute),
        figure: ({ value }: { value: BodyFigure }) => feedFigure(around.picture(value), absolute),
        readAlso: ({ value }: { value: ReadAlso }) => readAlso(value, around, absolute),
        embed: ({ value }: { value: Embed }) =>
          element('p', element('a', escaped(embedWords(value)), { href: value.url })),
        table: ({ value }: { value: Table }) => table(value),
      },
    },
  })
}

/** A picture with its caption and credit, as feeds carry it; nothing when there is none. */
export function feedFigure(picture: Picture | undefined, absolute: (address: string) => string): string {
  if (!picture) return ''
  const { alt, caption, credit } = picture
  const { src, width, height } = picture.plain ?? picture
  const words = [escaped(caption ?? ''), credit === undefined ? '' : escaped(creditLine(credit))]
  const captioned = element('figcaption', words.filter(Boolean).join(' '))
  return `<figure><img${attributes({ src: absolute(src), width, height, alt })}>${captioned}</figure>`
}

function quote({ text, speaker, speakerRole }: Quote): string {
  const who = [speaker, speakerRole].filter((word) => word !== undefined).join(', ')
  return element('blockquote', paragraphs(quoted(text)) + element('p', who === '' ? '' : `– ${escaped(who)}`))
}

function factBox({ title, body }: FactBox, around: Surroundings, absolute: (address: string) => string): string {
  const text = toHTML<TextBlock>(body, {
    onMissingComponent: false,
    components: textComponents(around, absolute, (_, children) => element('p', element('strong', children))),
  })
  return element('p', element('strong', escaped(factLabel(title)))) + text
}

function readAlso({ stories }: ReadAlso, around: Surroundings, absolute: (address: string) => string): string {
  return stories
    .map(({ _ref }) => around.link(_ref))
    .filter((link) => link !== undefined)
    .map(({ title, address }) => `Læs også: ${element('a', escaped(title), { href: absolute(address) })}`)
    .map((line) => element('p', line))
    .join('')
}

function table({ caption, headerRow, rows }: Table): string {
  const cellOf = (name: 'th' | 'td') => (text: string) => `<${name}>${escaped(text)}</${name}>`
  const line = (cells: string[], i: number) =>
    `<tr>${cells.map(cellOf(headerRow && i === 0 ? 'th' : 'td')).join('')}</tr>`
  const lines = rows.map(({ cells }, i) => line(cells, i)).join('')
  return element('table', element('caption', escaped(caption ?? '')) + element('tbody', lines))
}
