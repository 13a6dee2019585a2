import type { Aim, Figure, Parts } from './figure.ts'
import type { Growth } from './growth.ts'
import type { Measurement } from './measurement.ts'

const label = { width: 44, title: 'what' }

/** All that was measured at one size, a line each, and of publishes where their time went; for a terminal of 100 columns. */
export function tableOf({ articles, documents, bytes, load, figures }: Measurement): string {
  const documentsOf = `${grouped(documents)} documents, ${grouped(Math.round(bytes / documents))} bytes each`
  const size = `${grouped(articles)} articles (${documentsOf}; load ${load} at the end)`
  const byLake = figures.some((figure) => 'lake' in figure)
  return [
    size,
    line(label.title, ['aim', 'median', '95 %', 'first', ...(byLake ? ['in lake'] : []), 'n']),
    ...figures.map((figure) => line(named(figure), cellsOf(figure, byLake))),
    ...partsTable(figures),
  ].join('\n')
}

const times = ['work', 'sync', 'pages', 'feeds', 'total'] as const satisfies (keyof Parts)[]
const counts = ['rendered', 'written'] as const satisfies (keyof Parts)[]

/** Seven columns of these leave room for the label. */
const narrow = 8

/** Where the time of publishes went by their own account, in milliseconds, and how many pages and other files they were about. */
function partsTable(figures: readonly Figure[]): string[] {
  const rows = figures.flatMap((figure) =>
    'press' in figure && figure.press ? [{ what: figure.what, press: figure.press }] : [],
  )
  if (rows.length === 0) return []
  const lines = rows.map(({ what, press }) => {
    const cells = [
      ...times.map((part) => optional(press[part])),
      ...counts.map((part) => grouped(Math.round(press[part]))),
    ]
    return line(what, cells, narrow)
  })
  return ['', line('by the press’s own account, ms and files', [...times, ...counts], narrow), ...lines]
}

/** The medians of several sizes side by side, and how many times the first the last is. */
export function growthTable(measurements: readonly Measurement[], growth: readonly Growth[]): string {
  const figures = new Map(measurements.flatMap(({ figures }) => figures.map((figure) => [figure.id, figure])))
  const head = line(label.title, ['aim', ...measurements.map(({ articles }) => grouped(articles)), 'times'])
  const rows = [...figures.values()].map((figure) => {
    const medians = measurements.map((measurement) => medianIn(measurement, figure.id))
    return line(named(figure), [aimOf(figure), ...medians, timesIn(growth, figure.id)])
  })
  return [head, ...rows].join('\n')
}

function timesIn(growth: readonly Growth[], id: string): string {
  const found = growth.find((candidate) => candidate.id === id)
  return found ? `${round(found.times)}${markOf(found.met)}` : ''
}

function medianIn({ figures }: Measurement, id: string): string {
  const figure = figures.find((candidate) => candidate.id === id)
  return figure ? withMark(figure) : ''
}

function cellsOf(figure: Figure, byLake: boolean): string[] {
  if ('failed' in figure) return [aimOf(figure), 'failed']
  const { p95, first, lake, n, met95 } = figure
  const spread = n > 1 ? `${round(p95)}${met95 === undefined ? '' : markOf(met95)}` : ''
  return [aimOf(figure), withMark(figure), spread, optional(first), ...(byLake ? [told(lake)] : []), `${n}`]
}

/** Whether the aim is met stands at the median that it is about. */
function withMark(figure: Figure): string {
  if ('failed' in figure) return 'failed'
  const { met, median } = figure
  return `${round(median)}${markOf(met)}`
}

const markOf = (met: boolean | undefined): string => (met === undefined ? '  ' : ` ${met ? '✓' : '✗'}`)

const named = ({ what, unit }: Figure): string => `${what}, ${unit}`

/** The aim of the median, and behind a slash that of the 95th percentile. */
function aimOf({ aim, aim95 }: Figure): string {
  if (!aim) return ''
  const [sign, value] = 'atMost' in aim ? ['≤', aim.atMost] : ['≥', aim.atLeast]
  return `${sign} ${grouped(value)}${aim95 ? `/${bound(aim95)}` : ''}`
}

const bound = (aim: Aim): string => grouped('atMost' in aim ? aim.atMost : aim.atLeast)

function line(first: string, cells: readonly string[], width = 9): string {
  return `${first.padEnd(label.width)}${cells.map((cell) => cell.padStart(width)).join('')}`.trimEnd()
}

/** The lake counts whole milliseconds. */
const told = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? '' : grouped(Math.round(milliseconds))

const optional = (number: number | undefined): string => (number === undefined ? '' : round(number))

/** Two figures after the point below ten, none above a hundred: the rest is chance. */
function round(number: number): string {
  if (number >= 100) return grouped(Math.round(number))
  return number.toFixed(number >= 10 ? 1 : 2)
}

/** A whole number with a comma at every thousand. */
function grouped(number: number): string {
  return `${number}`.replaceAll(/\B(?=(\d{3})+$)/g, ',')
}
