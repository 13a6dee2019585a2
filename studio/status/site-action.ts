import { LaunchIcon } from '@sanity/icons/Launch'
import type { DocumentActionComponent, SanityDocument } from 'sanity'
import { addressOf, frontAddress } from '#schemas/addresses.ts'
import { readDocument } from '#schemas/documents.ts'
import type { Instant } from '#schemas/instant.ts'
import type { SiteWatch } from './site-watch.ts'
import { useStatus } from './use-status.ts'

/** »Se på sitet«: opens the page that readers see, in a tab of its own; there is nothing to open until they see it. */
export function siteAction(watch: SiteWatch, now: () => Instant): DocumentActionComponent {
  const action: DocumentActionComponent = ({ draft, published }) => {
    const status = useStatus(watch, now, { draft, published })
    const site = watch.address()
    const address = published && pageOf(published)
    if (status?.kind !== 'out' || site === undefined || !address) return null
    return {
      label: 'Se på sitet',
      icon: LaunchIcon,
      onHandle: () => {
        open(site + address, '_blank', 'noopener')
      },
    }
  }
  return Object.assign(action, { displayName: 'SiteAction' })
}

function pageOf(published: SanityDocument): string | undefined {
  const read = readDocument(published)
  if (!read.ok) return undefined
  if (read.document._type === 'frontPage') return frontAddress
  return 'slug' in read.document ? addressOf(read.document) : undefined
}
