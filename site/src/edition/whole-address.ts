/** An address of this site made whole, for those who meet it elsewhere. Images may lie on another host; their addresses are whole already. */
export function wholeAddress(site: string, address: string): string {
  return /^https?:/.test(address) ? address : `${site}${address}`
}
