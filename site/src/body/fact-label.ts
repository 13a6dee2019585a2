/** What a fact box is called, for those who hear the page or read it in a feed: »Fakta: Havnen«, also when the editor wrote »Fakta« already. */
export function factLabel(title: string): string {
  if (title === '') return 'Fakta'
  return /^fakta\b/i.test(title) ? title : `Fakta: ${title}`
}
