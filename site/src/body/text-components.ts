import type { PortableTextComponents } from '@portabletext/to-html'
import type { LinkMark } from '#schemas/link.ts'
import { safeHref } from '#schemas/link.ts'
import { attributes, element, escaped } from './html.ts'
import type { Surroundings } from './surroundings.ts'

type Mark = { children: string; value?: LinkMark }

/**
 * How words, paragraphs, lists and links are written. `address` turns an address of this site into the one to write;
 * `heading` writes a crosshead from its level, its HTML and its block.
 */
export function textComponents(
  around: Surroundings,
  address: (own: string) => string,
  heading: (level: 'h2' | 'h3', children: string, block: unknown) => string,
): PortableTextComponents {
  return {
    block: {
      normal: ({ children = '' }) => element('p', children),
      h2: ({ children = '', value }) => heading('h2', children, value),
      h3: ({ children = '', value }) => heading('h3', children, value),
    },
    marks: {
      link: ({ children, value }: Mark) => {
        const href = value?._type === 'link' ? safeHref(value.href) : undefined
        return href === undefined ? children : anchor(children, href, address, around.isPaidFor)
      },
      internalLink: ({ children, value }: Mark) => {
        const link = value?._type === 'internalLink' ? around.link(value.reference._ref) : undefined
        return link === undefined ? children : anchor(children, link.address, address)
      },
    },
    hardBreak: () => '<br>',
    escapeHTML: escaped,
  }
}

function anchor(children: string, href: string, address: (own: string) => string, isPaidFor = false): string {
  const isOwn = href.startsWith('/')
  const outward = isPaidFor ? 'sponsored noopener' : 'noopener'
  const values = { href: isOwn ? address(href) : href, rel: /^https?:/i.test(href) ? outward : undefined }
  return children === '' ? '' : `<a${attributes(values)}>${children}</a>`
}
