import type { SchemaTypeDefinition } from 'sanity'
import type { Instant } from '#schemas/instant.ts'
import { icons } from './icons.ts'
import { BodyInput } from './inputs/BodyInput.tsx'
import { NoticeKindInput } from './inputs/NoticeKindInput.tsx'

/** The forms as the content model defines them, with what only the Studio knows of: icons, inputs of our own, and the time. */
export function onTheDesk(forms: readonly SchemaTypeDefinition[], now: () => Instant): SchemaTypeDefinition[] {
  return forms.map((form) => {
    if (form.name === 'noticeKind') return Object.assign({}, form, { components: { input: NoticeKindInput } })
    if (form.name === 'body') return Object.assign({}, form, { components: { input: BodyInput } })
    if (form.name === 'correction') return Object.assign({}, form, { initialValue: () => ({ at: now() }) })
    const icon = Object.entries(icons).find(([type]) => type === form.name)?.[1]
    return icon ? Object.assign({}, form, { icon }) : form
  })
}
