import type { Navigation } from '../../edition/stories.ts'

const accents = 6

/**
 * The number of the section's color (`data-accent`, 1–6 in styles/tokens.css), by its place in the navigation; `undefined` outside sections.
 * Sections beyond the sixth share colors with the first.
 */
export function accentOf(sectionAddress: string, navigation: Navigation): string | undefined {
  const place = navigation.sections.findIndex((section) => section.address === sectionAddress)
  return place < 0 ? undefined : String((place % accents) + 1)
}
