/** The address at which a file of the site stands: `artikel/x/index.html` → `/artikel/x/`. */
export function addressOfFile(file: string): string {
  return `/${file}`.replace(/\/index\.html$/, '/')
}
