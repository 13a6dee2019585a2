/** What has no day of its own goes before all days. */
export const dayless = '9999'

/** The day that a place in a list begins with. */
export const dayIn = (at: string) => at.slice(0, 'yyyy-mm-dd'.length)

/** The month of an archive or a sitemap, which comes after every day of the month when days are taken from the newest. */
export function monthIn(address: string): string | undefined {
  const [, year, month] = /(\d{4})[-/](\d{2})(?:\/|\.xml)$/.exec(address) ?? []
  return year && month ? `${year}-${month}` : undefined
}
