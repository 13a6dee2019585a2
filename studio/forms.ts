import type { SchemaTypeDefinition } from 'sanity'
import { icons } from './icons.ts'
import { NoticeKindInput } from './inputs/NoticeKindInput.tsx'

/** The forms as the content model defines them, with what only the Studio knows of: icons, and inputs of our own. */
export function onTheDesk(forms: readonly SchemaTypeDefinition[]): SchemaTypeDefinition[] {
  return forms.map((form) => {
    if (form.name === 'noticeKind') return Object.assign({}, form, { components: { input: NoticeKindInput } })
    const icon = Object.entries(icons).find(([type]) => type === form.name)?.[1]
    return icon ? Object.assign({}, form, { icon }) : form
  })
}
