import { Card, Stack, Text } from '@sanity/ui'
import type { ReactNode } from 'react'
import { type InputProps, useEditState } from 'sanity'
import { publishedId } from '#schemas/document-id.ts'
import type { Instant } from '#schemas/instant.ts'
import type { SiteWatch } from './site-watch.ts'
import type { Status } from './status.ts'
import { useStatus } from './use-status.ts'

/** States that somebody must do something about, and how grave they are. */
const grave: Partial<Record<Status['kind'], 'critical' | 'caution'>> = {
  refused: 'critical',
  late: 'caution',
  held: 'caution',
}

/** What goes around every input: at the top of a document's form stands what keeps the document from its readers. */
export function noticeOnTop(watch: SiteWatch, now: () => Instant): (props: InputProps) => ReactNode {
  return (props) => {
    if (props.path.length > 0) return props.renderDefault(props)
    const id: unknown = Object(props.value)._id
    // The form keeps its place whether a notice comes or goes: made anew, it would drop what is being written.
    return (
      <Stack gap={5}>
        {typeof id === 'string' && <Notice {...{ watch, now, id, type: props.schemaType.name }} />}
        {props.renderDefault(props)}
      </Stack>
    )
  }
}

type Noticed = { watch: SiteWatch; now: () => Instant; id: string; type: string }

function Notice({ watch, now, id, type }: Noticed): ReactNode {
  const { published, draft } = useEditState(publishedId(id), type)
  const status = useStatus(watch, now, { published, draft })
  const tone = status && grave[status.kind]
  return (
    tone && (
      <Card border padding={4} radius={2} role="status" tone={tone}>
        <Text>{status.sentence}</Text>
      </Card>
    )
  )
}
