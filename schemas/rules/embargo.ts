import { readableTime } from '../dates.ts'
import type { Instant } from '../instant.ts'
import { aNote, type Finding } from './finding.ts'

/** That a story waits for its time, told to the editor; nothing when its time has come. */
export function embargoFindings(publishedAt: Instant | undefined, now: Instant): Finding[] {
  if (publishedAt === undefined || publishedAt <= now) return []
  return [aNote(`Læserne ser historien fra ${readableTime(publishedAt)}, også selv om den publiceres før.`)]
}
