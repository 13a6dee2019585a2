/** The file in which an address of the site stands, below the folder of the site: `/artikel/x/` → `artikel/x/index.html`. */
export function fileOf(address: string): string {
  const path = address.slice(1)
  return address.endsWith('/') ? `${path}index.html` : path
}
