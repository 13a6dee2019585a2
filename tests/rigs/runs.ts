/** How often a property is tried: `short` in `npm test`, `long` in `npm run test:long`. */
export function runs(short: number, long: number): number {
  return process.env['NOTITS_LONG'] === '1' ? long : short
}
