import type { Aim, Figure } from './figure.ts'

/** The figures of one size. */
export type Measurement = {
  articles: number
  documents: number
  /** Of JSON, all documents together. */
  bytes: number
  /** The machine's load at the end: well above one process where others are at work too. */
  load: number
  figures: Figure[]
  /** What was said meanwhile by what is measured. */
  remarks: string[]
}

const label = { width: 44, title: 'what' }

/** All that was measured at one size, a line each, for a terminal of 100 columns. */
export function tableOf({ articles, documents, bytes, load, figures }: Measurement): string {
  const documentsOf = `${grouped(documents)} documents, ${grouped(Math.round(bytes / documents))} bytes each`
  const size = `${grouped(articles)} articles (${documentsOf}; load ${load} at the end)`
  return [
    size,
    line(label.title, ['aim', 'median', '95 %', 'first', 'in lake', 'n']),
    ...figures.map((figure) => line(named(figure), cellsOf(figure))),
  ].join('\n')
}

/** The medians of several sizes side by side, so that growth is seen. */
export function growthOf(measurements: readonly Measurement[]): string {
  const figures = new Map(measurements.flatMap(({ figures }) => figures.map((figure) => [figure.id, figure])))
  const head = line(label.title, ['aim', ...measurements.map(({ articles }) => grouped(articles))])
  const rows = [...figures.values()].map((figure) => {
    const medians = measurements.map((measurement) => medianIn(measurement, figure.id))
    return line(named(figure), [aimOf(figure.aim), ...medians])
  })
  return [head, ...rows].join('\n')
}

function medianIn({ figures }: Measurement, id: string): string {
  const figure = figures.find((candidate) => candidate.id === id)
  return figure ? withMark(figure) : ''
}

function cellsOf(figure: Figure): string[] {
  if ('failed' in figure) return [aimOf(figure.aim), 'failed']
  const { aim, p95, first, lake, n } = figure
  const spread = n > 1 ? round(p95) : ''
  return [aimOf(aim), withMark(figure), spread, optional(first), told(lake), `${n}`]
}

/** Whether the aim is met stands at the median that it is about. */
function withMark(figure: Figure): string {
  if ('failed' in figure) return 'failed'
  const { met, median } = figure
  return met === undefined ? `${round(median)}  ` : `${round(median)} ${met ? '✓' : '✗'}`
}

const named = ({ what, unit }: Figure): string => `${what}, ${unit}`

function aimOf(aim: Aim | undefined): string {
  if (!aim) return ''
  return 'atMost' in aim ? `≤ ${grouped(aim.atMost)}` : `≥ ${grouped(aim.atLeast)}`
}

function line(first: string, cells: readonly string[]): string {
  return `${first.padEnd(label.width)}${cells.map((cell) => cell.padStart(9)).join('')}`.trimEnd()
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
