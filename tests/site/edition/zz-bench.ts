import { aBlock, aReferringBlock, parts } from '../../builders/body.ts'
import {
  aCompany,
  aJobAnnouncement,
  anArticle,
  anAuthor,
  aSection,
  aTopic,
  siteSettings,
} from '../../builders/documents.ts'
import { anImageAsset, aPicture } from '../../builders/image.ts'
import { aReference, references } from '../../builders/stored.ts'
import { later, openedEdition, put } from './opened-edition.ts'

const N = Number(process.argv[2] ?? 3000)
const day = (i: number) => new Date(Date.UTC(2018, 0, 1) + i * 6 * 3600e3).toISOString()
const base = [
  siteSettings(),
  anImageAsset(),
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((i) => aSection({ _id: `s${i}`, title: `Sektion ${i}`, order: i })),
  ...[...Array(20).keys()].map((i) => anAuthor({ _id: `a${i}`, name: `Forfatter ${i}` })),
  ...[...Array(100).keys()].map((i) => aTopic({ _id: `t${i}`, title: `Emne ${i}` })),
  ...[...Array(100).keys()].map((i) => aCompany({ _id: `c${i}`, name: `Firma ${i}` })),
]
const para = 'Ordene går deres gang gennem teksten og siger noget om havnen. '.repeat(6)
const article = (i: number, extra = {}) =>
  anArticle({
    _id: `x${i}`,
    headline: `Historie ${i}`,
    slug: { current: `historie-${i}` },
    section: aReference(`s${i % 8}`),
    authors: references(`a${i % 20}`),
    topics: references(`t${i % 100}`, `t${(i * 7) % 100}`),
    companies: references(`c${i % 100}`),
    leadImage: aPicture(),
    body: [...Array(10).keys()]
      .map((k) => aBlock(para + k))
      .concat([
        aBlock('Mellemrubrik', { style: 'h2' }),
        parts.quote() as never,
        parts.readAlso(`x${i - 1}`, `x${i - 5}`) as never,
        aReferringBlock('link', `x${i - 3}`) as never,
      ]),
    readAlso: references(`x${i - 2}`),
    publishedAt: day(i),
    firstPublishedAt: day(i),
    ...extra,
  })
const notice = (i: number) =>
  aJobAnnouncement({
    _id: `n${i}`,
    person: `Person ${i}`,
    slug: { current: `person-${i}` },
    company: aReference(`c${i % 100}`),
    publishedAt: day(i * 2),
  })
const changes = [
  ...base,
  ...Array.from({ length: N }, (_, i) => article(i)),
  ...Array.from({ length: N / 2 }, (_, i) => notice(i)),
].map(put)
const e = openedEdition()
const t = performance.now()
let n = 0
for (let i = 0; i < changes.length; i += 400) n += e.writer.apply(changes.slice(i, i + 400), later).touched.length
console.log('cold', N, performance.now() - t, 'ms', n, process.memoryUsage.rss() / 1e6)
const time = (name: string, f: () => unknown) => {
  const times: number[] = []
  let r: unknown
  for (let k = 0; k < 15; k++) {
    const t = performance.now()
    r = f()
    times.push(performance.now() - t)
  }
  times.sort((a, b) => a - b)
  console.log(name, 'med', times[7]?.toFixed(2), 'max', times.at(-1)?.toFixed(2), typeof r === 'number' ? r : '')
}
let k = 0
time('edit newest', () => e.writer.apply([put(article(N - 1, { headline: `Ny ${k++}` }))], later).touched.length)
time('edit old', () => e.writer.apply([put(article(50, { headline: `Ny ${k++}` }))], later).touched.length)
time('new article', () => e.writer.apply([put(article(N + k++))], later).touched.length)
time('new notice', () => e.writer.apply([put(notice(N + k++))], later).touched.length)
time('old notice', () => e.writer.apply([put({ ...notice(20), role: `r${k++}` })], later).touched.length)
time('author rename', () => e.writer.apply([put(anAuthor({ _id: 'a1', name: `F ${k++}` }))], later).touched.length)
time('empty', () => e.writer.apply([], later).touched.length)
time('front', () => e.reader.front())
time('section', () => e.reader.sectionFront('sektion-1'))
time('story', () => e.reader.story('historie-100'))
time('feed', () => e.reader.feed('/'))
time('addresses', () => e.reader.addresses().length)
time('revisions', () => e.writer.revisions().size)
e[Symbol.dispose]()
